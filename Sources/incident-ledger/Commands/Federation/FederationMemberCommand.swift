import ArgumentParser
import Files
import Forms
import Ledger

/// `federation member NAME`
struct FederationMemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Print how a ledger is listed in a federation's file, as a contributor.",
        discussion: """
            With all of its datasets, and desk for what its desk records by hand: leave out what is not contributed. Others \
            who hold a copy of the ledger put its place into folder.
            """)

    @Argument(help: "What the member is called: lower-case letters, digits and hyphens.")
    var name: String

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let member = try await ledger.withLedger(.readOnly) { open in
            guard let key = open.verifierKey else {
                throw LedgerError(
                    .refused, "\(open.path) was made without a key: nobody could tell whether a copy of it is whole.")
            }
            let datasets = try open.datasets().map(\.id).filter { !$0.isEmpty } + ["desk"]
            return JSONValue.members([
                ("name", .string(name)), ("folder", .string(open.path)), ("origin", .string(open.origin)),
                ("key", .string(key)), ("role", .string("contributor")),
                ("datasets", .array(datasets.map { .string($0) })),
            ])
        }
        try Output.answer(member.formatted)
    }
}
