import ArgumentParser
import Federation
import Fields
import Files
import Forms
import Incidents
import Ledger

/// `federation duplicates decide A B RELATION`
struct FederationDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide, in your own ledger, how records of two members belong together.",
        discussion: """
            The decision is an event in the log of --ledger, which must be a contributor's; it acts in answers of the \
            federation, and not in the ledger's own, where the other record is in no sum. Of two that are the same the first \
            counts; `A B part-of`: A is a part of B.

            Example:
              incident-ledger federation duplicates decide deaths/mmp-39205@camps deaths/boats-17@coast same \\
                --reason "The coast guard names one boat"
            """)

    @OptionGroup var pair: FederatedPairArguments

    @Argument(help: "same, different or part-of.", transform: DuplicatesDecideCommand.decision)
    var relation: LinkRelation

    @OptionGroup var decision: DecisionOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        let said = try await decision.said()
        let link = try await pair.link(relation, in: federation, saidBy: decision.ledger)
        let made = try await decision.ledger.withLedger(.readWrite, decision.signing) {
            try await $0.decide(across: link, said)
        }
        try Answers.acknowledge(made, "decided", decision.format.format)
    }
}

/// `federation duplicates undecide A B`
struct FederationUndecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undecide", abstract: "Take back what your own ledger says of records of two members.",
        discussion: """
            Example:
              incident-ledger federation duplicates undecide deaths/mmp-39205@camps deaths/boats-17@coast \\
                --reason "There were two boats"
            """)

    @OptionGroup var pair: FederatedPairArguments

    @OptionGroup var decision: DecisionOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        let said = try await decision.said()
        let link = try await pair.link(.same, in: federation, saidBy: decision.ledger)
        let made = try await decision.ledger.withLedger(.readWrite, decision.signing) {
            try await $0.undecide(across: link, said)
        }
        try Answers.acknowledge(made, "undecided", decision.format.format)
    }
}

/// Names two records of a federation on the command line.
struct FederatedPairArguments: ParsableArguments {
    @Argument(help: "A record, as KIND/ID@MEMBER, for example deaths/mmp-39205@camps.", transform: Reading.record)
    var first: RecordID

    @Argument(help: "Another one of the same kind.", transform: Reading.record)
    var second: RecordID

    /// The link that the ledger is to say. The federation is closed again before the ledger is written: LMDB opens a file once in a
    /// process.
    func link(
        _ relation: LinkRelation, in federation: FederationOptions, saidBy ledger: LedgerOptions
    ) async throws -> Link {
        let origin = try await ledger.withLedger(.readOnly) { $0.origin }
        return try await federation.withFederation { try $0.link(first, second, relation, saidBy: origin) }
    }
}
