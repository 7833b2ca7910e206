import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Rows of one Main ID that are put together or split again, their toll unchanged.
@Suite struct RearrangementTests {
    private func run(
        _ old: [(main: String, id: String, dead: Int)], _ new: [(main: String, id: String, dead: Int)]
    ) throws -> CollectedPlan {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(main: old), asAt: day("2020-02-01"))
        let request = ImportRequest(asAt: day("2020-03-01"), actor: "importer")
        let plan = try ledger.plan(try SmallExport.read(main: new), request)
        guard plan.obstacles.isEmpty else { return CollectedPlan(plan: plan, events: []) }
        return try ledger.run(try SmallExport.read(main: new), asAt: day("2020-03-01"))
    }

    @Test func `rows that become one row of the same toll are re-arranged, and not withdrawn and recorded`() throws {
        let plan = try run([("M", "A", 2), ("M", "B", 3), ("N", "N", 1)], [("M", "A,B", 5), ("N", "N", 1)])
        #expect(plan.obstacles.isEmpty)
        #expect(plan.types() == ["mmpi-A": .withdrawn, "mmpi-B": .withdrawn, "mmpi-A,B": .recorded])
        #expect(
            plan.rearrangements.map { [$0.incident] + $0.withdrawn + $0.recorded } == [
                ["mmpi-M", "mmpi-A", "mmpi-B", "mmpi-A,B"]
            ])
        #expect(plan.rearrangements.map(\.deadAndMissing) == [5])
        #expect(plan.summary.rearranged == 1)
        #expect(plan.kinds[.deaths]?.rearranged == 3)
        #expect(plan.kinds[.deaths]?.withdrawn == 0)
        #expect(plan.summary.withdrawn == 0)
        #expect(plan.summary.recorded == 0)
        #expect(plan.cells.map(\.tally.rearranged) == [3])
    }

    @Test func `a row that is split, and keeps its identifier for a part, is re-arranged`() throws {
        let plan = try run([("M", "A", 5)], [("M", "A", 2), ("M", "B", 3)])
        #expect(plan.types() == ["mmpi-A": .corrected, "mmpi-B": .recorded])
        #expect(plan.rearrangements.map(\.incident) == ["mmpi-M"])
        #expect(plan.kinds[.deaths]?.corrected == 1)
        #expect(plan.kinds[.deaths]?.recorded == 0)
    }

    @Test func `where the toll, the year or the incident changes it is no re-arrangement`() throws {
        #expect(try run([("M", "A", 2), ("M", "B", 3)], [("M", "A,B", 6)]).rearrangements.isEmpty)
        #expect(try run([("M", "A", 2), ("M", "B", 3)], [("N", "A,B", 5)]).rearrangements.isEmpty)
        #expect(try run([("M", "A", 2)], [("M", "A", 2), ("M", "B", 0)]).rearrangements.isEmpty)
        #expect(try run([("M", "A", 2), ("M", "B", 0)], [("M", "A", 2)]).rearrangements.isEmpty)
    }

    @Test func `a file that re-arranges all its rows needs no confirmation`() throws {
        let old = (1...30).flatMap { [("M\($0)", "A\($0)", 2), ("M\($0)", "B\($0)", 3)] }
        let new = (1...30).map { ("M\($0)", "A\($0),B\($0)", 5) }
        let plan = try run(old, new)
        #expect(plan.obstacles.isEmpty)
        #expect(plan.summary.rearranged == 30)
        #expect(try run(old, Array(new.prefix(20))).obstacles.map(\.code) == [.withdrawals])
    }
}
