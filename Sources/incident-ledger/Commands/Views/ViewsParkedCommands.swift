import ArgumentParser
import Files
import Ledger
import Presentation

/// `views parked`
struct ViewsParkedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked", abstract: "Print the events that views could not take in, and why.")

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let states = try await ledger.withLedger(.readOnly) { try $0.viewStates() }
        try Answers.show(ParkedLayout(states.filter(\.isLive)), format.format)
    }
}

/// `views retry NAME`
struct ViewsRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try again what a view could not take in.",
        discussion: """
            The view is rebuilt from the log beside the build that answers, with nothing set aside, and takes its place. \
            Decisions to drop events no longer stand. A view that ends the program at an event ends this one too; at the \
            third time the event is parked again.
            """)

    @Argument(help: "The view's name.")
    var name: String

    @OptionGroup var who: ActorOptions

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let actor = try await who.checkedName(ledger)
        try await ledger.withLedger(.readOnly) { open in
            if name == Ledger.finderName {
                try Rebuilding.runFinder(in: open, retryingAs: actor)
            } else {
                try Rebuilding.run(name, in: open, retryingAs: actor, reviews: false)
            }
            let parked = try open.viewStates().first { $0.name == name && $0.isLive }?.undecided ?? []
            try Output.answer("\(name) has \(parked.count) parked event(s) now.\n")
        }
    }
}

/// `views drop NAME POSITION`
struct ViewsDropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Decide that a view goes without an event that it could not take in.",
        discussion: """
            The decision is kept with its reason in view-decisions.jsonl in the ledger's folder. The view's status no \
            longer counts the event as parked; its answers go on saying that they lack it.

            Example:
              incident-ledger views drop region-year 1203 --reason "sent by a test system; withdrawn by its owner"
            """)

    @Argument(help: "The view's name.")
    var name: String

    @Argument(help: "The event's position.")
    var position: UInt64

    @Option(help: ArgumentHelp("Why: kept with the decision.", valueName: "text"))
    var reason: String

    @OptionGroup var who: ActorOptions

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let actor = try await who.checkedName(ledger)
        try await ledger.withLedger(.readOnly) { open in
            try open.dropParked(view: name, position: position, reason: reason, actor: actor)
        }
        try Output.answer("\(name) goes without the event at position \(position).\n")
    }
}
