import Foundation
import LedgerTesting
import Testing

/// What every command has in common.
struct CommandLineTests {
    private static let commands = [
        ["init"], ["record"], ["record", "deaths"], ["correct"], ["correct", "deaths"], ["withdraw"], ["reinstate"],
        ["import"], ["import", "missing-migrants"],
        ["import", "figures"], ["import", "undo"], ["view"], ["show"], ["history"], ["log"], ["head"], ["backup"],
        ["restore"],
        ["duplicates"], ["duplicates", "find"], ["duplicates", "decide"], ["duplicates", "undecide"],
        ["checkpoint"], ["prove"], ["prove", "inclusion"], ["prove", "consistency"],
        ["prove", "verify"], ["verify"], ["changes"], ["reconcile"],
    ]

    @Test(arguments: commands)
    func `a command explains itself`(_ command: [String]) async throws {
        let help = try await Program.ledger.run(command + ["--help"])
        #expect(help.status == 0 && help.errors.isEmpty && help.output.contains("USAGE:"))
        if ![["import"], ["prove"], ["duplicates"], ["record"], ["correct"]].contains(command) {
            #expect(help.output.contains("--ledger"))
        }
        let nonsense = try await Program.ledger.run(command + ["--nonsense"])
        // What is wrong with a record that is entered is told at once.
        let words = command == ["record", "deaths"] ? "--nonsense is no option of record deaths." : "Usage:"
        #expect(
            nonsense.status == 2 && nonsense.output.isEmpty && nonsense.errors.contains(words), "\(nonsense.errors)")
    }

    @Test func `version and help are answers, an unknown command is not understood`() async throws {
        for program in [Program.ledger, .replay] {
            let version = try await program.run(["--version"])
            #expect(version.status == 0 && version.output.contains("."))
            let help = try await program.run(["--help"])
            #expect(help.status == 0 && help.output.contains("Exit status") && help.errors.isEmpty)
        }
        #expect(try await Program.ledger.run(["nonsense"]).status == 2)
        #expect(try await Program.replay.run([]).status == 2)
        #expect(try await Program.replay.run(["a", "b"]).status == 2)
    }

    @Test func `the ledger is the flag's, else the environment's, else the folder's own`() async throws {
        let scratch = try TemporaryFolder()
        let inFolder = try await Program.ledger.run(["init"], in: scratch.url)
        #expect(inFolder.status == 0, "\(inFolder.errors)")
        #expect(try scratch.names == ["incidents.ledger", "incidents.ledger.key"])
        let environment = ["INCIDENT_LEDGER": scratch.path("b.ledger"), "INCIDENT_LEDGER_ACTOR": "night desk"]
        #expect(try await Program.ledger.run(["init"], environment: environment, in: scratch.url).status == 0)
        let flag = ["--ledger", scratch.path("c.ledger")]
        #expect(try await Program.ledger.run(["init"] + flag, environment: environment).status == 0)
        let made = ["b.ledger", "c.ledger", "incidents.ledger"]
        #expect(try scratch.names == made.flatMap { [$0, $0 + ".key"] })

        let record = ["record", "deaths", "--date", "2020", "--dead", "1"]
        #expect(try await Program.ledger.run(record, environment: environment).status == 0)
        #expect(try await Program.ledger.run(record + flag).status == 0)
        let named = try await Program.ledger.run(["log", "--format", "csv"], environment: environment)
        #expect(CSVReader.rows(of: named.output).map { $0["actor"] } == ["night desk"])
        let unnamed = try await Program.ledger.run(["log", "--format", "csv"] + flag)
        #expect(CSVReader.rows(of: unnamed.output).map { $0["actor"] } == ["unstated"])
    }

    @Test func `a reader that goes away ends the program quietly`() async throws {
        let ledger = try await TestLedger.make()
        for number in 1...3 {
            try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "\(number)"])
        }
        for command in ["log", "log --format json", "view year", "--help"] {
            // The reader is gone before the program starts.
            let run = try await Program.shell.run(
                [
                    "-c",
                    "set -o pipefail; { sleep 0.3; \"$PROGRAM\" \(command); } | true; echo \"${PIPESTATUS[0]}\"",
                ],
                environment: ["PROGRAM": Program.ledger.url.path, "INCIDENT_LEDGER": ledger.path])
            #expect(run.output == "0\n" && run.errors.isEmpty, "\(command): \(run.output) \(run.errors)")
        }
    }

    @Test func `the log is read from either end, by kind and within bounds`() async throws {
        let ledger = try await TestLedger.make()
        for number in 1...4 {
            try await ledger.succeed(["record", "deaths", "--id", "\(number)", "--date", "2020", "--dead", "1"])
        }
        try await ledger.succeed(["record", "arrests", "--id", "5", "--date", "2020", "--count", "2"])
        let ids = { (arguments: [String]) in
            CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv"] + arguments)).map { $0["id"] }
        }
        #expect(try await ids([]) == ["1", "2", "3", "4", "5"])
        #expect(try await ids(["--limit", "2"]) == ["1", "2"])
        #expect(try await ids(["--reverse", "--limit", "2"]) == ["5", "4"])
        #expect(try await ids(["--kind", "deaths", "--since", "2"]) == ["2", "3", "4"])
        #expect(try await ids(["--since", "2", "--until", "3"]) == ["2", "3"])
        #expect(try await ids(["--kind", "incident"]) == [])
        #expect(try await ledger.run(["log", "--since", "3", "--until", "2"]).status == 2)
        let json = try await ledger.succeed(["log", "--format", "json", "--kind", "incident"])
        #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String] == [])
        let events = try await ledger.succeed(["log", "--format", "json"])
        #expect((try JSONSerialization.jsonObject(with: Data(events.utf8)) as? [[String: Any]])?.count == 5)
    }

    @Test func `columns stay aligned beside characters that are two wide`() async throws {
        let ledger = try await TestLedger.make()
        for actor in ["desk", "移民局", "дежурный"] {
            try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "1", "--actor", actor])
            try await ledger.succeed([
                "withdraw", "deaths", try #require(try await newest(ledger)), "--reason", "REASON", "--actor", actor,
            ])
        }
        let lines = try await ledger.succeed(["log"]).split(separator: "\n")
        let columns = lines.compactMap { line -> Int? in
            guard let reason = line.range(of: line == lines[0] ? "reason" : "REASON") else { return nil }
            return line[..<reason.lowerBound].reduce(0) { $0 + (("移民局" as String).contains($1) ? 2 : 1) }
        }
        #expect(columns.count == 4 && Set(columns).count == 1, "\(lines.joined(separator: "\n"))")
    }

    private func newest(_ ledger: TestLedger) async throws -> String? {
        CSVReader.rows(of: try await ledger.succeed(["log", "--reverse", "--limit", "1", "--format", "csv"])).first?[
            "id"]
    }
}
