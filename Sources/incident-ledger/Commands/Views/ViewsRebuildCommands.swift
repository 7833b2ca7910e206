import ArgumentParser
import Files
import Forms
import Ledger

/// `views rebuild NAME`
struct ViewsRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Build a view anew from the log, beside the one that answers.",
        discussion: """
            The new build is compared with the one that answers, at one position and cell by cell, and takes its place at \
            once; the earlier one stays for `views rollback`. Nobody who reads waits meanwhile.

            Killed, or stopped by SIGINT or SIGTERM (exit status 1), it goes on from where it was when it is run again; \
            --abandon removes what it had built.

            Example:
              incident-ledger views rebuild region-year --review
              incident-ledger views rebuild find
            """)

    @Argument(help: "The view's name.")
    var name: String

    @ArgumentParser.Flag(help: "Show the difference and wait for `y` before the new build takes its place.")
    var review = false

    @ArgumentParser.Flag(help: "Remove what a rebuild that was stopped or killed has built.")
    var abandon = false

    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        if review, abandon { throw ArgumentParser.ValidationError("--review and --abandon exclude each other.") }
    }

    func run() async throws {
        try await ledger.withLedger(.readOnly) { open in
            if name == Ledger.finderName {
                guard !review, !abandon else {
                    throw LedgerError(.usage, "The finder's store has one build: leave --review and --abandon out.")
                }
                return try Rebuilding.runFinder(in: open)
            }
            guard abandon else { return try Rebuilding.run(name, in: open, reviews: review) }
            let was = try open.abandonRebuild(of: name)
            try Output.answer(was ? "Removed the unfinished build of \(name).\n" : "\(name) has no unfinished build.\n")
        }
    }
}

/// `views rollback NAME`
struct ViewsRollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Return to the build of a view that answered before the last rebuild.",
        discussion: "It catches up with the log first. Done twice, it returns to where it was.")

    @Argument(help: "The view's name.")
    var name: String

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let folders = try await ledger.withLedger(.readOnly) { try $0.rollbackView(name) }
        try Output.answer("\(folders.live) answers now, in the place of \(folders.previous).\n")
    }
}
