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
        for program in [Program.ledger, .replay, .worker, .bench] {
            let run = try await program.run(["--experimental-dump-help"])
            try #require(run.status == 0, "\(run.errors)")
            text += "\n" + (try CommandReference(dump: run.output).text)
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
