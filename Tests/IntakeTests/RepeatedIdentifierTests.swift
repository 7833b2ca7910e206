import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Rows that share an identifier, or what they say, are told apart with as little change as can be.
@Suite struct RepeatedIdentifierTests {
    private func rows(_ rows: [(id: String, dead: Int, place: String)], order: [Int]? = nil) throws
        -> MappedTable
    {
        let all = rows.map {
            SmallExport.row(["Web ID": $0.id, "Number Dead": "\($0.dead)", "Location Description": $0.place])
        }
        return try SmallExport.read((order ?? Array(all.indices)).map { all[$0] })
    }

    @Test(arguments: 0..<20) func `one changed count of two rows that share an identifier is one correction`(round: Int)
        throws
    {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let (first, second) = (Int.random(in: 1...900, using: &random), Int.random(in: 1...900, using: &random))
        let changed = Int.random(in: 1000...1900, using: &random)
        var ledger = NaiveLedger()
        try ledger.run(
            try rows([("1", first, "a"), ("1", second, "b"), ("2", 1, "c")]), asAt: day("2020-02-01"))
        let order = [0, 1, 2].shuffled(using: &random)
        let plan = try ledger.run(
            try rows([("1", changed, "a"), ("1", second, "b"), ("2", 1, "c")], order: order), asAt: day("2020-03-01"))
        #expect(plan.recordEvents.count == 1, "seed \(seed)")
        #expect(plan.recordEvents.first?.type == .corrected, "seed \(seed)")
        guard case .deaths(let deaths)? = plan.recordEvents.first?.state else {
            Issue.record("no toll is corrected, seed \(seed)")
            return
        }
        #expect(deaths.place.description == "a")
        #expect(deaths.dead == .exactly(Int64(changed)))
    }

    @Test func `a row that is gone is withdrawn and the one that stays is what it was, also alone`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try rows([("1", 5, "a"), ("1", 6, "b"), ("1", 7, "c")]), asAt: day("2020-02-01"))
        let places = try Dictionary(
            uniqueKeysWithValues: ["mmp-1", "mmp-1~2", "mmp-1~3"].map { id in
                let state = ledger.said(
                    "missing-migrants-web-id", of: RecordID(kind: .deaths, id: id), by: day("2020-02-01"))
                guard case .deaths(let deaths) = try #require(state) else { return (id, "") }
                #expect(deaths.notes.externalIDs == [ExternalID(scheme: "mmp-web-id", value: "1")])
                return (id, deaths.place.description)
            })
        #expect(Set(places.values) == ["a", "b", "c"])
        let two = try ledger.run(try rows([("1", 7, "c"), ("1", 5, "a")]), asAt: day("2020-03-01"))
        let gone = try #require(places.first { $0.value == "b" }).key
        #expect(two.types() == [gone: .withdrawn])
        let back = try ledger.run(
            try rows([("1", 5, "a"), ("1", 9, "d"), ("1", 7, "c")]), asAt: day("2020-04-01"))
        #expect(back.types() == [gone: .reinstated])
        // Alone its flag goes, which is its only change.
        let one = try ledger.run(try rows([("1", 7, "c")]), asAt: day("2020-05-01"))
        let left = try #require(places.first { $0.value == "c" }).key
        #expect(one.types()[left] == .corrected)
        #expect(one.types().filter { $0.value == .withdrawn }.count == 2)
    }

    @Test func `rows without identifiers that say the same are numbered, and one fewer withdraws one`() throws {
        let columns = Array(SmallExport.columns.dropFirst())
        let row = SmallExport.row()
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read([row, row, row], columns: columns), asAt: day("2020-02-01"))
        let same = try ledger.run(try SmallExport.read([row, row, row], columns: columns), asAt: day("2020-03-01"))
        #expect(same.recordEvents.isEmpty)
        let fewer = try ledger.run(try SmallExport.read([row, row], columns: columns), asAt: day("2020-04-01"))
        #expect(fewer.types().values.map(\.self) == [.withdrawn])
        #expect(fewer.types().keys.first?.hasPrefix("mmpc-row-") == true)
        #expect(fewer.types().keys.first?.hasSuffix("~3") == true)
    }

    @Test func `an earlier export that comes in later is told apart by what the later one said`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try rows([("1", 5, "a"), ("1", 6, "b")]), asAt: day("2020-03-01"))
        try ledger.run(try rows([("1", 6, "b"), ("1", 4, "a")]), asAt: day("2020-02-01"))
        func places(_ by: String) throws -> [String: String] {
            try ["mmp-1", "mmp-1~2"].reduce(into: [:]) { places, id in
                let state = ledger.said("missing-migrants-web-id", of: RecordID(kind: .deaths, id: id), by: day(by))
                guard case .deaths(let deaths) = try #require(state) else { return }
                places[id] = deaths.place.description
            }
        }
        #expect(try places("2020-02-01") == places("2020-03-01"))
        #expect(try Set(places("2020-02-01").values) == ["a", "b"])
    }
}
