extension Facts {
    /// What an event that is *linked* says of its record's part in sums.
    ///
    /// Read where it is asked for and not with the other facts: nearly no event is of that type.
    ///
    /// - Throws: ``FactsError`` where the entry does not say it, or in a form that this version does not understand.
    public var partInSums: PartInSums {
        get throws(FactsError) { try Self.partInSums(entry: bytes) }
    }

    /// The same of an entry that is not read otherwise.
    ///
    /// - Throws: as ``partInSums``.
    public static func partInSums(entry: RawSpan) throws(FactsError) -> PartInSums {
        var (message, isThere) = (Slice(), false)
        var reader = WireReader(entry, Slice(start: min(headerLength, entry.byteCount), end: entry.byteCount))
        while try reader.next() {
            guard reader.number == 14 else { continue }
            guard !isThere else { throw .badField(14, of: "Entry") }
            (message, isThere) = (try reader.slice(of: "Entry"), true)
        }
        guard isThere else { throw FactsError(.badRecord, "is linked and does not say how its record counts") }
        var (link, beside): (String, String) = ("", "")
        var part: SumPart?
        var fields = WireReader(entry, message)
        while try fields.next() {
            switch fields.number {
            case 1: link = try text(entry, try fields.slice(of: "PartInSums"))
            case 2: part = try code(try fields.varint(of: "PartInSums"), for: "the part in sums")
            case 3: beside = try text(entry, try fields.slice(of: "PartInSums"))
            default: break
            }
        }
        guard let part else { throw FactsError(.badRecord, "is linked and does not say how its record counts") }
        return PartInSums(link: link, part: part, beside: beside)
    }

    private static func text(_ entry: RawSpan, _ slice: Slice) throws(FactsError) -> String {
        // The pointer is used only inside the closure, while the span is borrowed.
        let text = unsafe entry.extracting(slice.start..<slice.end).withUnsafeBytes {
            unsafe String(validating: $0, as: UTF8.self)
        }
        guard let text else { throw FactsError(.notText, "holds a text that is not UTF-8") }
        return text
    }
}
