import Forms
import Foundation
import ProjectionEngine

/// How a view that was built anew differs from the one that answers.
public struct RebuildDifference: Hashable, Sendable {
    public var view: String
    public var liveVersion: Int
    public var newVersion: Int
    /// The position at which both were compared; nil where they were not.
    public var position: UInt64?
    /// Why they were not.
    public var problem: String?
    /// A sentence for each value that differs; the first hundred.
    public var differences: [String]
    public var differenceCount: Int
}

/// What came of a rebuild.
public enum RebuildOutcome: Hashable, Sendable {
    /// The new build answers.
    case switched
    /// It was stopped; what was built stays, and the next rebuild goes on from there.
    case stopped(position: UInt64, head: UInt64)
    /// It was reviewed and not wanted; what was built stays.
    case declined
}

extension Ledger {
    /// Builds a view anew from the log, beside the one that answers, which goes on answering; compares the two at one
    /// position; and puts the new one in its place. Where an earlier rebuild was stopped or killed, it goes on from there.
    ///
    /// - Parameters:
    ///   - retryingAs: also tries again what the program ended at when it made the build that answers, and undoes
    ///     decisions to go without events; the one who asks for it.
    ///   - progress: is called after each commit with the position and the log's end.
    ///   - isStopped: is asked after each commit.
    ///   - review: is shown the difference; false leaves the build that answers in its place.
    /// - Throws: `LedgerError`: `notFound` for an unknown view, `conflict` while another process is at it.
    public func rebuildView(
        _ name: String, retryingAs actor: String? = nil, progress: ((UInt64, UInt64) -> Void)? = nil,
        isStopped: () -> Bool = { false }, review: (RebuildDifference) throws -> Bool
    ) throws -> RebuildOutcome {
        try LedgerError.wrapping {
            let view = try Self.registeredView(name)
            guard
                let rebuild = try ViewRebuild(
                    view: view, directory: viewsDirectory, log: log, retries: actor != nil)
            else { throw LedgerError(.conflict, "View \(name) is being rebuilt by another process.") }
            defer { rebuild.close() }
            var last: (position: UInt64, head: UInt64) = (0, 0)
            let isBuilt = try rebuild.build(
                progress: {
                    last = ($0.position, $0.head)
                    progress?($0.position, $0.head)
                }, isCancelled: isStopped)
            guard isBuilt else { return .stopped(position: last.position, head: last.head) }
            let found = try rebuild.compare()
            let difference = RebuildDifference(
                view: name, liveVersion: Int(found.liveVersion), newVersion: Int(found.newVersion),
                position: found.position, problem: found.problem, differences: found.differences.map(\.asChange),
                differenceCount: found.differenceCount)
            guard try review(difference) else { return .declined }
            try rebuild.switchOver()
            rebuild.close()
            if let actor { try forgetDrops(in: name, actor: actor) }
            return .switched
        }
    }

    /// Removes what an unfinished rebuild has built.
    ///
    /// - Returns: whether there was any.
    /// - Throws: `LedgerError`: `notFound` for an unknown view, `refused` while a process is at it.
    public func abandonRebuild(of name: String) throws -> Bool {
        try LedgerError.wrapping {
            try ViewRebuild.abandon(view: Self.registeredView(name), directory: viewsDirectory)
        }
    }

    /// Puts the build of a view that answered before in the place of the one that does.
    ///
    /// - Returns: the names of the folders: that which answers now, and that which did.
    /// - Throws: `LedgerError`: `notFound` for an unknown view, `refused` where there is none to return to.
    public func rollbackView(_ name: String) throws -> (live: String, previous: String) {
        guard name != Self.finderName else {
            throw LedgerError(
                .refused, "The finder's store has one build, a function of the log: `views rebuild find` makes it anew."
            )
        }
        return try LedgerError.wrapping {
            try ViewRebuild.rollback(view: Self.registeredView(name), directory: viewsDirectory, log: log)
        }
    }
}

extension ViewDifference {
    /// What the new build says in place of the one that answers.
    fileprivate var asChange: String {
        "\(cell)\(moment.isEmpty ? "" : " \(moment)"): \(measure) \(live) → \(replayed)"
    }
}
