import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Every export with Web IDs, in random orders.
@Suite(.withRealExports) struct RandomOrderTests {
    static let days = ["2018-01-17", "2019-07-09", "2020-01-08", "2020-01-16", "2021-03-27"]
    /// `Tools/test --long` runs twelve orders.
    static let orders = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] == nil ? 1 : 12

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
        check(ledger, "in the order \(order), seed \(seed)")
    }

    private func check(_ ledger: NaiveLedger, _ comment: Comment) {
        // Each of these three is what only one of the exports said, or what one of them was the first to have no more.
        let removedByMiddle = RecordID(kind: .deaths, id: "mmp-51433")
        #expect(said(ledger, removedByMiddle, "2020-01-07") != nil, comment)
        #expect(said(ledger, removedByMiddle, "2020-01-08") == nil, comment)
        let removedByLater = RecordID(kind: .deaths, id: "mmp-49253")
        #expect(said(ledger, removedByLater, "2020-01-15") != nil, comment)
        #expect(said(ledger, removedByLater, "2020-01-16") == nil, comment)
        let corrected = RecordID(kind: .deaths, id: "mmp-48343")
        let dead = ["2019-12-31", "2020-01-08", "2020-01-16"].map { day -> Int64? in
            guard case .deaths(let deaths)? = said(ledger, corrected, day) else { return nil }
            return deaths.dead.exactValue
        }
        #expect(dead == [10, 6, 5], comment)
    }

    private func said(_ ledger: NaiveLedger, _ record: RecordID, _ text: String) -> Record? {
        ledger.said("missing-migrants-web-id", of: record, by: day(text))
    }
}
