import Forms

/// Which events are looked for, told from their envelopes where the entries lie: no record is read.
package struct EnvelopeSearch: Sendable {
    /// Raw values; empty: of any type.
    private let types: Set<UInt64>
    /// Empty: of anybody.
    private let actors: Set<[UInt8]>
    private let importID: [UInt8]?
    /// In the form in which texts are searched.
    private let reason: String?

    /// - Parameters:
    ///   - types: empty: any.
    ///   - actors: to the letter; empty: anybody.
    ///   - importID: nil: of any import, or of none.
    ///   - reason: words that the reason has somewhere, whatever their case and accents; nil: any reason, or none.
    package init(types: Set<EventType>, actors: Set<String>, importID: String?, reason: String?) {
        self.types = Set(types.map { UInt64($0.rawValue) })
        self.actors = Set(actors.map { Array($0.utf8) })
        self.importID = importID.map { Array($0.utf8) }
        self.reason = reason.map(FoldedText.of)
    }

    /// Whether an entry is one of those; true of one that cannot be read, for whoever reads it to say so.
    package func finds(_ entry: RawSpan) -> Bool {
        if types.isEmpty, actors.isEmpty, importID == nil, reason == nil { return true }
        guard let said = try? Said(entry) else { return true }
        guard types.isEmpty || types.contains(said.type), actors.isEmpty || actors.contains(said.actor) else {
            return false
        }
        if let importID, said.importID != importID { return false }
        return reason.map { FoldedText.of(String(decoding: said.reason, as: UTF8.self)).contains($0) } ?? true
    }

    /// What an envelope says.
    private struct Said {
        var type: UInt64 = 0
        var (actor, reason, importID): ([UInt8], [UInt8], [UInt8]) = ([], [], [])

        init(_ entry: RawSpan) throws(FactsError) {
            let start = min(Facts.headerLength, entry.byteCount)
            var reader = WireReader(entry, Slice(start: start, end: entry.byteCount))
            while try reader.next() {
                switch reader.number {
                case 6: type = try reader.varint(of: "Entry")
                case 8: actor = Self.copy(entry, try reader.slice(of: "Entry"))
                case 9: reason = Self.copy(entry, try reader.slice(of: "Entry"))
                case 10: importID = Self.copy(entry, try reader.slice(of: "Entry"))
                default: break
                }
            }
        }

        private static func copy(_ entry: RawSpan, _ slice: Slice) -> [UInt8] {
            // The pointer is used only inside the closure, while the span is borrowed.
            unsafe entry.extracting(slice.start..<slice.end).withUnsafeBytes { unsafe [UInt8]($0) }
        }
    }
}
