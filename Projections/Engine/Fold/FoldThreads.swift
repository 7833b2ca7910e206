internal import Dispatch
internal import EventLog
internal import Folding
internal import Foundation
internal import MerkleLog
internal import Synchronization

/// Folds the log into several views at once, so that each entry is read once: as many blocks at a time as there are
/// threads, taken over in their order.
struct FoldThreads {
    private(set) var folds: [KeptFold]
    private let threads: [FoldThread]

    /// Two blocks for each processor, so that one which takes longer does not keep the others waiting; not more than
    /// sixteen, because what follows a block is done by fewer.
    static var standardCount: Int { min(ProcessInfo.processInfo.activeProcessorCount * 2, 16) }

    init(_ folds: [KeptFold], count: Int = standardCount) {
        self.folds = folds
        threads = (0..<max(1, count)).map { _ in FoldThread(folds.map(\.fold.view)) }
    }

    /// Leaves a view out from now on.
    mutating func remove(at index: Int) {
        folds.remove(at: index)
        for thread in threads { thread.block.remove(at: index) }
    }

    /// Folds the first blocks of a stretch, one for each thread at most.
    ///
    /// - Parameters:
    ///   - isAlone: on the calling thread only.
    ///   - tree: gets the entries' hashes where there is one.
    ///   - attempts: is told each event that is tried, where one thread folds.
    /// - Returns: the last position that was folded.
    /// - Throws: what the log throws.
    func fold(
        _ positions: ClosedRange<UInt64>, of log: EventLog, tree: inout TreeFrontier?, isAlone: Bool = false,
        _ attempts: AttemptFile? = nil
    ) throws -> UInt64 {
        let pieces = pieces(of: positions, count: isAlone ? 1 : threads.count)
        let hashes = tree != nil
        let attempts = pieces.count == 1 ? attempts : nil
        for index in pieces.indices { threads[index].block.begin(folds) }
        try Self.concurrently(pieces.count) { index in
            // A snapshot of its own: one is used by one thread at a time.
            try log.read { try threads[index].block.read(pieces[index], of: $0, hashes: hashes, attempts) }
        }
        let last = pieces.indices.first { threads[$0].block.hasParked } ?? pieces.count - 1
        try Self.concurrently(folds.count) { view in
            for thread in 0...last {
                let block = threads[thread].block
                folds[view].fold.add(
                    block.views[view], of: block.vocabulary, seen: block.seen, through: block.end, thread: thread)
            }
        }
        for thread in 0...last {
            if let run = threads[thread].block.tree { tree?.append(run) }
        }
        return threads[last].block.end
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
    /// - Throws: one of the errors that were thrown.
    static func concurrently(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
        guard count > 1 else { return try (0..<count).forEach(body) }
        let failure = FirstError()
        DispatchQueue.concurrentPerform(iterations: count) { index in
            do {
                try body(index)
            } catch {
                failure.keep(error)
            }
        }
        if let error = failure.error { throw error }
    }
}

/// What one thread reads. Unchecked because ``FoldThreads`` lends it to one thread at a time.
private final class FoldThread: @unchecked Sendable {
    var block: BlockFold

    init(_ views: [any View]) {
        block = BlockFold(views)
    }
}

/// The first error of several threads.
private final class FirstError: Sendable {
    private let kept = Mutex<(any Error)?>(nil)

    var error: (any Error)? { kept.withLock { $0 } }

    func keep(_ error: any Error) {
        kept.withLock { $0 = $0 ?? error }
    }
}
