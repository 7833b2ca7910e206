import Incidents
import LedgerTesting
import Testing

@testable import Intake

@Suite struct ImportPlanTests {
    private func export(_ dead: [String: Int]) throws -> MissingMigrantsExport {
        try SmallExport.read(
            dead.sorted { $0.key < $1.key }.map { SmallExport.row(["Web ID": $0.key, "Number Dead": "\($0.value)"]) })
    }

    private func types(_ plan: CollectedPlan, _ kind: RecordKind = .deaths) -> [String: EventType] {
        Dictionary(
            plan.events.filter { $0.event.record.kind == kind }.map { ($0.event.record.id, $0.event.type) }
        ) { _, last in last }
    }

    @Test func `events are in the order of identifiers, whatever the order of rows, and the import is the last`() throws
    {
        let rows = ["3", "1", "2"].map { SmallExport.row(["Web ID": $0]) }
        let plans = try [rows, rows.reversed()].map { rows in
            var ledger = NaiveLedger()
            return try ledger.run(try SmallExport.read(rows), asAt: day("2020-02-01"))
        }
        let names = plans.map { $0.events.dropLast().map(\.event.record.description) }
        #expect(names[0] == names[1])
        #expect(
            names[0] == [
                "incident/mmp-1", "deaths/mmp-1", "incident/mmp-2", "deaths/mmp-2", "incident/mmp-3", "deaths/mmp-3",
            ])
        #expect(plans[0].events.map(\.event.state).dropLast() == plans[1].events.map(\.event.state).dropLast())
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
        #expect(types(plan) == ["mmp-2": .corrected, "mmp-3": .withdrawn, "mmp-4": .recorded])
        #expect(types(plan, .incident) == ["mmp-3": .withdrawn, "mmp-4": .recorded])
        let corrected = try #require(plan.events.first { $0.event.type == .corrected })
        #expect(corrected.event.reason == "import \(plan.importID)")
        #expect(corrected.expectedVersion == 1)
        let again = try ledger.run(try export(["1": 1, "2": 9, "3": 3, "4": 4]), asAt: day("2020-04-01"))
        #expect(types(again) == ["mmp-3": .reinstated])
        #expect(again.summary.reinstated == 2)
        #expect(again.summary.unchanged == 6)
    }

    @Test func `a partial export withdraws nothing, and says nothing by its silence`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2]), asAt: day("2020-02-01"))
        let partial = try ledger.run(try export(["2": 5]), asAt: day("2020-04-01"), isPartial: true)
        #expect(types(partial) == ["mmp-2": .corrected])
        let late = try ledger.run(try export(["1": 7, "2": 2]), asAt: day("2020-03-01"))
        #expect(types(late) == ["mmp-1": .corrected])
        #expect(late.summary.restated == 0)
    }

    @Test func `a late partial export is kept from leaking past a complete one`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2]), asAt: day("2020-02-01"))
        try ledger.run(try export(["1": 1, "2": 3]), asAt: day("2020-04-01"))
        let late = try ledger.run(try export(["1": 8, "2": 8]), asAt: day("2020-03-01"), isPartial: true)
        #expect(late.summary.restated == 1)
        let restated = late.events.filter { $0.event.knownAt == day("2020-04-01") }
        #expect(restated.map(\.event.record.id) == ["mmp-1"])
        #expect(restated.map(\.expectedVersion) == [2])
        #expect(restated.first?.event.state == .deaths(try #require(export(["1": 1]).deaths("1"))))
    }

    @Test func `what a person corrected in between stays known in between`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"))
        let byHand = try #require(export(["1": 6]).deaths("1"))
        let record = RecordID(kind: .deaths, id: "mmp-1")
        ledger.append(
            Event(
                type: .corrected, record: record, knownAt: day("2020-02-20"), actor: "investigator",
                reason: "court file",
                state: .deaths(byHand)))
        let newer = try ledger.run(try export(["1": 1]), asAt: day("2020-03-01"))
        #expect(types(newer) == ["mmp-1": .corrected])
        let late = try ledger.run(try export(["1": 4]), asAt: day("2020-02-10"))
        #expect(late.summary.restated == 0)
        #expect(ledger.state(of: record, by: day("2020-02-25")) == .deaths(byHand))
        #expect(ledger.state(of: record, by: day("2020-03-01"))?.notes == byHand.notes)
    }

    @Test func `records that only persons asserted are not the export's to withdraw`() throws {
        var ledger = NaiveLedger()
        let record = RecordID(kind: .deaths, id: "mmp-77")
        let state = Record.deaths(try #require(export(["77": 1]).deaths("77")))
        ledger.append(
            Event(type: .recorded, record: record, knownAt: day("2020-01-20"), actor: "investigator", state: state))
        try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"))
        #expect(ledger.state(of: record, by: day("2020-02-01")) == state)
    }

    @Test func `two exports of one day with different content are a conflict`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"))
        let error = #expect(throws: ImportError.self) { try ledger.run(try export(["1": 2]), asAt: day("2020-02-01")) }
        #expect(error?.code == .conflictingExport)
        #expect(error?.isConflict == true)
        let other = #expect(throws: ImportError.self) {
            try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"), isPartial: true)
        }
        #expect(other?.code == .importedOtherwise)
        #expect(try ledger.run(try export(["1": 1]), asAt: day("2020-02-02")).events.count == 1)
    }

    @Test func `partial exports may share a day`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1]), asAt: day("2020-02-01"), isPartial: true)
        try ledger.run(try export(["2": 2]), asAt: day("2020-02-01"), isPartial: true)
        #expect(ledger.states(by: day("2020-02-01")).count == 4)
    }

    @Test func `an as-at day before the newest row is refused, naming the row`() throws {
        let export = try RealExports.export("2019-07-09")
        var ledger = NaiveLedger()
        let error = #expect(throws: ImportError.self) { try ledger.run(export, asAt: day("2019-03-29")) }
        #expect(error?.code == .asAtBeforeNewestRow)
        #expect(error?.description.contains("row 1 (51849) is dated 2019-07-09") == true)
        #expect(ledger.streams.isEmpty)
    }

    @Test func `exports of before and since 2021 withdraw nothing of each other, and a notice says that they overlap`()
        throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try RealExports.export("2020-01-16"), asAt: day("2020-01-16"))
        let plan = try ledger.run(try RealExports.export("2024-04-10"), asAt: day("2024-04-10"))
        #expect(plan.summary.withdrawn == 0)
        #expect(plan.summary.recorded == 524 + 535)
        #expect(plan.notices.contains { $0.contains("count the same people twice") })
    }

    @Test func `a complete export that lacks much says so`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try export(["1": 1, "2": 2, "3": 3]), asAt: day("2020-02-01"))
        let plan = try ledger.run(try export(["1": 1]), asAt: day("2020-03-01"))
        #expect(plan.notices.contains { $0.contains("lacks 2 of 3") })
    }

    @Test func `progress ends at the last row`() throws {
        var seen: [Int] = []
        _ = try MissingMigrantsExport(
            try RealExports.bytes("2024-04-10"), fileName: "x.csv",
            progress: { done, total in
                #expect(total == 535)
                seen.append(done)
            })
        #expect(seen.last == 535)
        #expect(seen == seen.sorted())
    }
}
