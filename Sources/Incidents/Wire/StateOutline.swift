/// Of a state, what a count of records asks for: read where its bytes lie, without the rest.
package struct StateOutline: Hashable, Sendable {
    /// The year in which the record counts; nil: not known, or a kind that counts in none.
    package var year: Int32?
    /// The code of its region in a scheme; empty: it states none.
    package var region = ""
    /// The codes of its flags, in their order.
    package var flagCodes: [String] = []

    /// - Parameter scheme: of the region.
    /// - Throws: ``ValidationError`` with code `unreadableEntry` for what is no state.
    package init(_ state: EncodedRecord, scheme: String) throws(ValidationError) {
        do throws(FactsError) {
            // Unsafe only for types with padding; a byte has none.
            try read(unsafe state.bytes.span.bytes, state.kind, Array(scheme.utf8))
        } catch {
            throw ValidationError(
                code: .unreadableEntry, given: "\(state.bytes.count) bytes", problem: error.description,
                allowed: "a message of the kind \(state.kind.code)")
        }
    }

    private mutating func read(_ bytes: RawSpan, _ kind: RecordKind, _ scheme: [UInt8]) throws(FactsError) {
        let hasPlace = [.incident, .deaths, .arrests, .operation, .activity].contains(kind)
        let hasPeriod = hasPlace || [.publishedFigure, .courtCase, .proceeding, .law, .indicator].contains(kind)
        var reader = WireReader(bytes, Slice(start: 0, end: bytes.byteCount))
        while try reader.next() {
            switch reader.number {
            case 1 where hasPeriod:
                year = try Self.year(bytes, reader.slice(of: "Record"))
            case 2 where hasPlace: try readPlace(bytes, reader.slice(of: "Record"), scheme)
            case 20: flagCodes.append(Self.text(bytes, try Self.first(1, bytes, reader.slice(of: "Record"))))
            default: break
            }
        }
    }

    private static func year(_ bytes: RawSpan, _ slice: Slice) throws(FactsError) -> Int32 {
        var year: Int32 = 0
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            if reader.number == 5 { year = Int32(truncatingIfNeeded: try reader.varint(of: "Period")) }
        }
        return year
    }

    private mutating func readPlace(_ bytes: RawSpan, _ slice: Slice, _ scheme: [UInt8]) throws(FactsError) {
        var reader = WireReader(bytes, slice)
        while region.isEmpty, try reader.next() {
            guard reader.number == 4 else { continue }
            let found = try reader.slice(of: "Place")
            guard Self.copy(bytes, try Self.first(1, bytes, found)) == scheme else { continue }
            region = Self.text(bytes, try Self.first(2, bytes, found))
        }
    }

    /// Where a text of a message lies; nowhere: it has none.
    private static func first(_ field: UInt32, _ bytes: RawSpan, _ slice: Slice) throws(FactsError) -> Slice {
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            if reader.number == field { return try reader.slice(of: "Record") }
        }
        return Slice()
    }

    private static func copy(_ bytes: RawSpan, _ slice: Slice) -> [UInt8] {
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe bytes.extracting(slice.start..<slice.end).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    private static func text(_ bytes: RawSpan, _ slice: Slice) -> String {
        String(decoding: copy(bytes, slice), as: UTF8.self)
    }
}
