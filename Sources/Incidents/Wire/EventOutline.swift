/// An event without what it says: who said it, when and of which record. The state stays as its bytes.
package struct EventOutline: Hashable, Sendable {
    package var position: UInt64 = 0
    package var type = EventType.recorded
    package var knownAt = Day(number: 0)
    /// Empty for what no import appended.
    package var importID = ""
    /// Empty: the desk says it.
    package var dataset = ""
    /// Nil where the event carries none.
    package var state: EncodedRecord?
    /// Of the row of a file that the state is; empty: of none.
    package var rowDigest: [UInt8] = []

    package init(
        position: UInt64, type: EventType, knownAt: Day, importID: String, dataset: String, state: EncodedRecord?,
        rowDigest: [UInt8] = []
    ) {
        self.position = position
        self.type = type
        self.knownAt = knownAt
        self.importID = importID
        self.dataset = dataset
        self.state = state
        self.rowDigest = rowDigest
    }

    /// Reads an entry where it lies in the log's map. Only the state's bytes and two short texts are copied.
    ///
    /// - Throws: ``ValidationError`` with code `unreadableEntry` where the bytes are no entry that this version
    ///   understands.
    package init(entry: RawSpan) throws(ValidationError) {
        do throws(FactsError) {
            try self.init(reading: entry)
        } catch {
            throw ValidationError(
                code: .unreadableEntry, given: "\(entry.byteCount) bytes", problem: error.description,
                allowed: "an entry of the log")
        }
    }

    private init(reading entry: RawSpan) throws(FactsError) {
        guard entry.byteCount >= Facts.headerLength else {
            throw FactsError(.notWireForm, "does not begin with its position, recording time and version")
        }
        position = entry.word(at: 1)
        var (kindCode, typeCode, field): (UInt64, UInt64, UInt32) = (0, 0, 0)
        var bytes: [UInt8] = []
        var reader = WireReader(entry, Slice(start: Facts.headerLength, end: entry.byteCount))
        while try reader.next() {
            switch reader.number {
            case 4: kindCode = try reader.varint(of: "Entry")
            case 6: typeCode = try reader.varint(of: "Entry")
            case 7: knownAt = Day(number: unzigzag32(try reader.varint(of: "Entry")))
            case 10: importID = try Self.text(entry, reader.slice(of: "Entry"))
            case 13: dataset = try Self.text(entry, reader.slice(of: "Entry"))
            case 15: rowDigest = try Self.copy(entry, reader.slice(of: "Entry"))
            case 20...49:
                guard field == 0 else { throw .badField(reader.number, of: "Entry") }
                field = reader.number
                bytes = try Self.copy(entry, reader.slice(of: "Entry"))
            default: break
            }
        }
        guard let kind = RecordKind(rawValue: Int32(clamping: kindCode)) else {
            throw .unknownCode(kindCode, for: "the kind of record")
        }
        guard let type = EventType(rawValue: Int32(clamping: typeCode)) else {
            throw .unknownCode(typeCode, for: "the type of event")
        }
        guard field == (type.carriesState ? 19 + UInt32(kind.rawValue) : 0) else {
            throw FactsError(.badRecord, "is \(type.code) and carries the record of field \(field)")
        }
        self.type = type
        if type.carriesState { state = EncodedRecord(kind: kind, bytes: bytes) }
    }

    private static func copy(_ entry: RawSpan, _ slice: Slice) -> [UInt8] {
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe entry.extracting(slice.start..<slice.end).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    private static func text(_ entry: RawSpan, _ slice: Slice) throws(FactsError) -> String {
        guard let text = String(validating: copy(entry, slice), as: UTF8.self) else {
            throw FactsError(.notText, "holds a text that is not UTF-8")
        }
        return text
    }
}
