import Forms
import Foundation
import Ledger
import LedgerTesting
import Testing

/// COMMANDS.md is what the programs say of themselves.
struct ReferenceTests {
    /// `Tools/generate-reference` sets the variable: the file is written, and not compared.
    private static let writes = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_WRITE_REFERENCE"] != nil
    private static let file = Repository.root.appending(path: "COMMANDS.md")

    private static func reference() async throws -> String {
        var text = """
            # Commands

            Made by `Tools/generate-reference` from what the programs say of themselves; a test compares the two.

            ## Exit status

            | | |
            |---|---|
            | 0 | It was done, or answered. |

            """
        for (code, meaning) in statuses { text += "| \(code.rawValue) | `\(code)`: \(meaning) |\n" }
        text += "\n## Views\n\n| view | a row says | columns |\n|---|---|---|\n"
        for view in Ledger.views {
            text += "| `\(view.name)` | \(view.summary) | \(view.columns.map { "`\($0)`" }.joined(separator: ", ")) |\n"
        }
        text += try await found()
        text += try await exported()
        for program in [Program.ledger, .replay, .worker, .bench] {
            let run = try await program.run(["--experimental-dump-help"])
            try #require(run.status == 0, "\(run.errors)")
            text += "\n" + (try CommandReference(dump: run.output).text)
        }
        return text
    }

    /// What `find KIND --columns help` says.
    private static func found() async throws -> String {
        var text = "\n## Columns of what is found\n\n| `find` | columns |\n|---|---|\n"
        for kind in [
            "incident", "deaths", "arrests", "operation", "published-figure", "import", "dataset", "case", "proceeding",
            "law",
            "provision", "indicator", "activity",
        ] {
            let run = try await Program.ledger.run(["find", kind, "--columns", "help"])
            try #require(run.status == 0, "\(run.errors)")
            text += "| `\(kind)` | \(run.output.split(separator: "\n").map { "`\($0)`" }.joined(separator: ", ")) |\n"
        }
        return text
    }

    /// What the description of an export says of its tables.
    private static func exported() async throws -> String {
        struct Package: Decodable {
            struct Resource: Decodable {
                struct Schema: Decodable { var fields: [Field] }
                struct Field: Decodable {
                    var name: String
                    var type: String
                }
                var name: String
                var schema: Schema
            }
            var resources: [Resource]
        }
        let ledger = try await TestLedger.make()
        let folder = ledger.scratch.path("all")
        try await ledger.succeed(["export", folder])
        let data = try Data(contentsOf: URL(filePath: folder + "/datapackage.json"))
        var text = "\n## Columns of exported tables\n\n| table | columns |\n|---|---|\n"
        for table in try JSONDecoder().decode(Package.self, from: data).resources {
            let columns = table.schema.fields.map { "`\($0.name)` \($0.type)" }
            text += "| `\(table.name)` | \(columns.joined(separator: ", ")) |\n"
        }
        return text
    }

    private static let statuses: [(LedgerError.Code, String)] = LedgerError.Code.allCases.map { code in
        switch code {
        case .refused: (code, "what was given cannot be accepted as it stands")
        case .usage: (code, "the request itself was not understood")
        case .notFound: (code, "what was asked for is not in the ledger")
        case .conflict: (code, "somebody else was first, or the same key was used for other content")
        case .damaged: (code, "what is on disk contradicts itself")
        case .fork: (code, "two checkpoints that one key has signed contradict each other")
        }
    }

    @Test func `the reference of commands is what the programs say of themselves`() async throws {
        let reference = try await Self.reference()
        if Self.writes { return try Data(reference.utf8).write(to: Self.file) }
        let written = try String(contentsOf: Self.file, encoding: .utf8)
        let (old, new) = (written.split(separator: "\n"), reference.split(separator: "\n"))
        #expect(
            old == new,
            "run Tools/generate-reference: \(Set(new).subtracting(old).sorted().prefix(5)) \(Set(old).subtracting(new).sorted().prefix(5))"
        )
        // Nothing is said of a command or an option that the programs do not have, and something of each that they have.
        #expect(new.count { $0.hasPrefix("#### `incident-ledger") || $0.hasPrefix("### `incident-ledger") } > 20)
    }
}
