import Foundation
import LedgerTesting
import Testing

/// Flags are a list of work: found, settled with a reason, and open again where they say something else.
struct FlagTests {
    private static let reason = ["--reason", "Looked at"]

    /// One toll with two flags, one with one, one with none.
    private static func ledger() async throws -> TestLedger {
        try await PreparedLedgers.shared.copy(of: "flags") {
            let ledger = try await TestLedger.make()
            for record in [
                ["--id", "odd", "--dead", "1", "--children", "3"], ["--id", "silent", "--dead", "2"],
                ["--id", "plain", "--dead", "2", "--source", "IOM"],
            ] {
                try await ledger.succeed(["record", "deaths", "--date", "2020-03-01", "--actor", "desk"] + record)
            }
            return ledger
        }
    }

    private func rows(_ ledger: TestLedger, _ arguments: String...) async throws -> [[String: String]] {
        CSVReader.rows(of: try await ledger.succeed(["flags"] + arguments + ["--format", "csv"]))
    }

    private func codes(_ ledger: TestLedger, _ arguments: String...) async throws -> [String] {
        let csv = try await ledger.succeed(["flags"] + arguments + ["--format", "csv"])
        return CSVReader.rows(of: csv).map { "\($0["id"] ?? "") \($0["code"] ?? "")" }.sorted()
    }

    private static let both = ["odd children-exceed-toll", "odd no-source", "silent no-source"]

    @Test func `flags are listed with code, record and field, and since whom and when`() async throws {
        let ledger = try await Self.ledger()
        #expect(try await codes(ledger) == Self.both)
        let silent = try #require(try await rows(ledger).first { $0["id"] == "silent" })
        #expect(silent["kind"] == "deaths" && silent["field"] == "sources" && silent["settled"] == "no")
        #expect(silent["since_position"] == "2" && silent["since_actor"] == "desk" && silent["since_import"] == "")
        #expect(try await codes(ledger, "--code", "no-source") == ["odd no-source", "silent no-source"])
        #expect(try await codes(ledger, "list", "deaths/odd", "--field", "sources") == ["odd no-source"])
        #expect(try await codes(ledger, "--kind", "incident").isEmpty)
        let text = try await ledger.succeed(["flags"])
        for (arguments, words) in [
            (["--code", "no-sauce"], "perhaps you mean no-source"), (["deaths/nobody"], "no deaths/nobody"),
        ] {
            let none = try await ledger.run(["flags", "list"] + arguments)
            #expect(none.status == 3 && none.errors.contains(words), "\(none.errors)")
        }
        #expect(text.contains("3 open flags (as of position 3).") && text.contains("2 × no-source"), "\(text)")
    }

    @Test func `a settled flag is no work any more, stays with its record, and can be opened again`() async throws {
        let ledger = try await Self.ledger()
        let settle = ["flags", "settle", "deaths/odd", "--code", "no-source", "--actor", "duty officer"]
        let text = try await ledger.succeed(settle + ["--reason", "The desk was there"])
        #expect(text.contains("1 flag settled: position 4") && text.contains("deaths/odd  no-source"), "\(text)")
        #expect(try await codes(ledger) == ["odd children-exceed-toll", "silent no-source"])
        let settled = try #require(try await rows(ledger, "--settled").first)
        #expect(settled["settled_actor"] == "duty officer" && settled["settled_reason"] == "The desk was there")
        #expect(try await codes(ledger, "--all") == Self.both)
        // As of before, and to a view, nothing has changed.
        #expect(try await codes(ledger, "--as-of", "3") == Self.both)
        let shown = try await ledger.succeed(["show", "deaths", "odd"])
        #expect(shown.contains("flag settled by duty officer: no-source (sources): nobody is named"), "\(shown)")
        let again = try await ledger.run(settle + Self.reason)
        #expect(again.status == 1 && again.errors.contains("settled already, by duty officer: The desk was there"))
        try await ledger.succeed(["flags", "reopen", "deaths/odd", "--reason", "Nobody was there"])
        #expect(try await codes(ledger) == Self.both)
        try await ledger.succeed(settle + Self.reason)
        #expect(try await codes(ledger, "--settled") == ["odd no-source"])
    }

    @Test func `where a correction makes a flag say something else, it is open again`() async throws {
        let ledger = try await Self.ledger()
        try await ledger.succeed(["flags", "settle", "deaths/odd"] + Self.reason)
        #expect(try await codes(ledger) == ["silent no-source"])
        try await ledger.succeed(["correct", "deaths", "odd", "--children", "4"] + Self.reason)
        #expect(try await codes(ledger) == ["odd children-exceed-toll", "silent no-source"])
        try await ledger.succeed(["correct", "deaths", "odd", "--children", "3"] + Self.reason)
        #expect(try await codes(ledger) == ["silent no-source"])
    }

    @Test func `many flags are settled at once, or none, and the same request twice settles them once`() async throws {
        let ledger = try await Self.ledger()
        let none = try await ledger.run(["flags", "settle", "deaths/odd", "deaths/plain"] + Self.reason)
        #expect(none.status == 1 && none.errors.contains("deaths/plain has no such flag"), "\(none.errors)")
        #expect(try await ledger.head().position == 3)
        let settle = ["flags", "settle", "--code", "no-source", "--key", "once"] + Self.reason
        #expect(try await ledger.succeed(settle).contains("2 flags settled: position 4"))
        #expect(try await ledger.succeed(settle).contains("2 flags settled: position 4 (it was before"))
        #expect(try await ledger.head().position == 5)
        let other = try await ledger.run(["flags", "reopen", "--code", "no-source", "--key", "once"] + Self.reason)
        #expect(other.status == 4, "\(other.errors)")
        for arguments in [["flags", "settle"] + Self.reason, ["flags", "settle", "deaths/odd"]] {
            #expect(try await ledger.run(arguments).status == 2)
        }
        let nothing = try await ledger.run(["flags", "settle", "deaths/nobody"] + Self.reason)
        #expect(nothing.status == 3)
        #expect(try await ledger.run(["withdraw", "settlement", "x"] + Self.reason).errors.contains("flags reopen"))
    }

    @Test func `a file that is imported again says only what it flags anew`() async throws {
        let ledger = try await TestLedger.make()
        let header = try #require(
            try String(contentsOf: CutExports.file("2020-01-16"), encoding: .utf8).split(separator: "\r\n").first)
        func take(_ rows: String, _ day: String) async throws -> String {
            let file = ledger.scratch.path("rows-\(day).csv")
            try Data("\(header)\r\n\(rows)".utf8).write(to: URL(filePath: file))
            return try await ledger.succeed(["import", "missing-migrants", file, "--as-at", day, "--partial"])
        }
        func row(_ id: String, dead: Int, children: Int) -> String {
            "\(id),Mediterranean,5-Jan-20,2020,Jan,\(dead),,\(dead),,,,\(children),Drowning,Off the coast,IOM,,,,,,,4\r\n"
        }
        let odd = row("1", dead: 1, children: 3)
        let first = try await take(odd, "2020-02-01")
        #expect(first.contains("new flag: 1 × children-exceed-toll"), "\(first)")
        let id = String(try #require(first.split(separator: "\n").first).dropFirst("import/".count))
        #expect(try await codes(ledger, "--import", id).count == 1)
        let second = try await take(odd + row("2", dead: 2, children: 5), "2020-03-01")
        #expect(second.contains("new flag: 1 × children-exceed-toll"), "\(second)")
        let third = try await take(odd, "2020-04-01")
        #expect(!third.contains("new flag"), "\(third)")
        #expect(try await codes(ledger).count == 2)
        #expect(try await codes(ledger, "--import", id).count == 1)
    }

    @Test func `what an undone import found in its cells asks for no work`() async throws {
        let ledger = try await TestLedger.makeCut()
        let file = ledger.scratch.path("rows.csv")
        let header = try #require(
            try String(contentsOf: CutExports.file("2020-01-16"), encoding: .utf8).split(separator: "\r\n").first)
        let row =
            "900001,Mediterranean,5-Jan-20,2020,Jan,1,,1,,,,,Drowning,Off the coast,IOM,\"38.6, 26.6\",39.61,26.6,,,,4\r\n"
        try Data("\(header)\r\n\(row)".utf8).write(to: URL(filePath: file))
        let before = try await codes(ledger)
        let told = try await ledger.succeed(["import", "missing-migrants", file, "--as-at", "2020-02-01", "--partial"])
        let id = String(try #require(told.split(separator: "\n").first).dropFirst("import/".count))
        let found = try await codes(ledger, "--import", id)
        #expect(found == ["\(id)-cells-1 coordinates-contradict-each-other"])
        try await ledger.succeed(["import", "undo", id] + Self.reason)
        #expect(try await codes(ledger) == before)
    }
}
