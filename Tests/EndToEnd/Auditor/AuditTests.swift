import Foundation
import Ledger
import LedgerTesting
import Testing

/// The report of an audit, on real exports.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct AuditTests {
    /// Exports, published figures and an operation.
    private func ledger(_ exports: [RealExport] = RealExport.successive) async throws -> TestLedger {
        let ledger = try await TestLedger.make(holding: exports)
        try await ledger.succeed(
            ["import", "figures", RealExport.shared.appending(path: "guide/figures.json").path]
                + ["--publisher", "The Commission", "--citation", "E/CN.15/2020"])
        try await ledger.succeed([
            "record", "operation", "--id", "andes", "--name", "Operation Andes", "--date", "2018-11-27..2018-11-30",
            "--lead", "INTERPOL", "--countries", "11", "--result", "UN guide/arrests=49", "--source", "UN guide",
        ])
        return ledger
    }

    @Test func `the report of three exports says what other commands say, and twice the same`() async throws {
        let ledger = try await ledger()
        let run = try await ledger.audit(["--format", "json"])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(try await ledger.audit(["--format", "json"]).output == run.output)
        let report = try ReportFile(run.output)
        let head = try await ledger.head()
        #expect(report.isSound && report.audited.intact && report.audited.logId == head.logId)
        #expect(report.audited.root == head.root && report.audited.eventsInTheLog == Int(head.position))
        #expect(report.checkpoint == (try await ledger.succeed(["checkpoint"])))

        try await compareCounts(report, ledger)
        try await compareViews(report, ledger)
        try await compareFigures(report, ledger)
        for flag in try #require(report.flags) {
            let record = flag.firstRecord.split(separator: "/").map(String.init)
            #expect(try await ledger.succeed(["show"] + record + ["--format", "json"]).contains("\"\(flag.flag)\""))
        }
        #expect(report.notChecked.contains { $0.contains("whoever holds the key") })
    }

    /// Against every event as `log` prints it.
    private func compareCounts(_ report: ReportFile, _ ledger: TestLedger) async throws {
        let events = CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv"]))
        for kind in try #require(report.kinds) {
            let own = events.filter { $0["kind"] == kind.kind }
            let count = { type in own.count { $0["type"] == type } }
            #expect(kind.events == own.count && kind.recorded == count("recorded"), "\(kind)")
            #expect(kind.corrected == count("corrected") && kind.withdrawn == count("withdrawn"), "\(kind)")
            #expect(kind.recordsStanding + kind.recordsWithdrawn == Set(own.map { $0["id"] }).count, "\(kind)")
        }
        #expect(report.kinds?.reduce(0) { $0 + $1.events } == events.count)
        let actors = Dictionary(grouping: events) { $0["actor"] ?? "" }.mapValues(\.count)
        #expect(Dictionary(uniqueKeysWithValues: report.actors?.map { ($0.actor, $0.events) } ?? []) == actors)
        // Nothing is reinstated in these exports: what was withdrawn stays so.
        let withdrawn = events.filter { $0["type"] == "withdrawn" }
        #expect(report.withdrawn?.map(\.record) == withdrawn.map { "\($0["kind"] ?? "")/\($0["id"] ?? "")" })
        #expect(report.withdrawn?.map(\.reason) == withdrawn.map { $0["reason"] ?? "" } && !withdrawn.isEmpty)
        let exports = try #require(report.imports).filter { $0.file != "figures.json" }
        #expect(exports.map(\.asAt) == RealExport.successive.map(\.asAt))
        #expect(report.imports?.count == exports.count + 1)
        for made in exports {
            let file = try #require(RealExport.all.first { $0.asAt == made.asAt }).file
            #expect(
                try await Program.shell.run(["-c", "sha256sum '\(file)'"]).output.hasPrefix(try #require(made.sha256)))
        }
    }

    /// Against the plain replay.
    private func compareViews(_ report: ReportFile, _ ledger: TestLedger) async throws {
        let replay = try await Program.replay.run([ledger.path]).output
        let views = try #require(report.views)
        #expect(views.map(\.view).sorted() == TestLedger.views.sorted())
        for view in views {
            let line = replay.split(separator: "\n").first { $0.contains("  \(view.view) v") }
            #expect(line?.hasSuffix("sha256 \(view.sha256)") == true, "\(view)")
        }
    }

    private func compareFigures(_ report: ReportFile, _ ledger: TestLedger) async throws {
        try compare(report, withFigures: try await ledger.succeed(["reconcile", "--format", "csv"]))
    }

    private func compare(_ report: ReportFile, withFigures csv: String) throws {
        let figures = CSVReader.rows(of: csv)
        #expect(report.figures?.map(\.figure) == figures.map { $0["figure"] ?? "" } && !figures.isEmpty)
        #expect(report.figures?.map(\.verdict) == figures.map { $0["verdict"] ?? "" })
    }

    @Test func `figures are held against what the ledger held at the audited position`() async throws {
        let ledger = try await ledger([.january8])
        let head = try await ledger.head().position
        let before = try await ledger.succeed(["reconcile", "--format", "csv"])
        try await ledger.take(.all[2])
        #expect(try await ledger.succeed(["reconcile", "--format", "csv"]) != before)
        try compare(try await ledger.auditReport(["--to", "\(head)"]), withFigures: before)
    }

    @Test func `as of a position and known by a day the report is of what the ledger answers there`() async throws {
        // An audit replays all: of the cuts of two exports it is soon done.
        let ledger = try await TestLedger.makeCut()
        let head = try await ledger.head().position
        let days = CutExports.days
        for moment in [
            ["--to", "\(head / 2)"], ["--known-by", days[0]], ["--to", "\(head - 3)", "--known-by", days[0]],
        ] {
            let run = try await ledger.audit(moment + ["--format", "json"])
            #expect(run.status == 0, "\(run.errors)")
            let report = try ReportFile(run.output)
            #expect(report.verdict.contains { $0.contains("as of position") }, "\(report.verdict)")
            let asked = moment.map { $0 == "--to" ? "--as-of" : $0 }
            let standing = report.kinds?.first { $0.kind == "deaths" }?.recordsStanding
            let tolls = try await ledger.view("year", asked).compactMap { Int($0["deaths_records"] ?? "") }
            #expect(standing == tolls.reduce(0, +), "\(moment)")
        }
        let beyond = try await ledger.audit(["--to", "99999999"])
        #expect(beyond.status == 1 && beyond.output.isEmpty && beyond.errors.contains("no position 99999999"))
    }

    @Test func `the page is well-formed, needs nothing beside itself, and states its digest`() async throws {
        let ledger = try await ledger([.january8])
        let file = ledger.scratch.path("audit.html")
        let run = try await ledger.audit(["--output", file])
        #expect(run.status == 0 && run.output.contains("All \(TestLedger.views.count) views agree"), "\(run.errors)")
        let text = ledger.scratch.text(of: "audit.html")
        let page = try ParsedPage(text)
        #expect(page.tables >= 7 && page.headingsWithoutScope == 0)
        #expect(page.elements.isDisjoint(with: ["script", "link", "img", "iframe", "object"]))
        #expect(!text.contains("src=") && !text.contains("url(") && !text.contains("@import"))
        #expect(page.text.contains("ledger-replay audit LEDGER") && !page.text.contains(ledger.path))
        let sealed = try await ledger.scratch.sealed("audit.html")
        #expect(sealed.lastLine.contains("<code>\(sealed.digest)</code>"))
        #expect(run.output.contains("sha256 \(sealed.digest)"))
        // To standard output it is the same.
        #expect(try await ledger.audit().output == text)

        let again = try await ledger.audit(["--output", file])
        #expect(again.status == 1 && again.errors.contains("already"), "\(again.errors)")
        #expect(ledger.scratch.text(of: "audit.html") == text)
    }
}
