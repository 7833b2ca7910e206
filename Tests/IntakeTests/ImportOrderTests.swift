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
                let wrong = told.filter { known[$0.key] != $0.value }.keys
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
        #expect(said(ledger, removedByMiddle, day("2020-01-07")) != nil)
        #expect(said(ledger, removedByMiddle, day("2020-01-08")) == nil)
        let removedByLast = RecordID(kind: .deaths, id: "mmp-49253")
        #expect(said(ledger, removedByLast, day("2020-01-15")) != nil)
        #expect(said(ledger, removedByLast, day("2020-01-16")) == nil)
        // 48343: 10 dead in the oldest, 6 in the middle one, 5 in the last.
        let corrected = RecordID(kind: .deaths, id: "mmp-48343")
        func dead(_ by: String) -> Int64? {
            guard case .deaths(let deaths)? = said(ledger, corrected, day(by)) else { return nil }
            return deaths.dead.exactValue
        }
        #expect([dead("2019-12-31"), dead("2020-01-08"), dead("2020-01-16")] == [10, 6, 5])
    }

    private func said(_ ledger: NaiveLedger, _ record: RecordID, _ day: Day) -> Record? {
        ledger.said("missing-migrants-web-id", of: record, by: day)
    }

    private func permutations(of values: [Int]) -> [[Int]] {
        guard !values.isEmpty else { return [[]] }
        return values.flatMap { first in
            permutations(of: values.filter { $0 != first }).map { [first] + $0 }
        }
    }
}
