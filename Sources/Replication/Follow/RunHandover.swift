internal import EventLog
internal import Foundation
internal import MerkleLog

/// Hands verified entries, one run at a time, to the thread that writes them, which waits for them inside one commit.
///
/// So a request of a million entries becomes part of the log at once and is never in memory whole.
final class RunHandover: @unchecked Sendable {
    // @unchecked: everything that changes is touched only with the condition's lock held.
    private let condition = NSCondition()
    private var run: EntryRun?
    private var end: Result<TreeHead, any Error>?
    private var isOver = false
    private var giver: CheckedContinuation<Void, Never>?

    /// Gives the next run; returns once the writer has taken it, or takes nothing any more.
    func give(_ run: EntryRun) async {
        await withCheckedContinuation { continuation in
            condition.lock()
            defer { condition.unlock() }
            guard !isOver else { return continuation.resume() }
            self.run = run
            giver = continuation
            condition.signal()
        }
    }

    /// Says what the log must come to with all that was given, or why nothing more comes.
    func finish(_ result: Result<TreeHead, any Error>) {
        condition.lock()
        defer { condition.unlock() }
        end = end ?? result
        condition.signal()
    }

    /// The writer takes nothing any more.
    func over() {
        condition.lock()
        defer { condition.unlock() }
        isOver = true
        resume()
    }

    /// Takes what is given until it ends: on the writer's thread.
    func read(_ take: (EntryRun) throws -> Void) throws -> TreeHead {
        while let run = next() { try take(run) }
        condition.lock()
        defer { condition.unlock() }
        return try end?.get() ?? .empty
    }

    private func next() -> EntryRun? {
        condition.lock()
        defer { condition.unlock() }
        while run == nil, end == nil { condition.wait() }
        defer {
            run = nil
            resume()
        }
        return run
    }

    private func resume() {
        giver?.resume()
        giver = nil
    }
}
