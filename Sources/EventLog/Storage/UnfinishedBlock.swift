/// The kinds of the entries behind the last complete block of the index by kind: at most 4,095.
///
/// The index holds complete blocks only, so that a commit need not write to it. The writer keeps this from one commit to
/// the next, and makes it again from the entries where it cannot.
struct UnfinishedBlock {
    /// The number of entries in the log, those of complete blocks included.
    private(set) var size: UInt64
    /// One for each position behind the last complete block.
    private var kinds: [UInt8] = []

    /// The block as it is where all entries up to `size` lie in complete ones.
    ///
    /// - Precondition: `size` is a multiple of 4,096.
    init(behind size: UInt64 = 0) {
        precondition(size.isMultiple(of: KindBlock.positionCount))
        self.size = size
    }

    /// Adds the entry at the next position.
    ///
    /// - Returns: the blocks of all kinds in it, ascending, once they are complete.
    mutating func append(_ kind: UInt8) -> [(kind: UInt8, block: KindBlock)]? {
        size += 1
        kinds.append(kind)
        guard size.isMultiple(of: KindBlock.positionCount) else { return nil }
        defer { kinds.removeAll(keepingCapacity: true) }
        return complete()
    }

    private func complete() -> [(kind: UInt8, block: KindBlock)] {
        let first = size - UInt64(kinds.count) + 1
        return Set(kinds).sorted().map { kind in
            var block = KindBlock(KindBlock.block(of: first))
            for (offset, other) in kinds.enumerated() where other == kind { block.insert(first + UInt64(offset)) }
            return (kind, block)
        }
    }
}
