import Foundation
import LedgerTesting
import Testing

/// `record KIND --ask`: field by field, from a pipe and from a terminal.
struct AskTests {
    /// What the program asked, in order, by the answers that it is given: nothing where it asks for something else.
    private static func answers(_ kind: String, _ answers: [String: [String]], last: [String]) async throws -> String {
        let help = try await Program.ledger.run(["record", kind, "--help"]).output
        let fields = try #require(help.split(separator: "FIELDS:\n").last?.split(separator: "\n\n").first)
        let flags = fields.split(separator: "\n").filter { $0.hasPrefix("  --") }
            .map { String($0.dropFirst(4).prefix { $0 != " " }) }
        let following = [
            "date-basis", "counted-in", "point-precision", "point-text", "url", "source-as-at", "source-quality",
        ]
        let lines = flags.filter { !following.contains($0) }.flatMap { answers[$0] ?? [""] }
        return (([answers["actor"] ?? [""]].flatMap { $0 }) + lines + last).map { $0 + "\n" }.joined()
    }

    private static let deaths = [
        "actor": ["coroner"], "date": ["2020-02-03", "", ""], "place": ["?", "Off Zuwara"], "country": ["EGY", "LY"],
        "dead": ["-3", "x", "3"], "children": ["4"], "cause-class": ["drownin", "drowning"],
        "source": ["Maria Rossi", "Coast guard", "https://guard.org", "", "4", ""], "route": ["Central Mediterranean"],
    ]

    @Test func `it asks again for what is wrong, helps, shows the record with its flags, and records it`() async throws
    {
        let ledger = try await TestLedger.make()
        let input = try await Self.answers("deaths", Self.deaths, last: ["what", "yes"])
        let run = try await ledger.run(["record", "deaths", "--ask", "--id", "toll"], input: input)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("deaths/toll recorded: version 1, position 1\n"), "\(run.output)")
        for words in [
            "country <code>", "did you mean EG (Egypt)?", "--dead: given \"-3\", which is negative",
            "--dead: given \"x\", which is not a count", "did you mean drowning?", "Where, in words.",
            "\"Maria Rossi\" looks like a person's name", "Once more, or nothing:", "to be recorded by coroner",
            "flag: children-exceed-toll", "Record it? yes or no", "yes or no?",
        ] { #expect(run.errors.contains(words), "\(words): \(run.errors)") }
        let confirmed = try #require(run.errors.split(separator: "to be recorded by").last)
        for words in ["Off Zuwara", "2020-02-03", "LY", "drowning", "Coast guard, https://guard.org, 4"] {
            #expect(confirmed.contains(words), "\(words): \(confirmed)")
        }
        let shown = try await ledger.succeed(["show", "deaths", "toll"])
        #expect(shown.contains("Off Zuwara") && shown.contains("by coroner") && !shown.contains("EGY"), "\(shown)")

        // What was typed is suggested to the next.
        let next = try await ledger.run(["record", "deaths", "--ask"], input: "")
        #expect(next.errors.contains("used before: coroner"), "\(next.errors)")
        let skipped = String(repeating: "\n", count: 40)
        let rest = try await ledger.run(["record", "incident", "--ask"], input: skipped)
        #expect(
            rest.errors.contains("used before: Central Mediterranean")
                && rest.errors.contains("used before: Coast guard"))
        // An incident must say its kind: it is asked for again, until the input ends.
        #expect(rest.status == 1 && rest.errors.contains("--incident-kind: given nothing"), "\(rest.errors)")
        #expect(try await ledger.head().position == 1)
    }

    @Test func `nothing is recorded where the input ends or nobody confirms`() async throws {
        let ledger = try await TestLedger.make()
        let whole = try await Self.answers("deaths", Self.deaths, last: ["yes"])
        for lines in [0, 1, 5, 12, whole.split(separator: "\n", omittingEmptySubsequences: false).count - 2] {
            let part = whole.split(separator: "\n", omittingEmptySubsequences: false).prefix(lines).map { $0 + "\n" }
            let run = try await ledger.run(["record", "deaths", "--ask"], input: part.joined())
            #expect(run.status == 1 && run.output.isEmpty, "\(lines): \(run.output)")
            #expect(run.errors.contains("The input ended before the record was confirmed: nothing was recorded."))
        }
        let no = try await ledger.run(
            ["record", "deaths", "--ask"], input: try await Self.answers("deaths", Self.deaths, last: ["no"]))
        #expect(no.status == 1 && no.errors.contains("It was not confirmed: nothing was recorded."), "\(no.errors)")
        #expect(try await ledger.head().position == 0)
    }

    @Test func `what was stated with the command is not asked for`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(
            ["record", "deaths", "--ask", "--dead", "3", "--date", "2020", "--actor", "coroner"],
            input: String(repeating: "\n", count: 21) + "yes\n" + String(repeating: "yes\n", count: 3))
        #expect(
            !run.errors.contains("\ndead <") && !run.errors.contains("\ndate <") && !run.errors.contains("\nactor <"))
        #expect(run.errors.contains("\nmissing <count>"), "\(run.errors)")
        let json = try await ledger.run(["record", "deaths", "--ask", "--json", "-"], input: "{}")
        #expect(json.status == 2 && json.errors.contains("--ask"), "\(json.errors)")
    }

    @Test func `in a terminal it asks, and the end of input records nothing`() async throws {
        let ledger = try await TestLedger.make()
        let script = """
            import os, pty, sys
            answers = os.environ["ANSWERS"].encode()
            pid, master = pty.fork()
            if pid == 0:
                os.execv(sys.argv[1], sys.argv[1:])
            os.write(master, answers)
            text = b""
            while True:
                try:
                    piece = os.read(master, 4096)
                except OSError:
                    break
                if not piece:
                    break
                text += piece
            _, status = os.waitpid(pid, 0)
            sys.stdout.write(text.decode("utf-8", "replace"))
            sys.exit(os.waitstatus_to_exitcode(status))
            """
        let file = try ledger.scratch.file("terminal.py", holding: script)
        let record = ["record", "deaths", "--ask", "--id", "toll", "--ledger", ledger.path]
        let python = Program(url: URL(filePath: "/usr/bin/env"))
        let command = ["python3", file.description, Program.ledger.url.path] + record
        let ended = try await python.run(command, environment: ["ANSWERS": "coroner\n2020-02-03\n\u{4}"])
        #expect(ended.status == 1 && ended.output.contains("nothing was recorded"), "\(ended.output) \(ended.errors)")
        #expect(try await ledger.head().position == 0)
        let input = try await Self.answers("deaths", Self.deaths, last: ["yes"])
        let run = try await python.run(command, environment: ["ANSWERS": input])
        #expect(run.status == 0 && run.output.contains("deaths/toll recorded"), "\(run.output) \(run.errors)")
    }
}
