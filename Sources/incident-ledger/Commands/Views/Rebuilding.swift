import Files
import Forms
import Foundation
import Ledger
import Synchronization

/// A rebuild as the command line runs it: with progress, a review, and an orderly end where it is told to stop.
enum Rebuilding {
    /// - Throws: `LedgerError`, with `refused` also where it was stopped, or reviewed and not wanted.
    static func run(_ name: String, in ledger: Ledger, retryingAs actor: String? = nil, reviews: Bool) throws {
        StopSignal.watch()
        let outcome = try ledger.rebuildView(
            name, retryingAs: actor,
            progress: { position, head in
                guard Output.showsProgress else { return }
                Output.overwriteLine(ProgressBar.text(done: Int(position), total: Int(head), doing: "events folded"))
            }, isStopped: { StopSignal.isSet },
            review: { difference in
                ProgressBar.clear()
                try Output.answer(text(of: difference))
                return try !reviews || asks("Let the new build of \(name) answer? [y/N] ")
            })
        switch outcome {
        case .switched: try Output.answer("The new build of \(name) answers now.\n")
        case .stopped(let position, let head):
            ProgressBar.clear()
            throw LedgerError(
                .refused,
                "The rebuild of \(name) was stopped at position \(position) of \(head). Run it again to go on, or with "
                    + "--abandon to remove what it has built.")
        case .declined:
            throw LedgerError(
                .refused,
                "The build that answered before still does. The new one stays beside it; --abandon removes it.")
        }
    }

    /// The finder's store has one build, and what it holds is a function of the log: there is nothing to review.
    static func runFinder(in ledger: Ledger, retryingAs actor: String? = nil) throws {
        try ledger.rebuildFinder(retryingAs: actor) { position, head in
            guard Output.showsProgress else { return }
            Output.overwriteLine(
                ProgressBar.text(done: Int(position), total: Int(head), doing: "events taken in"))
        }
        ProgressBar.clear()
        try Output.answer("The finder's store was built anew.\n")
    }

    private static func text(of difference: RebuildDifference) -> String {
        let versions =
            difference.liveVersion == difference.newVersion
            ? "v\(difference.newVersion)" : "v\(difference.liveVersion) → v\(difference.newVersion)"
        if let problem = difference.problem {
            return "\(difference.view) \(versions): the builds were not compared, \(problem).\n"
        }
        let position = difference.position ?? 0
        if difference.differenceCount == 0 {
            return "\(difference.view) \(versions): both builds say the same, in every cell, at position \(position).\n"
        }
        let rest = difference.differenceCount - difference.differences.count
        return
            "\(difference.view) \(versions): \(difference.differenceCount) value(s) differ at position \(position):\n"
            + difference.differences.map { "  \($0)\n" }.joined() + (rest > 0 ? "  and \(rest) more\n" : "")
    }

    private static func asks(_ question: String) throws -> Bool {
        try Output.answer(question)
        let answer = readLine()
        try Output.answer(answer == nil ? "\n" : "")
        return answer?.lowercased() == "y"
    }
}

/// Whether the program was asked to stop.
enum StopSignal {
    private static let flag = Atomic<Bool>(false)

    static var isSet: Bool { flag.load(ordering: .relaxed) }

    /// From now on SIGINT and SIGTERM only set the flag.
    static func watch() {
        // Made before a signal can come: making it is not for a signal's handler.
        flag.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in StopSignal.flag.store(true, ordering: .relaxed) }
        }
    }
}
