internal import Dispatch
internal import EventLog
internal import Folding
internal import Foundation
internal import MerkleLog
internal import Synchronization

/// Folds the log into several views at once, so that each entry is read once: blocks are read by as many threads as there
/// are processors, and taken over in their order while later ones are read.
struct FoldThreads {
    private(set) var folds: [KeptFold]
    private let readers: [BlockReader]

    /// A block for each processor and one that is taken over; not more than sixteen, because that is done by fewer.
    static var standardCount: Int { min(ProcessInfo.processInfo.activeProcessorCount * 2, 16) }

    /// - Parameter count: how many blocks are in memory at most.
    init(_ folds: [KeptFold], count: Int = standardCount) {
        self.folds = folds
        readers = (0..<max(1, count)).map { _ in BlockReader(folds.map { $0.fold.view }) }
    }

    /// Leaves a view out from now on.
    mutating func remove(at index: Int) {
        folds.remove(at: index)
        for reader in readers { reader.block.remove(at: index) }
    }

    /// Folds a stretch, or the first blocks of it: up to one in which something was parked, or after which so much has
    /// changed in a view that it should be stored.
    ///
    /// - Parameters:
    ///   - isAlone: the first block only, on the calling thread.
    ///   - tree: gets the entries' hashes where there is one.
    ///   - attempts: is told each event that is tried, where one thread folds.
    /// - Returns: the last position that was folded.
    /// - Throws: what the log throws; some views may then have folded more than others.
    func fold(
        _ positions: ClosedRange<UInt64>, of log: EventLog, tree: inout TreeFrontier?, isAlone: Bool = false,
        _ attempts: AttemptFile? = nil
    ) throws -> UInt64 {
        let pieces = pieces(of: positions, count: isAlone ? 1 : .max)
        let line = FoldLine(
            pieces, folds, readers, hashes: tree != nil, pieces.count == 1 ? attempts : nil)
        let workers = min(pieces.count, readers.count, max(1, ProcessInfo.processInfo.activeProcessorCount))
        try Self.concurrently(workers) { _ in try line.work(log) }
        for run in line.runs { tree?.append(run) }
        return line.end
    }

    /// A stretch has more than one block, so that it is worth several threads.
    func isLong(_ positions: ClosedRange<UInt64>) -> Bool { pieces(of: positions, count: 2).count > 1 }

    /// The first blocks of a stretch; the first and the last of it may be parts of blocks.
    private func pieces(of positions: ClosedRange<UInt64>, count: Int) -> [ClosedRange<UInt64>] {
        var pieces: [ClosedRange<UInt64>] = []
        var first = positions.lowerBound
        while pieces.count < count, first <= positions.upperBound {
            let end = folds.map { $0.fold.blocks.end(after: first - 1) }.min() ?? positions.upperBound
            pieces.append(first...min(end, positions.upperBound))
            first = end + 1
        }
        return pieces
    }

    /// Runs `body` for each number below `count`, at the same time where there are several.
    ///
    /// - Returns: what it gave for each.
    /// - Throws: one of the errors that were thrown.
    @discardableResult
    static func concurrently<Value: Sendable>(
        _ count: Int, _ body: @Sendable (Int) throws -> Value
    ) throws -> [Value] {
        guard count > 1 else { return try (0..<count).map(body) }
        let results = Mutex<[Result<Value, any Error>?]>(Array(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = Result { try body(index) }
            results.withLock { $0[index] = result }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }
}

/// What one block is read into. Unchecked because a ``FoldLine`` lends it to one thread at a time.
final class BlockReader: @unchecked Sendable {
    var block: BlockFold

    init(_ views: [any View]) {
        block = BlockFold(views)
    }
}
