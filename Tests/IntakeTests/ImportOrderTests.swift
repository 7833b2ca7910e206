import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// In whichever order files are imported, the same is known by any day.
@Suite struct ImportOrderTests {
    @Test func `the six orders of three real exports give the same state of every record on every known-by day`() throws
    {
        let exports = try RealExports.successive.map { (day: day($0), export: try RealExports.export($0)) }
        let probes = ["2019-07-08", "2019-07-09", "2019-10-01", "2020-01-07", "2020-01-08", "2020-01-12", "2020-01-16"]
        for order in permutations(of: [0, 1, 2]) {
            var ledger = NaiveLedger()
            for index in order {
                try ledger.run(exports[index].export, asAt: exports[index].day)
            }
            for probe in probes.map(day) + [day("2026-01-01")] {
                // What is known by a day is what the last export up to that day says, all of it and no more.
                let told = exports.last { $0.day <= probe }?.export.records ?? [:]
                let known = ledger.states(by: probe)
                #expect(known.count == told.count, "order \(order), known by \(probe)")
                let wrong = told.filter { known[$0.key] != $0.value.comparisonForm }.keys
                #expect(wrong.isEmpty, "order \(order), known by \(probe): \(wrong.prefix(3))")
            }
        }
    }

    @Test
    func `what only the middle export said does not reach the present, and what only the oldest had is withdrawn`()
        throws
    {
        let exports = try RealExports.successive.map { (day: day($0), export: try RealExports.export($0)) }
        var ledger = NaiveLedger()
        for index in [0, 2, 1] { try ledger.run(exports[index].export, asAt: exports[index].day) }
        let removedByMiddle = RecordID(kind: .deaths, id: "mmp-51433")
        #expect(ledger.state(of: removedByMiddle, by: day("2020-01-07")) != nil)
        #expect(ledger.state(of: removedByMiddle, by: day("2020-01-08")) == nil)
        let removedByLast = RecordID(kind: .deaths, id: "mmp-49253")
        #expect(ledger.state(of: removedByLast, by: day("2020-01-15")) != nil)
        #expect(ledger.state(of: removedByLast, by: day("2020-01-16")) == nil)
        // 48343: 10 dead in the oldest, 6 in the middle one, 5 in the last.
        let corrected = RecordID(kind: .deaths, id: "mmp-48343")
        func dead(_ by: String) -> Int64? {
            guard case .deaths(let deaths)? = ledger.state(of: corrected, by: day(by)) else { return nil }
            return deaths.dead.exactValue
        }
        #expect([dead("2019-12-31"), dead("2020-01-08"), dead("2020-01-16")] == [10, 6, 5])
    }

    /// Histories of many small exports and of what persons recorded before, refolded day by day in their own order.
    @Test(arguments: [UInt64](1...60)) func `random exports in random order agree with a model that has them in order`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var ledger = NaiveLedger()
        let days = Array((0..<12).shuffled(using: &random).prefix(Int.random(in: 2...6, using: &random)))
            .map { day("2021-01-01").adding(days: Int32($0)) }
        let exports = try Dictionary(uniqueKeysWithValues: days.map { ($0, try randomExport(&random)) })
        let byHand = try randomHandEvents(&random)
        for event in byHand { ledger.append(event) }
        for asAt in days.shuffled(using: &random) {
            try ledger.run(try #require(exports[asAt]), asAt: asAt)
        }
        var model: [RecordID: Record] = [:]
        var ofDataset: Set<RecordID> = []
        for number in 0..<14 {
            let today = day("2021-01-01").adding(days: Int32(number))
            for event in byHand where event.knownAt == today { model[event.record] = event.state }
            if let export = exports[today] {
                for id in model.keys where export.records[id] == nil && ofDataset.contains(id) { model[id] = nil }
                model.merge(export.records) { _, new in new }
                ofDataset.formUnion(export.records.keys)
            }
            let known = ledger.states(by: today)
            let wrong = Set(known.keys).union(model.keys).filter { known[$0] != model[$0] }
            #expect(wrong.isEmpty, "seed \(seed), known by \(today), as-at days \(days)")
        }
    }

    private func randomExport(_ random: inout SeededGenerator) throws -> MissingMigrantsExport {
        let ids = (1...6).filter { _ in Bool.random(using: &random) }
        let rows = (ids.isEmpty ? [1] : ids).map { id in
            SmallExport.row(["Web ID": "\(id)", "Number Dead": "\(Int.random(in: 1...3, using: &random))"])
        }
        return try SmallExport.read(rows)
    }

    private func randomHandEvents(_ random: inout SeededGenerator) throws -> [Event] {
        try (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let id = "\(Int.random(in: 1...6, using: &random))"
            let dead = "\(Int.random(in: 1...3, using: &random))"
            let state = try SmallExport.read([SmallExport.row(["Web ID": id, "Number Dead": dead])]).deaths(id)
            return Event(
                type: .recorded, record: RecordID(kind: .deaths, id: "mmp-\(id)"),
                knownAt: day("2021-01-01").adding(days: Int32.random(in: 0..<12, using: &random)),
                actor: "investigator", state: state.map { .deaths($0) })
        }
    }

    private func permutations(of values: [Int]) -> [[Int]] {
        guard !values.isEmpty else { return [[]] }
        return values.flatMap { first in
            permutations(of: values.filter { $0 != first }).map { [first] + $0 }
        }
    }
}
