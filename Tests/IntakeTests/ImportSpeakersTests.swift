import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// What a dataset says is decided by the dataset's exports alone, in whichever order they come in, and the desk's
/// corrections stand beside it.
@Suite struct ImportSpeakersTests {
    private let record = RecordID(kind: .deaths, id: "mmp-1")

    private func state(dead: Int) throws -> Record {
        .deaths(try #require(SmallExport.read(dead: ["1": dead]).deaths("1")))
    }

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `a partial export that repeats a record stands against a complete one without it, in every order`(order: [Int])
        throws
    {
        let exports: [(asAt: String, scope: FileScope, rows: [String: Int])] = [
            ("2020-01-01", .complete, ["1": 5, "2": 6]), ("2020-01-15", .complete, ["2": 6]),
            ("2020-02-01", .partial, ["1": 5]),
        ]
        // The year is one before every as-at day.
        var ledger = NaiveLedger()
        for index in order {
            let export = exports[index]
            try ledger.run(
                try SmallExport.read(dead: export.rows, year: 2019), asAt: day(export.asAt), scope: export.scope)
        }
        #expect(ledger.dead("mmp-1", by: "2020-01-01") == 5)
        #expect(ledger.dead("mmp-2", by: "2020-01-01") == 6)
        #expect(ledger.dead("mmp-1", by: "2020-01-15") == nil)
        #expect(ledger.dead("mmp-2", by: "2020-01-15") == 6)
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 5)
        #expect(ledger.dead("mmp-2", by: "2020-02-01") == 6)
    }

    @Test(arguments: [true, false])
    func `a publisher that repeats itself does not undo a correction, entered before or after`(isBefore: Bool) throws {
        var ledger = NaiveLedger()
        let export = try SmallExport.read(dead: ["1": 10])
        try ledger.run(export, asAt: day("2020-01-01").adding(days: 10))
        if isBefore { ledger.desk(.corrected, record, "2020-01-12", try state(dead: 99)) }
        try ledger.run(export, asAt: day("2020-02-01"))
        if !isBefore { ledger.desk(.corrected, record, "2020-01-12", try state(dead: 99)) }
        #expect(ledger.dead("mmp-1", by: "2020-01-11") == 10)
        #expect(ledger.dead("mmp-1", by: "2020-01-12") == 99)
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 99)
        #expect(ledger.merged(record, by: day("2020-02-01")).disputes.isEmpty)
    }

    @Test(arguments: [true, false])
    func `what a later export had said is computed from the dataset's exports and never from the desk`(isBefore: Bool)
        throws
    {
        var ledger = NaiveLedger()
        let ten = try SmallExport.read(dead: ["1": 10])
        try ledger.run(ten, asAt: day("2020-01-11"))
        if isBefore { ledger.desk(.corrected, record, "2020-01-12", try state(dead: 99)) }
        try ledger.run(ten, asAt: day("2020-02-01"))
        if !isBefore { ledger.desk(.corrected, record, "2020-01-12", try state(dead: 99)) }
        let late = try ledger.run(try SmallExport.read(dead: ["1": 12]), asAt: day("2020-01-16"))

        let restated = late.events.map(\.event).filter { $0.knownAt == day("2020-02-01") && $0.record == record }
        #expect(restated.map(\.state) == [try state(dead: 10)])
        #expect(restated.map(\.dataset) == ["missing-migrants-web-id"])
        #expect(late.summary.restated == 1)
        #expect(ledger.said("missing-migrants-web-id", of: record, by: day("2020-01-16")) == (try state(dead: 12)))
        #expect(ledger.said("missing-migrants-web-id", of: record, by: day("2020-02-01")) == (try state(dead: 10)))
        #expect(ledger.dead("mmp-1", by: "2020-01-16") == 99)
        #expect(ledger.merged(record, by: day("2020-01-16")).disputes.map(\.field) == ["dead"])
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 99)
        #expect(ledger.merged(record, by: day("2020-02-01")).disputes.isEmpty)
        #expect(late.desk.map(\.record) == [record])
    }

    @Test func `a correction stands until the publisher changes the same field, which is then disputed and reported`()
        throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 10]), asAt: day("2020-01-11"))
        ledger.desk(.corrected, record, "2020-01-12", try state(dead: 99))
        let repeating = try ledger.run(try SmallExport.read(dead: ["1": 10]), asAt: day("2020-02-01"))
        #expect(repeating.recordEvents.isEmpty)
        #expect(repeating.desk.isEmpty)
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 99)

        let changing = try ledger.run(try SmallExport.read(dead: ["1": 11]), asAt: day("2020-03-01"))
        #expect(ledger.dead("mmp-1", by: "2020-03-01") == 99)
        let dispute = Dispute(field: "dead", desk: "99", dataset: "11")
        #expect(changing.desk == [DeskEncounter(record: record, outcome: .disputed([dispute]))])
        #expect(changing.summary.disputed == 1)
    }

    @Test func `a duplicate that the desk withdrew does not come back because the publisher repeats it`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 10, "2": 10]), asAt: day("2020-01-11"))
        ledger.desk(.withdrawn, record, "2020-01-12", nil)
        try ledger.run(try SmallExport.read(dead: ["1": 10, "2": 10]), asAt: day("2020-02-01"))
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == nil)
        let changing = try ledger.run(try SmallExport.read(dead: ["1": 11, "2": 10]), asAt: day("2020-03-01"))
        #expect(ledger.dead("mmp-1", by: "2020-03-01") == nil)
        let dispute = Dispute(field: "existence", desk: "withdrawn", dataset: "stands")
        #expect(changing.desk == [DeskEncounter(record: record, outcome: .disputed([dispute]))])
    }

    @Test func `the report names what the publisher withdrew that the desk had corrected, and what it merged`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 10, "2": 10]), asAt: day("2020-01-11"))
        for id in ["1", "2"] {
            var deaths = try #require(SmallExport.read(dead: [id: 10]).deaths(id))
            deaths.missing = .exactly(4)
            ledger.desk(.corrected, RecordID(kind: .deaths, id: "mmp-" + id), "2020-01-12", .deaths(deaths))
        }
        let plan = try ledger.run(try SmallExport.read(dead: ["2": 11]), asAt: day("2020-02-01"))
        let dispute = Dispute(field: "existence", desk: "stands", dataset: "withdrawn")
        #expect(
            plan.desk == [
                DeskEncounter(record: record, outcome: .disputed([dispute])),
                DeskEncounter(record: RecordID(kind: .deaths, id: "mmp-2"), outcome: .merged),
            ])
        #expect(ledger.dead("mmp-2", by: "2020-02-01") == 11)
        #expect(ledger.dead("mmp-1", by: "2020-02-01") == 10)
    }

    @Test func `a record that only the desk has spoken of is new to the dataset, and not the dataset's to withdraw`()
        throws
    {
        var ledger = NaiveLedger()
        ledger.desk(.recorded, record, "2020-01-07", try state(dead: 3))
        let other = try ledger.run(try SmallExport.read(dead: ["2": 1]), asAt: day("2020-01-11"))
        #expect(other.summary.withdrawn == 0)
        #expect(ledger.dead("mmp-1", by: "2020-01-11") == 3)
        let same = try ledger.run(try SmallExport.read(dead: ["1": 3, "2": 1]), asAt: day("2020-02-01"))
        #expect(same.types() == ["mmp-1": .recorded])
        #expect(ledger.said("missing-migrants-web-id", of: record, by: day("2020-02-01")) == (try state(dead: 3)))
    }
}
