import Foundation
import LedgerTesting
import Testing

/// The walk of the README with a table that the program has never seen: its files, used as they stand there.
struct OwnTableTests {
    /// A table of the samples, or what stands in the README between a mapping's name and the end of the block that follows.
    private static func block(_ name: String) throws -> String {
        if name.hasSuffix(".csv") {
            return try String(contentsOf: Repository.root.appending(path: "Tools/sample/\(name)"), encoding: .utf8)
        }
        let readme = try String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
        let parts = readme.split(separator: "`\(name)`")
        for part in parts.dropFirst() {
            // The first block after a name that introduces one.
            guard let colon = part.range(of: ":\n\n```json\n"), !part[..<colon.lowerBound].contains("```") else {
                continue
            }
            return String(
                part[colon.upperBound...].prefix(
                    upTo: try #require(part[colon.upperBound...].range(of: "```")).lowerBound))
        }
        throw Missing(name: name)
    }

    private struct Missing: Error { var name: String }

    private func take(_ name: String, into ledger: TestLedger, asAt: String, _ more: [String] = []) throws -> [String] {
        for end in [".csv", ".json"] { try ledger.scratch.file(name + end, holding: Self.block(name + end)) }
        return [
            "import", "table", ledger.scratch.path(name + ".csv"), "--mapping", ledger.scratch.path(name + ".json"),
            "--as-at", asAt,
        ] + more
    }

    /// The rows of the police's table, written apart from the program's reading.
    private static func police() throws -> [[String]] {
        try block("police.csv").split(separator: "\n").dropFirst().map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `a table of the police comes in by the README's mapping, each role by itself`() async throws {
        let ledger = try await TestLedger.make()
        let rows = try Self.police()
        #expect(rows.count == 20)
        let report = ledger.scratch.path("unread.csv")
        let told = try await ledger.succeed(
            try take("police", into: ledger, asAt: "2025-07-01", ["--report", report]))
        let counts = (4...6).map { column in rows.map { Int($0[column]) ?? 0 }.reduce(0, +) }
        let records = rows.flatMap { $0[4...6] }.count { !$0.isEmpty }
        #expect(told.contains("20 rows: \(records + 20) records made"), "\(told)")
        let view = CSVReader.rows(
            of: try await ledger.succeed(["view", "arrests-region-year", "--year", "2025", "--format", "csv"]))
        let sum = try #require(view.first { $0["scheme"] == "(none)" || $0["region"] == "(none)" } ?? view.first)
        #expect(
            sum["transporter"] == "\(counts[0])" && sum["organizer"] == "\(counts[1])"
                && sum["guide"] == "\(counts[2])", "\(view)")

        let unread = CSVReader.rows(of: try String(contentsOfFile: report, encoding: .utf8))
        #expect(
            Set(unread.map { "\($0["row"] ?? "") \($0["column"] ?? "") \($0["text"] ?? "")" }) == [
                "12 Nationality Unknown", "12 Offence Smuggling by sea",
            ])
        #expect(unread.allSatisfy { $0["done"] == "kept as it stood, and flagged" })

        let shown = try await ledger.succeed(["show", "arrests", "pol-112.drivers"])
        #expect(shown.contains("2025-03") && shown.contains("Crotone") && shown.contains("IT"), "\(shown)")
        let kept = try await ledger.succeed(["show", "import", told.split(separator: "\n")[0].dropFirst(7).description])
        for words in ["police-arrests", "CSV", ";", "UTF-8"] { #expect(kept.contains(words), "\(kept)") }
    }

    @Test func `what is made of one row is explained, cell by cell`() async throws {
        let ledger = try await TestLedger.make()
        let told = try await ledger.succeed(
            try take("police", into: ledger, asAt: "2025-07-01", ["--explain", "12"]))
        for words in [
            "row 12", "Day: \"March 2025\"", "2025-03", "Offence: \"Smuggling by sea\"", "word-not-in-table",
            "arrests/pol-112.drivers", "arrests/pol-112.guides", "incident/pol-112", "arrests.count", "transporter",
        ] { #expect(told.contains(words), "\(words): \(told)") }
        #expect(!told.contains("pol-112.organisers"))
        #expect(try await ledger.head().position == 0)
    }

    @Test func `estimates between two bounds are intervals, and the best one is kept`() async throws {
        let ledger = try await TestLedger.make()
        let told = try await ledger.succeed(try take("conflict", into: ledger, asAt: "2025-01-31"))
        #expect(told.contains("6 rows: 6 records made"), "\(told)")
        let first = try await ledger.succeed(["show", "deaths", "conf-9001"])
        #expect(first.contains("12 to 19") && first.contains("14"), "\(first)")
        let month = try await ledger.succeed(["show", "deaths", "conf-9003"])
        #expect(month.contains("2024-04") && !month.contains("2024-04-01.."), "\(month)")
        let view = try await ledger.succeed(["view", "year", "--year", "2024", "--format", "json"])
        // The lows and the highs of the six rows.
        #expect(view.contains("69") && view.contains("156"), "\(view)")
    }

    @Test func `what the README says of the mapping is what the program says`() async throws {
        let ledger = try await TestLedger.make()
        _ = try take("police", into: ledger, asAt: "2025-07-01")
        let told = try await Program.ledger.run(["mappings", "check", ledger.scratch.path("police.json")])
        #expect(told.output == "police-arrests, version 1: 7 columns feed 25 fields of arrests, incident.\n", "\(told)")
    }

    @Test func `a mapping is suggested that reads the table without a fault, with what is unsure`() async throws {
        let ledger = try await TestLedger.make()
        try ledger.scratch.file("police.csv", holding: try Self.block("police.csv"))
        let run = try await Program.ledger.run(["mappings", "suggest", ledger.scratch.path("police.csv")])
        #expect(run.status == 0)
        for words in ["unsure:", "separated by semicolons", "\"Offence\"", "placeholders"] {
            #expect(run.errors.contains(words), "\(words): \(run.errors)")
        }
        try ledger.scratch.file("proposed.json", holding: run.output)
        let check = try await Program.ledger.run(["mappings", "check", ledger.scratch.path("proposed.json")])
        #expect(check.status == 0, "\(check.errors)\n\(run.output)")
        let told = try await ledger.succeed([
            "import", "table", ledger.scratch.path("police.csv"), "--mapping", ledger.scratch.path("proposed.json"),
            "--as-at", "2025-07-01",
        ])
        #expect(told.contains("20 rows: "), "\(told)")
    }
}
