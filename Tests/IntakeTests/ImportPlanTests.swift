import Incidents
import LedgerTesting
import Testing

@testable import Intake

@Suite struct ImportPlanTests {
    private func export(_ dead: [String: Int]) throws -> MappedTable {
        try SmallExport.read(
            dead.sorted { $0.key < $1.key }.map { SmallExport.row(["Web ID": $0.key, "Number Dead": "\($0.value)"]) })
    }

    @Test func `events are in the order of identifiers, whatever the order of rows, and the import is the last`() throws
    {
        let rows = ["3", "1", "2"].map { SmallExport.row(["Web ID": $0]) }
        let plans = try [rows, rows.reversed()].map { rows in
            var ledger = NaiveLedger()
            return try ledger.run(try SmallExport.read(rows), asAt: day("2020-02-01"))
        }
        let names = plans.map { $0.recordEvents.map(\.record.description) }
        #expect(names[0] == names[1])
        #expect(
            names[0] == [
                "incident/mmp-1", "deaths/mmp-1", "incident/mmp-2", "deaths/mmp-2", "incident/mmp-3", "deaths/mmp-3",
            ])
        #expect(plans[0].recordEvents.map(\.state) == plans[1].recordEvents.map(\.state))
        let last = try #require(plans[0].events.last?.event)
        #expect(last.record.kind == .import)
        #expect(last.record.id == plans[0].importID)
        #expect(plans[0].importID.hasPrefix("mmp-2020-02-01-"))
        #expect(plans[0].events.allSatisfy { $0.event.importID == plans[0].importID })
    }

    @Test func `a newer export corrects, withdraws and records, with the import as the reason`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2, "3": 3]), asAt: day("2020-02-01"))
        let plan = try ledger.run(try export(["1": 1, "2": 9, "4": 4]), asAt: day("2020-03-01"))
        #expect(plan.types() == ["mmp-2": .corrected, "mmp-3": .withdrawn, "mmp-4": .recorded])
        #expect(plan.types(.incident) == ["mmp-3": .withdrawn, "mmp-4": .recorded])
        let corrected = try #require(plan.events.first { $0.event.type == .corrected })
        #expect(corrected.event.reason == "import \(plan.importID)")
        #expect(corrected.expectedVersion == 1)
        let again = try ledger.run(try export(["1": 1, "2": 9, "3": 3, "4": 4]), asAt: day("2020-04-01"))
        #expect(again.types() == ["mmp-3": .reinstated])
        #expect(again.summary.reinstated == 2)
        #expect(again.summary.unchanged == 6)
    }

    @Test func `a partial export withdraws nothing, and says nothing by its silence`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2]), asAt: day("2020-02-01"))
        let partial = try ledger.run(try export(["2": 5]), asAt: day("2020-04-01"), scope: .partial)
        #expect(partial.types() == ["mmp-2": .corrected])
        let late = try ledger.run(try export(["1": 7, "2": 2]), asAt: day("2020-03-01"))
        #expect(late.types() == ["mmp-1": .corrected])
        #expect(late.summary.restated == 0)
    }

    @Test func `a late partial export is kept from leaking past a complete one`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2]), asAt: day("2020-02-01"))
        try ledger.run(try export(["1": 1, "2": 3]), asAt: day("2020-04-01"))
        let late = try ledger.run(try export(["1": 8, "2": 8]), asAt: day("2020-03-01"), scope: .partial)
        #expect(late.summary.restated == 1)
        let restated = late.events.filter { $0.event.knownAt == day("2020-04-01") }
        #expect(restated.map(\.event.record.id) == ["mmp-1"])
        #expect(restated.map(\.expectedVersion) == [2])
        #expect(restated.first?.event.state == .deaths(try #require(export(["1": 1]).deaths("1"))))
    }

    @Test func `two exports of one day with different content are a conflict`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"))
        let error = #expect(throws: ImportError.self) { try ledger.run(try export(["1": 2]), asAt: day("2020-02-01")) }
        #expect(error?.code == .conflictingExport)
        #expect(error?.isConflict == true)
        let other = #expect(throws: ImportError.self) {
            try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"), scope: .partial)
        }
        #expect(other?.code == .importedOtherwise)
        #expect(other?.description.contains("`import undo mmp-2020-02-01-") == true)
        #expect(try ledger.run(try export(["1": 1]), asAt: day("2020-02-02")).events.count == 1)
    }

    @Test func `partial exports may share a day`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"), scope: .partial)
        try ledger.run(try export(["2": 2]), asAt: day("2020-02-01"), scope: .partial)
        #expect(ledger.states(by: day("2020-02-01")).count == 4)
    }

    @Test func `of exports of one day the one that was imported last decides`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2]), asAt: day("2020-02-01"))
        let partial = try ledger.run(try export(["1": 5]), asAt: day("2020-02-01"), scope: .partial)
        #expect(partial.types() == ["mmp-1": .corrected])
        #expect(partial.summary.restated == 0)
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 5)
        // An earlier one leaves the day as it is.
        let late = try ledger.run(try export(["1": 7, "2": 7]), asAt: day("2020-01-20"))
        #expect(late.summary.restated == 0)
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 5)
        #expect(ledger.dead("mmp-2", by: "2020-02-01") == 2)
    }

    @Test(.withRealExports) func `an as-at day before many rows is refused, naming the newest`() throws {
        let export = try RealExports.export("2019-07-09")
        var ledger = NaiveLedger()
        let error = #expect(throws: ImportError.self) { try ledger.run(export, asAt: day("2019-03-29")) }
        #expect(error?.code == .asAtTooEarly)
        #expect(error?.description.contains("the newest 2019-07-09 (row 1, 51849)") == true)
        #expect(ledger.streams.isEmpty)
    }

    @Test(.withRealExports) func `exports of before and since 2021 withdraw nothing of each other`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try CutExports.export("2020-01-16"), asAt: day("2020-01-16"))
        let plan = try ledger.run(
            try RealExports.export("2024-04-10"), asAt: day("2024-04-10"),
            relations: DatasetRelations(succeeds: ["missing-migrants-web-id"]))
        #expect(plan.summary.withdrawn == 0)
        #expect(plan.summary.recorded == 524 + 535)
    }

    @Test func `a plan counts by kind, year and region, and shows the largest changes`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 20, "3": 3]), asAt: day("2020-02-01"))
        let plan = try ledger.run(try export(["1": 1, "2": 5, "4": 40]), asAt: day("2020-03-01"))
        #expect(plan.kinds[.deaths]?.recorded == 1)
        #expect(plan.kinds[.incident]?.corrected == nil || plan.kinds[.incident]?.corrected == 0)
        #expect(plan.cells.count == 1)
        let cell = try #require(plan.cells.first)
        #expect([cell.year.map { "\($0)" }, cell.region] == ["2020", "Mediterranean"])
        #expect(
            [cell.tally.recorded, cell.tally.corrected, cell.tally.withdrawn, cell.tally.unchanged] == [1, 1, 1, 1])
        #expect([cell.before, cell.after] == [23, 45])
        #expect(plan.largest.map(\.record.id) == ["mmp-4", "mmp-2", "mmp-3"])
        #expect(plan.largest.map(\.tollChange) == [40, -15, -3])
    }

    @Test func `a file that repeats what is held reads each stream once and decodes no state`() throws {
        var ledger = NaiveLedger()
        let file = try CutExports.export("2020-01-08")
        try ledger.run(file, asAt: day("2020-01-08"))
        let before = ledger.reads
        let request = ImportRequest(asAt: day("2020-01-09"), actor: "importer")
        let plan = try ledger.plan(file, request)
        #expect(Int(plan.summary.unchanged) == file.records.count)
        #expect(file.records.keys.allSatisfy { ledger.reads[$0, default: 0] - before[$0, default: 0] == 1 })

        let history = ExportHistory(of: file.dataset.id, ledger.imports)
        var decoded = 0
        var planner = ImportPlanner(
            importID: "x", asAt: request.asAt, scope: .complete, actor: "importer", history: history,
            regionScheme: "mmp-2014", events: Spool()
        ) { state in
            decoded += 1
            return try state.record()
        }
        let rows = try file.rows(asAt: request.asAt, in: ledger)
        try planner.plan(rows, of: file.dataset, in: ledger)
        #expect(planner.events.isEmpty)
        #expect(decoded == 0)
    }

    @Test(arguments: CutExports.days) func `the same file again appends nothing`(name: String) throws {
        var ledger = NaiveLedger()
        let export = try CutExports.export(name)
        let first = try ledger.run(export, asAt: day(name))
        #expect(first.events.last?.event.record.kind == .import)
        let second = try ledger.run(export, asAt: day(name))
        #expect(second.repeats != nil)
        #expect(second.repeats == first.importID)
        #expect(second.plan.idempotencyKey == first.plan.idempotencyKey)
        #expect(Int(second.summary.unchanged) == export.records.count)
        #expect(second.events.isEmpty)
    }

    @Test func `progress ends at the last row`() throws {
        var seen: [Int] = []
        _ = try MappedTable(
            try CutExports.bytes("2020-01-08"), fileName: "x.csv", mappings: BuiltInMappings.missingMigrants,
            progress: { done, total in
                #expect(total == 113)
                seen.append(done)
            })
        #expect(seen.last == 113)
        #expect(seen == seen.sorted())
    }
}
