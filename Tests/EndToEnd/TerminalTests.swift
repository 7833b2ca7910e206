import Foundation
import LedgerTesting
import Testing

/// What people read fits the terminal that they read it on.
struct TerminalTests {
    /// Runs commands on a terminal of some width.
    ///
    /// - Returns: the lines that it shows.
    private func lines(_ commands: [String], on ledger: TestLedger, width: Int) async throws -> [String] {
        let typed = commands.map { "incident-ledger \($0)" }.joined(separator: "; ")
        let run = try await Program.shell.run(
            ["-c", "script -qec 'stty cols \(width); \(typed)' /dev/null"],
            environment: [
                "PATH": "\(Program.directory.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
                "INCIDENT_LEDGER": ledger.path,
            ])
        #expect(run.status == 0, "\(run.output)")
        // What draws over the line of a bar begins it anew.
        return run.output.replacing("\r\n", with: "\n").split(separator: "\n").map {
            String($0.components(separatedBy: "\r\u{1B}[K").last ?? "")
        }
    }

    @Test(arguments: [72, 100])
    func `tables are as wide as the terminal, and say which columns have no room`(_ width: Int) async throws {
        let ledger = try await TestLedger.makeCut()
        let commands = [
            "log --limit 5", "datasets", "views", "flags", "changes --from 2020-01-08 --to 2020-01-16 --summary",
            "find deaths --limit 5", "view region-year", "duplicates find", "log --kind import",
        ]
        let shown = try await lines(commands, on: ledger, width: width)
        // Sentences below a table are folded by the terminal.
        let tooWide = shown.filter { $0.unicodeScalars.count > width && !$0.contains(" of log ") }
        #expect(tooWide == [])
        #expect(shown.contains { $0.hasPrefix("… and ") })
        #expect(shown.count > 60)
        // The same where nobody reads along.
        #expect(try await ledger.succeed(["log", "--limit", "1"]).contains("import"))
    }
}
