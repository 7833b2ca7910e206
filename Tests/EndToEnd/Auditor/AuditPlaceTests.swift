import Foundation
import LedgerTesting
import Testing

/// The report of a ledger is the same wherever the ledger lies, and names it as people do.
struct AuditPlaceTests {
    private static let title = "Coast guard <desk> & others"

    private static func ledger(_ initial: [String] = ["init", "--title", title]) async throws -> TestLedger {
        let ledger = TestLedger(scratch: try TemporaryFolder())
        try await ledger.succeed(initial)
        for number in 1...3 {
            try await ledger.succeed([
                "record", "deaths", "--id", "boat-\(number)", "--date", "2019", "--dead", "\(number)", "--key",
                "k\(number)",
            ])
        }
        return ledger
    }

    @Test(arguments: ["html", "json"])
    func `three ways to name a ledger, and a copy of it, give one report`(_ format: String) async throws {
        let ledger = try await Self.ledger()
        let scratch = ledger.scratch
        let kept = try scratch.file("kept.checkpoint", holding: try await ledger.succeed(["checkpoint"]))
        #expect(try await Program.replay.run(["export-bundle", ledger.path, scratch.path("a.bundle")]).status == 0)
        let imported = ["import-bundle", scratch.path("a.bundle"), scratch.path("elsewhere.ledger")]
        #expect(try await Program.replay.run(imported).status == 0)
        try await ledger.succeed(["backup", scratch.path("backup.ledger")])

        var reports: Set<String> = []
        for path in ["a.ledger", "./a.ledger", ledger.path, "elsewhere.ledger", "backup.ledger"] {
            for checkpoint in ["kept.checkpoint", kept] {
                let run = try await Program.replay.run(
                    ["audit", path, "--format", format, "--against", checkpoint], in: scratch.url)
                #expect(run.status == 0, "\(path): \(run.errors)")
                reports.insert(run.output)
            }
        }
        #expect(reports.count == 1, "\(reports.map { $0.suffix(100) })")
        let report = try #require(reports.first)
        #expect(!report.contains("a.ledger") && !report.contains("kept.checkpoint"))
        #expect(report.contains(format == "html" ? "Coast guard &lt;desk&gt; &amp; others" : Self.title))
    }

    @Test func `the report of a damaged ledger does not depend on where it lies either`() async throws {
        let ledger = try await Self.ledger()
        let data = URL(filePath: ledger.path + "/log/data.mdb")
        let bytes = try Data(contentsOf: data)
        try bytes.prefix(bytes.count / 2).write(to: data)
        let copy = ledger.scratch.path("copy of it")
        try FileManager.default.copyItem(atPath: ledger.path, toPath: copy)
        let reports = try await [
            Program.replay.run(["audit", "a.ledger"], in: ledger.scratch.url),
            Program.replay.run(["audit", ledger.path]), Program.replay.run(["audit", copy]),
        ]
        #expect(Set(reports.map(\.output)).count == 1 && reports.allSatisfy { $0.status == 5 })
        #expect(reports[0].output.contains("DAMAGED") && !reports[0].output.contains(ledger.scratch.url.path))
    }

    @Test func `without a title the origin stands in its place, and a title is one line`() async throws {
        let ledger = try await Self.ledger(["init"])
        let report = try await Program.replay.run(["audit", ledger.path, "--format", "json"]).output
        let origin = "incident-ledger/" + (try await ledger.head().logId)
        #expect(report.contains("\"title\": \"Audit of \(origin)\""), "\(report.prefix(300))")
        for title in ["", "two\nlines", String(repeating: "x", count: 201)] {
            let place = ledger.scratch.path("b.ledger")
            let run = try await Program.ledger.run(["init", "--title=\(title)", "--ledger", place])
            #expect((1...2).contains(run.status) && run.errors.contains("title"), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: place))
        }
    }
}
