import Foundation
import LMDB
import Ledger
import LedgerTesting
import Testing

/// What the report says of a ledger that is not as it should be, or that holds text made to mislead.
struct AuditFindingTests {
    private func ledger(dead: Int = 3) async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        for number in 1...3 {
            try await ledger.succeed([
                "record", "deaths", "--id", "boat-\(number)", "--date", "2019", "--dead", "\(dead)", "--actor", "desk",
            ])
        }
        return ledger
    }

    @Test func `text in records cannot become markup, or turn the text around it`() async throws {
        let ledger = try await ledger()
        let reason =
            "<script>alert(\"1\")</script> & 'two' \u{202E}\u{0627}\u{0644}\u{0627}\u{0633}\u{0645} ]]> \u{FFFF}"
        try await ledger.succeed(["withdraw", "deaths", "boat-1", "--reason", reason, "--actor", "<b>desk</b>"])
        let text = try await ledger.audit().output
        let page = try ParsedPage(text)
        #expect(page.elements.isDisjoint(with: ["script", "b"]) && !text.contains("\u{202E}"))
        #expect(
            page.text.contains(
                "<script>alert(\"1\")</script> & 'two' \u{0627}\u{0644}\u{0627}\u{0633}\u{0645} ]]> \u{FFFD}"))
        #expect(page.text.contains("<b>desk</b>"))
        // The form for programs keeps every character.
        let report = try await ledger.auditReport()
        #expect(report.withdrawn?.map(\.reason) == [reason] && report.withdrawn?.first?.record == "deaths/boat-1")
    }

    @Test func `a view whose cell was altered differs, at the present and as of the last position`() async throws {
        let ledger = try await ledger()
        try await ledger.succeed(["view", "year"])
        let environment = try Environment(path: ledger.path + "/views/year.v1", databases: ["cells"])
        try environment.write { transaction in
            let cells = try environment.database("cells")
            let stored = try transaction.get(cells, key: [0, 0, 0, 0])?.withUnsafeBytes { [UInt8]($0) }
            var row = try #require(stored)
            // The last sum of the row, one more or one less.
            row[row.count - 1] ^= 2
            try transaction.put(cells, key: [0, 0, 0, 0], value: row)
        }
        environment.close()
        for moment in [[], ["--to", "3"]] {
            let page = try await ledger.audit(moment)
            #expect(page.status == 1 && page.output.contains("DIFFERS"), "\(page.errors)")
            #expect(page.output.contains("1 of \(TestLedger.views.count) views DO NOT agree with the log: year."))
            let report = try await ledger.auditReport(moment)
            #expect(!report.isSound && report.views?.first { $0.view == "year" }?.differences == 1)
            #expect(
                report.differences?.contains { $0.contains("year=2019") && $0.contains("but the log says") } == true)
        }
    }

    @Test func `an event that was altered is damage, and the report says so`() async throws {
        let ledger = try await ledger()
        let data = URL(filePath: ledger.path + "/log/data.mdb")
        var bytes = try Data(contentsOf: data)
        var searched = bytes.startIndex..<bytes.endIndex
        // Pages that are no longer used hold older copies of entries: all are changed.
        while let found = bytes.range(of: Data("boat-2".utf8), in: searched) {
            bytes[found.upperBound - 1] = UInt8(ascii: "7")
            searched = found.upperBound..<bytes.endIndex
        }
        try bytes.write(to: data)
        let run = try await ledger.audit(["--output", ledger.scratch.path("audit.html")])
        #expect(run.status == 5 && run.errors.contains("altered"), "\(run.errors)")
        let page = try ParsedPage(ledger.scratch.text(of: "audit.html"))
        #expect(page.text.contains("The ledger is DAMAGED") && page.text.contains("altered"))
        #expect(!page.text.contains("boat-"))
        let sealed = try await ledger.scratch.sealed("audit.html")
        #expect(sealed.lastLine.contains(sealed.digest))
        let report = try await ledger.auditReport()
        #expect(!report.isSound && !report.audited.intact && report.findings?.isEmpty == false && report.views == nil)
        #expect(report.notChecked.contains { $0.contains("the log is damaged") })
    }

    @Test func `a log that cannot be gone through is reported by what the ledger's own file says`() async throws {
        let ledger = try await ledger()
        let data = URL(filePath: ledger.path + "/log/data.mdb")
        let bytes = try Data(contentsOf: data)
        try bytes.prefix(bytes.count / 2).write(to: data)
        let run = try await ledger.audit(["--format", "json"])
        #expect(run.status == 5, "\(run.errors)")
        let report = try ReportFile(run.output)
        #expect(report.findings?.first?.check == "reading" && report.audited.root == nil)
        #expect(try await Program.replay.run(["audit", ledger.scratch.path("none")]).status == 3)
    }

    @Test func `an import that is withdrawn is still told by its file, and said to be withdrawn`() async throws {
        let ledger = try await TestLedger.make()
        let file = try ledger.scratch.file("export.csv", holding: BadFile.header + BadFile.row + "\n")
        try await ledger.succeed(["import", "missing-migrants", file, "--as-at", "2020-01-08"])
        let before = try #require(try await ledger.auditReport().imports?.first)
        #expect(!before.withdrawn && before.rows == 1 && before.file == "export.csv")
        let child = try await Program.viewChild.run(["withdraw", ledger.path, before.import])
        try #require(child.status == 0, "\(child.output)")

        let report = try await ledger.auditReport()
        let after = try #require(report.imports?.first)
        #expect(report.imports?.count == 1 && after.withdrawn)
        #expect(after.file == before.file && after.asAt == "2020-01-08" && after.rows == 1)
        #expect(after.sha256 == before.sha256 && after.events == before.events)
        #expect(report.withdrawn?.map(\.record) == ["import/\(before.import)"])
        let earlier = try await ledger.auditReport(["--to", "3"])
        #expect(earlier.imports?.map(\.withdrawn) == [false])
    }

    @Test func `a checkpoint that was kept narrows what was not checked`() async throws {
        let ledger = try await ledger()
        let kept = try ledger.scratch.file("it's kept", holding: try await ledger.succeed(["checkpoint"]))
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "1"])
        let report = try await ledger.auditReport(["--against", kept])
        #expect(report.isSound && report.notChecked.contains { $0.contains("after position 3") })
        // What is printed is what a shell takes, with the two names filled in.
        #expect(report.command == "ledger-replay audit LEDGER --format json --against CHECKPOINT")
        let command = report.command.replacing("ledger-replay", with: Program.replay.url.path)
            .replacing("LEDGER", with: ledger.path).replacing("CHECKPOINT", with: "\"\(kept)\"")
        let again = try await Program.shell.run(["-c", command])
        #expect(try ReportFile(again.output).command == report.command)
    }

    @Test func `a view that was made from another log is built anew, and the report does not vouch for what it said`()
        async throws
    {
        let (ledger, other) = (try await ledger(), try await ledger(dead: 4))
        for ledger in [ledger, other] { try await ledger.succeed(["view", "year"]) }
        let views = ledger.path + "/views"
        try FileManager.default.removeItem(atPath: views)
        try FileManager.default.copyItem(atPath: other.path + "/views", toPath: views)
        let report = try await ledger.auditReport()
        #expect(report.isSound)
        #expect(report.notChecked.contains { $0.contains("view year said before") && $0.contains("another log") })
        #expect(try await ledger.auditReport().notChecked.allSatisfy { !$0.contains("view year") })
    }

    @Test func `progress is shown to a terminal, and to nobody else`() async throws {
        let ledger = try await ledger()
        let command = "'\(Program.replay.url.path)' audit '\(ledger.path)' --output '\(ledger.scratch.path("a.html"))'"
        let watched = try await Program.shell.run(["-c", "script -qec \"\(command)\" /dev/null"])
        #expect(watched.output.contains("3 of 3 events verified") && watched.output.contains("3 of 3 events replayed"))
        #expect(try await ledger.audit().errors.isEmpty)
    }
}
