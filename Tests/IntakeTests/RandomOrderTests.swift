import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Every export with Web IDs, in random orders.
@Suite struct RandomOrderTests {
    static let days = ["2018-01-17", "2019-07-09", "2020-01-08", "2020-01-16", "2021-03-27"]
    /// `INCIDENT_LEDGER_LONG_TESTS=1` runs twelve orders.
    static let orders = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG_TESTS"] == nil ? 2 : 12

    @Test(arguments: 0..<orders)
    func `known by each as-at day every year and region is what that export says, in a random order`(round: Int) throws
    {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let order = Self.days.shuffled(using: &random)
        var ledger = NaiveLedger()
        for name in order {
            try ledger.run(try RealExports.export(name), asAt: day(name), isConfirmed: false)
        }
        for name in Self.days {
            let known = ledger.states(by: day(name))
            #expect(
                Totals(of: known, scheme: "mmp-2014") == (try Totals.expected(name)),
                "known by \(name), in the order \(order), seed \(seed)")
            // Record by record, not only in sum.
            let told = try RealExports.export(name).records
            let wrong = Set(known.keys).union(told.keys).filter { known[$0] != told[$0] }
            #expect(wrong.isEmpty, "\(wrong.prefix(3)) by \(name), in the order \(order), seed \(seed)")
        }
        let between = ledger.states(by: day("2019-12-31"))
        #expect(Totals(of: between, scheme: "mmp-2014") == (try Totals.expected("2019-07-09")))
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
}
