import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Every import belongs to a dataset, and datasets of one publisher that cover the same years must be told apart.
@Suite struct DatasetTests {
    private let webID = "missing-migrants-web-id"
    private let mainID = "missing-migrants-main-id"

    private func main(_ rows: [(main: String, id: String, dead: Int)] = [("M", "A", 2)]) throws -> MappedTable {
        try SmallExport.read(main: rows)
    }

    private func record(_ plan: CollectedPlan) -> [Event] {
        plan.events.map(\.event).filter { $0.record.kind == .dataset }
    }

    @Test func `the first import records its dataset, and its events are the dataset's`() throws {
        var ledger = NaiveLedger()
        let plan = try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        let event = try #require(record(plan).first)
        #expect(record(plan).count == 1)
        #expect(event.record.id == webID)
        #expect(event.dataset.isEmpty)
        guard case .dataset(let dataset)? = event.state else {
            Issue.record("no dataset is recorded")
            return
        }
        #expect(dataset.publisher == "IOM Missing Migrants Project")
        #expect(
            [dataset.prefix, dataset.identifierScheme, dataset.regionScheme] == ["mmp-", "mmp-web-id", "mmp-2014"])
        #expect(plan.recordEvents.count == 2)
        #expect(plan.recordEvents.allSatisfy { $0.dataset == webID && $0.importID == plan.importID })
        guard case .import(let state)? = plan.events.last?.event.state else {
            Issue.record("no import is recorded")
            return
        }
        #expect(plan.events.last?.event.dataset.isEmpty == true)
        #expect(state.dataset == webID)
        #expect(state.scope == .complete)
        #expect(state.years == [2020...2020])
        #expect(record(try ledger.run(try SmallExport.read(dead: ["1": 2]), asAt: day("2020-03-01"))).isEmpty)
    }

    @Test func `no dataset's identifiers begin like another's`() throws {
        let datasets = Dictionary(grouping: BuiltInMappings.missingMigrants, by: \.dataset)
        let prefixes = try datasets.values.map { try #require(Set($0.map(\.described.prefix)).first) }
        #expect(datasets.values.allSatisfy { Set($0.map(\.described.prefix)).count == 1 })
        for prefix in prefixes {
            #expect(prefixes.filter { $0.hasPrefix(prefix) } == [prefix])
        }
    }

    @Test func `a dataset of years that another one covers is refused until it is said how they belong together`()
        throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        let error = #expect(throws: ImportError.self) { try ledger.run(try main(), asAt: day("2020-03-01")) }
        #expect(error?.code == .overlappingDataset)
        for part in [webID, mainID, "2020", "--succeeds \(webID)", "--beside \(webID)"] {
            #expect(error?.description.contains(part) == true)
        }
        let plan = try ledger.run(
            try main(), asAt: day("2020-03-01"), relations: DatasetRelations(succeeds: [webID]))
        guard case .dataset(let dataset)? = record(plan).first?.state else {
            Issue.record("no dataset is recorded")
            return
        }
        #expect(dataset.succeeds == [webID])
        // It is asked once, from either side.
        try ledger.run(try main([("M", "A", 3)]), asAt: day("2020-04-01"))
        try ledger.run(try SmallExport.read(dead: ["1": 3]), asAt: day("2020-04-01"))
    }

    @Test func `datasets of different years, and those that somebody declared disjoint, come in without a question`()
        throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1], year: 2019), asAt: day("2020-02-01"))
        try ledger.run(try main(), asAt: day("2020-03-01"))
        let error = #expect(throws: ImportError.self) {
            try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-04-01"))
        }
        #expect(error?.code == .overlappingDataset)
        let plan = try ledger.run(
            try SmallExport.read(dead: ["1": 1]), asAt: day("2020-04-01"), relations: DatasetRelations(beside: [mainID])
        )
        #expect(record(plan).map(\.type) == [.corrected])
        try ledger.run(try main([("M", "A", 9)]), asAt: day("2020-05-01"))
    }

    @Test func `an older dataset that comes in second is said to be succeeded, in its successor's record`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try main(), asAt: day("2020-03-01"))
        let plan = try ledger.run(
            try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"),
            relations: DatasetRelations(succeededBy: [mainID]))
        #expect(record(plan).map(\.record.id) == [webID, mainID, mainID])
        let said = record(plan).filter { $0.record.id == mainID }
        #expect(said.map(\.knownAt) == [day("2020-03-01"), day("2020-02-01")])
        #expect(ledger.datasets.first { $0.id == mainID }?.state?.succeeds == [webID])
    }

    @Test func `an export of an earlier day than any before makes its dataset known from that day on`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        try ledger.run(
            try main(), asAt: day("2020-04-01"), relations: DatasetRelations(succeeds: [webID]))
        let early = try ledger.run(try main([("M", "A", 1)]), asAt: day("2020-03-01"))
        #expect(record(early).map(\.knownAt) == [day("2020-03-01")])
        guard case .dataset(let dataset)? = record(early).first?.state else {
            Issue.record("no dataset is recorded")
            return
        }
        #expect(dataset.succeeds == [webID])
    }

    @Test func `a dataset that the ledger does not hold, or the file's own, cannot be named`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        for (relations, code) in [
            (DatasetRelations(succeeds: ["nope"]), ImportError.Code.unknownDataset),
            (DatasetRelations(beside: [mainID]), .unknownDataset),
            (DatasetRelations(succeeds: [webID], beside: [webID]), .contradictoryRelation),
        ] {
            let error = #expect(throws: ImportError.self) {
                try ledger.run(try main(), asAt: day("2020-03-01"), relations: relations)
            }
            #expect(error?.code == code)
        }
        try ledger.run(try main(), asAt: day("2020-03-01"), relations: DatasetRelations(succeeds: [webID]))
        let reversed = #expect(throws: ImportError.self) {
            try ledger.run(
                try SmallExport.read(dead: ["1": 2]), asAt: day("2020-04-01"),
                relations: DatasetRelations(succeeds: [mainID]))
        }
        #expect(reversed?.code == .contradictoryRelation)
    }

    @Test func `a record of another dataset is not spoken of`() throws {
        var ledger = NaiveLedger()
        let state = try #require(SmallExport.read(dead: ["1": 1]).deaths("1"))
        ledger.append(
            Event(
                type: .recorded, record: RecordID(kind: .deaths, id: "mmp-1"), knownAt: day("2020-01-10"),
                actor: "importer",
                importID: "x", dataset: "another", state: .deaths(state)))
        let error = #expect(throws: ImportError.self) {
            try ledger.run(try SmallExport.read(dead: ["1": 1]), asAt: day("2020-02-01"))
        }
        #expect(error?.code == .foreignRecord)
        #expect(error?.description.contains("deaths/mmp-1 belongs to the dataset another") == true)
    }
}
