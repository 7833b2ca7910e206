public import ArgumentParser
import Fields
import Files
import Forms
import Incidents
import Ledger
public import LedgerServer

/// `incident-ledger token create|list|revoke`
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Say who may use the ledger over HTTP, and for what.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token, and print it once.",
            discussion: """
                Only a digest of it is kept: a token that is lost is revoked, and another made. Its name is the actor of what is \
                recorded with it: a role or an organisation, never a private person's name.

                Roles:
                \(Role.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

                Examples:
                  incident-ledger token create --role investigator --name "Coast guard, desk 2" --dataset desk
                  incident-ledger token create --role consumer --name "Ministry's dashboard" --expires 2027-12-31
                """)

        @OptionGroup var ledger: LedgerOptions

        @Option(help: "\(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var role: Role

        @Option(help: "Whose it is: a role or an organisation.")
        var name: String

        @Option(help: "The last day on which it is good. Default: until it is revoked.", transform: Reading.day)
        var expires: Day?

        @Option(help: "It writes only for this dataset; desk for what people record. May be repeated. Default: all.")
        var dataset: [String] = []

        @ArgumentParser.Flag(help: "The name looks like a person's and is none.")
        var notAPerson = false

        func run() async throws {
            guard notAPerson || !PersonNames.areLike(name) else {
                throw LedgerError(
                    .refused,
                    "--name: \"\(name)\" looks like a person's name, and the ledger forgets nothing that is said with the "
                        + "token: name the role or the organisation. If it is one, repeat with --not-a-person.")
            }
            let (text, token) = try await ledger.withLedger(.readOnly) { open in
                let known = try open.datasets().map(\.id) + ["desk"]
                for id in dataset where !known.contains(id) {
                    Output.remark(
                        "The ledger has no dataset \"\(id)\" yet; it has " + known.joined(separator: ", ") + ".")
                }
                return try TokenStore(ofLedgerAt: open.path).create(
                    name: name, role: role, datasets: dataset, expires: expires)
            }
            try Output.answer(text + "\n")
            Output.remark(
                "Token \(token.id) of role \(role.rawValue). It is not kept and cannot be shown again: show it as "
                    + "\"Authorization: Bearer TOKEN\".")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens that were made, without their text.")

        @OptionGroup var ledger: LedgerOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            let tokens = try await ledger.withLedger(.readOnly) { try TokenStore(ofLedgerAt: $0.path).tokens() }
            let table = TextTable(
                columns: ["id", "role", "name", "datasets", "created", "expires", "revoked"].map { .init(name: $0) },
                rows: tokens.map {
                    [
                        $0.id, $0.role.rawValue, $0.name, $0.datasets.joined(separator: " "), "\($0.created)",
                        $0.expires.map { "\($0)" } ?? "", $0.revoked.map { "\($0)" } ?? "",
                    ]
                })
            switch format.format {
            case .table: try Output.show(table.table(width: Output.width))
            case .csv: try Output.answer(table.csv)
            case .json: try Output.answer(JSONValue.array(tokens.map(\.json)).formatted)
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token: from now on it is refused.")

        @OptionGroup var ledger: LedgerOptions

        @Argument(help: "The token's identifier, or its name.")
        var token: String

        func run() async throws {
            let revoked = try await ledger.withLedger(.readOnly) { try TokenStore(ofLedgerAt: $0.path).revoke(token) }
            try Output.show("Token \(revoked.id) (\(DisplayWidth.onOneLine(revoked.name))) is revoked.\n")
        }
    }
}

extension Role: ExpressibleByArgument {}
