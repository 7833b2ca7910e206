import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// An import that was made by mistake is undone, and leaves what is known by any day as if it had never been.
@Suite struct UndoTests {
    private let record = RecordID(kind: .deaths, id: "mmp-1")

    @Test func `an import that withdrew the world is undone as of its own day, and the good file of that day comes in`()
        throws
    {
        var ledger = NaiveLedger()
        let first = try CutExports.export("2020-01-08")
        try ledger.run(first, asAt: day("2020-01-08"))
        let mistaken = try SmallExport.read(dead: ["52682": 1, "999999": 7])
        let mistake = try ledger.run(mistaken, asAt: day("2020-01-16"))
        #expect(mistake.summary.withdrawn == 226 - 2)
        #expect(ledger.states(by: day("2020-01-16")).count == 4)

        let events = try ledger.undo(mistake.importID).map(\.event)
        #expect(events.last?.record == RecordID(kind: .import, id: mistake.importID))
        #expect(events.last?.type == .withdrawn)
        #expect(events.allSatisfy { $0.reason.contains("by mistake") && $0.knownAt == day("2020-01-16") })
        #expect(events.dropLast().allSatisfy { $0.reason.hasPrefix("import \(mistake.importID) undone: ") })
        #expect(events.dropLast().allSatisfy { $0.dataset == "missing-migrants-web-id" && $0.importID.isEmpty })
        #expect(ledger.states(by: day("2020-01-16")) == first.records)

        let file = try CutExports.export("2020-01-16")
        let good = try ledger.run(file, asAt: day("2020-01-16"), isConfirmed: false)
        #expect(good.summary.withdrawn == 2)
        #expect(ledger.states(by: day("2020-01-16")) == file.records)
        #expect(ledger.states(by: day("2020-01-08")) == first.records)
    }

    @Test func `the same file can come in again, under another name and with another key`() throws {
        var ledger = NaiveLedger()
        let export = try SmallExport.read(dead: ["1": 1])
        let first = try ledger.run(export, asAt: day("2020-02-01"))
        try ledger.undo(first.importID)
        #expect(ledger.states(by: day("2020-02-01")).isEmpty)
        let second = try ledger.run(export, asAt: day("2020-02-01"))
        #expect(second.importID == first.importID + "-2")
        #expect(second.plan.idempotencyKey != first.plan.idempotencyKey)
        #expect(second.types() == ["mmp-1": .reinstated])
        #expect(try ledger.run(export, asAt: day("2020-02-01")).repeats == second.importID)
    }

    @Test func `what the mistake made an earlier or a later export say again is undone with it`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-04-01"))
        let mistake = try ledger.run(try SmallExport.read(dead: ["1": 8]), asAt: day("2020-03-01"))
        #expect(mistake.summary.restated == 1)
        try ledger.undo(mistake.importID)
        #expect(ledger.dead("mmp-1", by: "2020-03-01") == 1)
        #expect(ledger.dead("mmp-1", by: "2020-04-01") == 1)
        let late = try ledger.run(try SmallExport.read(dead: ["1": 5]), asAt: day("2020-02-15"))
        #expect(ledger.dead("mmp-1", by: "2020-03-15") == 5)
        #expect(ledger.dead("mmp-1", by: "2020-04-01") == 1)
        // The undoing spoke as of a day of which no export is left: what is said by then is what was said last.
        #expect(late.recordEvents.map(\.knownAt) == ["2020-02-15", "2020-03-01"].map(day))
    }

    @Test func `a later export that found the mistake's numbers in its own rows keeps them`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1, "2": 1]), asAt: day("2020-02-01"))
        let undone = try ledger.run(try SmallExport.read(dead: ["1": 8, "2": 8]), asAt: day("2020-03-01"))
        // It says nothing of record 1, whose row is as it found it, and something of record 2.
        try ledger.run(try SmallExport.read(dead: ["1": 8, "2": 9]), asAt: day("2020-04-01"))
        try ledger.undo(undone.importID)
        #expect(ledger.dead("mmp-1", by: "2020-03-01") == 1)
        #expect(ledger.dead("mmp-1", by: "2020-04-01") == 8)
        #expect(ledger.dead("mmp-2", by: "2020-03-01") == 1)
        #expect(ledger.dead("mmp-2", by: "2020-04-01") == 9)
    }

    @Test func `what the desk said stays, also of what the mistake had changed`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        let mistake = try ledger.run(try SmallExport.read(dead: ["1": 8]), asAt: day("2020-03-01"))
        let byHand = try #require(SmallExport.read(dead: ["1": 5]).deaths("1"))
        ledger.desk(.corrected, record, "2020-03-02", .deaths(byHand))
        try ledger.undo(mistake.importID)
        #expect(
            ledger.said("missing-migrants-web-id", of: record, by: day("2020-04-01")).map { $0 != .deaths(byHand) }
                == true)
        #expect(ledger.dead("mmp-1", by: "2020-04-01") == 5)
    }

    @Test func `an undone import says nothing to those that come in later`() throws {
        var ledger = NaiveLedger()
        let mistake = try ledger.run(try SmallExport.read(dead: ["2": 2]), asAt: day("2020-03-01"))
        try ledger.undo(mistake.importID)
        let late = try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        #expect(ledger.dead("mmp-1", by: "2020-03-01") == 1)
        #expect(late.summary.restated == 0)
    }
}
