internal import BasicContainers
internal import EventLog
internal import Folding
internal import Foundation
internal import MerkleLog

/// Blocks on their way into the folds of some views, and who does what next.
///
/// Any number of threads work on it. Whoever is free takes a block over that was read, where it is the next one of a view,
/// or else reads a block for which there is room: so no processor waits while blocks are taken over, which only one thread
/// can do for each view, in their order.
///
/// Unchecked because what is not constant is accessed under the condition's lock; each fold and each reader is lent to one
/// thread at a time.
final class FoldLine: @unchecked Sendable {
    private let pieces: [ClosedRange<UInt64>]
    private let folds: [KeptFold]
    private let readers: [BlockReader]
    private let hashes: Bool
    private let attempts: AttemptFile?
    /// Of each view, as they were when this began: what is parked later ends the line at its block.
    private let parked: [Set<UInt64>]
    private let setAside: [[UInt64: String]]

    private let condition = NSCondition()
    private var state: State

    private struct State {
        /// How many blocks were begun to be read.
        var begun = 0
        /// For each block whether it was read.
        var isRead: [Bool]
        /// For each view how many blocks it has taken over, and whether it is at one.
        var taken: [Int]
        var isTaking: [Bool]
        /// Blocks after so many are not taken over.
        var limit: Int
        var hasFailed = false
        var runs: [TreeRun] = []
    }

    private enum Step {
        case read(Int)
        case take(view: Int, piece: Int)
        case wait
        case end
    }

    /// - Parameters:
    ///   - pieces: one after another, none of them empty; at least one.
    ///   - readers: as many blocks are in memory at the same time.
    init(
        _ pieces: [ClosedRange<UInt64>], _ folds: [KeptFold], _ readers: [BlockReader], hashes: Bool,
        _ attempts: AttemptFile?
    ) {
        self.pieces = pieces
        self.folds = folds
        self.readers = readers
        self.hashes = hashes
        self.attempts = attempts
        parked = folds.map { $0.fold.parked }
        setAside = folds.map { $0.fold.setAside }
        state = State(
            isRead: pieces.map { _ in false }, taken: folds.map { _ in 0 }, isTaking: folds.map { _ in false },
            limit: pieces.count)
    }

    /// The last position that every view has folded, once all threads have ended without an error.
    var end: UInt64 { pieces[state.limit - 1].upperBound }

    /// The tree over the entries of each block that was folded, where they are hashed.
    var runs: [TreeRun] { state.runs }

    /// Does what is to be done until nothing is left.
    ///
    /// - Throws: what the log throws.
    func work(_ log: EventLog) throws {
        condition.lock()
        defer { condition.unlock() }
        while true {
            switch next() {
            case .read(let piece): try read(piece, log)
            case .take(let view, let piece): take(piece, for: view)
            case .wait: condition.wait()
            case .end: return
            }
        }
    }

    /// Taking over comes first: it makes room.
    private func next() -> Step {
        if state.hasFailed { return .end }
        for view in folds.indices where !state.isTaking[view] {
            let piece = state.taken[view]
            if piece < state.limit, state.isRead[piece] { return .take(view: view, piece: piece) }
        }
        let done = state.taken.min() ?? state.begun
        if state.begun < state.limit, state.begun < done + readers.count { return .read(state.begun) }
        return done == state.limit ? .end : .wait
    }

    private func read(_ piece: Int, _ log: EventLog) throws {
        state.begun += 1
        condition.unlock()
        let reader = readers[piece % readers.count]
        let result = Result {
            for view in folds.indices { reader.block.begin(view: view, parked[view], setAside[view]) }
            // A snapshot of its own: one is used by one thread at a time.
            try log.read { try reader.block.read(pieces[piece], of: $0, hashes: hashes, attempts) }
        }
        condition.lock()
        state.isRead[piece] = true
        if case .failure = result { state.hasFailed = true }
        // Later blocks may hold what replaces it, and were begun without it.
        if reader.block.hasParked { state.limit = min(state.limit, piece + 1) }
        condition.broadcast()
        try result.get()
    }

    private func take(_ piece: Int, for view: Int) {
        state.isTaking[view] = true
        condition.unlock()
        folds[view].fold.add(readers[piece % readers.count].block, view, thread: piece % readers.count)
        condition.lock()
        state.isTaking[view] = false
        state.taken[view] += 1
        if state.taken.allSatisfy({ $0 > piece }), let run = readers[piece % readers.count].block.tree {
            state.runs.append(run)
        }
        // What is on its way is still taken over.
        if folds[view].fold.isFull { state.limit = min(state.limit, state.begun) }
        condition.broadcast()
    }
}

extension Fold {
    /// Takes over what one thread has read. The block is not copied: it would then be copied again when it is read into.
    fileprivate mutating func add(_ block: borrowing BlockFold, _ view: Int, thread: Int) {
        add(block.views[view], of: block.vocabulary, seen: block.seen, through: block.end, thread: thread)
    }
}
