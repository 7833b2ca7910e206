/// A bundle of entries as it is published: each entry after its length as a big-endian 16-bit number (C2SP tlog-tiles).
public enum EntryBundle {
    /// The longest entry that the format can hold, in bytes.
    public static let maximumEntryLength = 65_535

    /// Adds one entry to the end of a bundle.
    ///
    /// - Throws: ``MerkleError/Code/entryTooLarge``.
    public static func append(_ entry: RawSpan, to bundle: inout [UInt8]) throws(MerkleError) {
        guard entry.byteCount <= maximumEntryLength else {
            throw MerkleError(
                .entryTooLarge,
                "An entry of \(entry.byteCount) bytes cannot be published: the tile format holds at most 65,535 bytes.")
        }
        bundle.append(UInt8(entry.byteCount >> 8))
        bundle.append(UInt8(entry.byteCount & 0xFF))
        // The span is borrowed for the whole call, and the array copies from it.
        unsafe entry.withUnsafeBytes { unsafe bundle.append(contentsOf: $0) }
    }

    /// Calls `body` with each entry of a bundle in turn.
    ///
    /// - Throws: ``MerkleError/Code/malformedEntryBundle`` when the bundle does not hold exactly `count` entries;
    ///   whatever `body` throws.
    public static func forEach(
        in bundle: RawSpan, count: Int, _ body: (_ number: Int, _ entry: RawSpan) throws -> Void
    ) throws {
        var offset = 0
        for number in 0..<count {
            guard bundle.byteCount - offset >= 2 else { throw cut(number, count) }
            // Unsafe only because any type could be loaded; the two bytes are there.
            let high = unsafe bundle.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            let low = unsafe bundle.unsafeLoad(fromByteOffset: offset + 1, as: UInt8.self)
            let length = Int(high) << 8 | Int(low)
            offset += 2
            guard bundle.byteCount - offset >= length else { throw cut(number, count) }
            try body(number, bundle.extracting(offset..<offset + length))
            offset += length
        }
        guard offset == bundle.byteCount else {
            throw MerkleError(
                .malformedEntryBundle,
                "The bundle has \(bundle.byteCount - offset) bytes after its \(count) entries; it should end there.")
        }
    }

    private static func cut(_ number: Int, _ count: Int) -> MerkleError {
        MerkleError(.malformedEntryBundle, "The bundle ends inside entry \(number) of \(count): it has been cut short.")
    }
}
