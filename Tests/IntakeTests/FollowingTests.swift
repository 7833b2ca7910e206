import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Rows without identifiers are followed from file to file by what they say, with as little change as can be.
@Suite struct FollowingTests {
    private static let columns = Array(SmallExport.columns.dropFirst())

    private func table(_ rows: [[String: String]]) throws -> MappedTable {
        try SmallExport.read(rows, columns: Self.columns)
    }

    private func row(_ place: String, _ dead: Int, _ more: [String: String] = [:]) -> [String: String] {
        SmallExport.row(["Location Description": place, "Number Dead": "\(dead)"].merging(more) { $1 })
    }

    @Test func `a row whose count is corrected is corrected, and no other row changes`() throws {
        var ledger = NaiveLedger()
        try ledger.run(table([row("A", 1), row("A", 2), row("B", 1)]), asAt: day("2020-02-01"))
        let plan = try ledger.run(table([row("B", 1), row("A", 7), row("A", 1)]), asAt: day("2020-03-01"))
        #expect(plan.types().values.map(\.self) == [.corrected])
        #expect(
            plan.following
                == {
                    var following = RowFollowing()
                    (following.same, following.steps) = (2, [.placeAndDay: 1, .placeAndMonth: 0, .regionAndDay: 0])
                    return following
                }())
        #expect(
            plan.notices.contains {
                $0.contains("2 say what they said, 1 were taken for a changed row (1 by place and day)")
            })
        // A third file follows the row under the name that it had first.
        let third = try ledger.run(table([row("B", 1), row("A", 8), row("A", 1)]), asAt: day("2020-04-01"))
        #expect(third.types() == plan.types())
    }

    @Test func `of two changes the matching with the least change altogether is made`() throws {
        var ledger = NaiveLedger()
        let old = [
            row("A", 1, ["Cause of Death": "Drowning", "Migration Route": "x"]),
            row("A", 2, ["Cause of Death": "Violence", "Migration Route": "y"]),
        ]
        try ledger.run(table(old), asAt: day("2020-02-01"))
        let names = ledger.states("missing-migrants-content", by: day("2020-02-01"))
        // Each is nearest to the one whose cause and route it has, whatever the order.
        let new = [
            row("A", 9, ["Cause of Death": "Violence", "Migration Route": "y"]),
            row("A", 8, ["Cause of Death": "Drowning", "Migration Route": "x"]),
        ]
        let plan = try ledger.run(table(new), asAt: day("2020-03-01"))
        #expect(plan.types().values.allSatisfy { $0 == .corrected } && plan.types().count == 2)
        for event in plan.recordEvents {
            guard case .deaths(let deaths)? = event.state, case .deaths(let before)? = names[event.record] else {
                continue
            }
            #expect(deaths.cause == before.cause)
        }
        #expect(plan.following?.unsure == 0)
    }

    @Test func `a row that might be either of two is said to be unsure`() throws {
        var ledger = NaiveLedger()
        try ledger.run(table([row("A", 1), row("A", 2)]), asAt: day("2020-02-01"))
        let plan = try ledger.run(table([row("A", 3), row("A", 4)]), asAt: day("2020-03-01"))
        #expect(plan.following?.unsure == 2)
        #expect(plan.notices.contains { $0.contains("of which 2 might as well be another") }, "\(plan.notices)")
    }

    @Test func `what has nothing in common is new, and what it replaces is gone`() throws {
        var ledger = NaiveLedger()
        try ledger.run(table((1...20).map { row("P\($0)", $0) }), asAt: day("2020-02-01"))
        let other = row("Q", 3, ["Reported Date": "March 03, 2019", "Reported Year": "2019", "Reported Month": "Mar"])
        let plan = try ledger.run(table((2...20).map { row("P\($0)", $0) } + [other]), asAt: day("2020-03-01"))
        #expect(plan.following?.new == 1 && plan.following?.gone == 1 && plan.following?.same == 19)
        #expect(Set(plan.types().values) == [.recorded, .withdrawn])
    }

    @Test(arguments: 0..<12) func `a shuffled file with a few changed rows changes these rows, and no other`(round: Int)
        throws
    {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededGenerator(seed: seed)
        var rows = (0..<60).map { index in
            row("P\(index % 23)", Int.random(in: 1...4, using: &random), ["Information Source": "S\(index % 5)"])
        }
        rows += rows.prefix(8)
        var ledger = NaiveLedger()
        try ledger.run(table(rows), asAt: day("2020-02-01"))
        #expect(ledger.states("missing-migrants-content", by: day("2020-02-01")).count == 2 * 68, "seed \(seed)")
        let changed = Array(rows.indices.shuffled(using: &random).prefix(Int.random(in: 0...5, using: &random)))
        for index in changed { rows[index]["Number Dead"] = "\(100 + index)" }
        let plan = try ledger.run(table(rows.shuffled(using: &random)), asAt: day("2020-03-01"))
        #expect(plan.types().count == changed.count, "seed \(seed)")
        #expect(plan.types().values.allSatisfy { $0 == .corrected }, "seed \(seed)")
    }

    @Test(.withRealExports) func `each real row without an identifier is a record, also where it equals another`()
        throws
    {
        // The newest export without its identifiers and dates, as others pass it on.
        let path = RealExports.data.appending(path: "missing-migrants/export-2024-04-10.csv").path
        let whole = try MissingMigrants.table(path: path)
        var lines = try String(contentsOfFile: path, encoding: .utf8).replacing("\u{FEFF}", with: "")
        lines = lines.replacing("\"Main ID\",\"Incident ID\",", with: "\"Row\",\"Copy\",", maxReplacements: 1)
        let table = try MissingMigrants.table(Array(lines.utf8), fileName: "bare.csv")
        #expect(table.dataset.id == "missing-migrants-content" && table.dataset.record.regionScheme == "mmp-2021")
        #expect(table.deaths.count == whole.rowCount)
        var ledger = NaiveLedger()
        try ledger.run(table, asAt: day("2024-04-10"))
        let again = try ledger.run(table, asAt: day("2024-05-10"))
        #expect(again.recordEvents.isEmpty && again.following?.same == whole.rowCount)
    }

    @Test func `the assignment is the least of all, whatever the costs`() {
        var random = SeededGenerator(for: "assignments")
        for round in 0..<200 {
            let (rows, columns) = (Int.random(in: 1...5, using: &random), Int.random(in: 1...5, using: &random))
            let costs = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0...9, using: &random) } }
            let found = Assignment.least(costs)
            let pairs = found.enumerated().compactMap { row, column in column.map { (row, $0) } }
            #expect(pairs.count == min(rows, columns) && Set(pairs.map(\.1)).count == pairs.count)
            #expect(
                pairs.reduce(0) { $0 + costs[$1.0][$1.1] } == least(costs, 0, []), "round \(round) of \(random.seed)")
        }
    }

    /// By trying all.
    private func least(_ costs: [[Int]], _ row: Int, _ used: Set<Int>) -> Int {
        guard row < costs.count else { return 0 }
        let left = costs.count - row
        var best = Int.max
        let free = costs[0].indices.filter { !used.contains($0) }
        for column in free { best = min(best, costs[row][column] + least(costs, row + 1, used.union([column]))) }
        if free.count < left { best = min(best, least(costs, row + 1, used)) }
        return best
    }
}
