import Folding
import Incidents
import LedgerTesting
import Testing
import Timeline
import Views

/// What an answer says of amounts, against every choice of the records that are only possible and the ends of every range.
@Suite struct DistributionTests {
    private struct Fee {
        var amount: Count
        var isPossible: Bool
    }

    /// The row of one currency, as an answer has it.
    private func row(of fees: [Fee], sumBy: [String]? = nil) throws -> [Sum] {
        let view = FeeCorridor()
        let rows = fees.map { fee in
            OwnedRow(
                owner: .desk, key: ["EUR", "person", "", "", "", fee.amount.notation],
                sums: [
                    Sum(low: fee.isPossible ? 0 : 1, high: 1, unbounded: 0, approximate: 0, reported: 1)
                ], records: 1)
        }
        let owned = OwnedAnswer(
            view: view.name, version: view.version, logID: "", position: 1, knownBy: nil, columns: [], rows: rows,
            isComplete: true, parked: [])
        let query = Query(view: view.name, position: 1, selection: Selection(sumBy: sumBy))
        let answer = try Answer(
            query, of: view, owned, DatasetsInForce([], chosen: nil), KnownLinks(),
            asked: ViewVersion(name: view.name, version: 1))
        return try #require(answer.rows.first).sums
    }

    /// The ends of what a count can be, and whether it has no upper one.
    private func ends(_ count: Count) -> (low: Int64, high: Int64) {
        switch count.qualifier {
        case .atLeast, .moreThan: (count.low, .max)
        case .between, .nearly, .upTo: (count.low, count.high ?? count.low)
        default: (count.low, count.low)
        }
    }

    @Test func `lowest, highest and median span what every choice of possible fees gives`() throws {
        var random = SeededGenerator(for: "lowest, highest and median")
        for _ in 0..<400 {
            let fees = (0..<Int.random(in: 1...7, using: &random)).map { _ in
                let low = Int64.random(in: 0...6, using: &random)
                let amount = random.pick([
                    Count.exactly(low), Count(low: low, high: low + 3, qualifier: .between),
                    Count(low: low, qualifier: .atLeast), Count(low: 0, high: low, qualifier: .upTo),
                    Count(low: low, qualifier: .approximately), .notReported,
                ])
                return Fee(amount: amount, isPossible: random.chance(40))
            }
            let sums = try row(of: fees)
            let stated = fees.filter { $0.amount.isReported }
            let choices = choices(of: stated)
            guard !choices.isEmpty else {
                #expect(sums.dropFirst().allSatisfy { $0 == .zero }, "\(fees)")
                continue
            }
            let lows = choices.map { $0.map { ends($0.amount).low }.sorted() }
            let highs = choices.map { $0.map { ends($0.amount).high }.sorted() }
            let about = stated.contains { $0.amount.qualifier == .approximately }
            let expected = [
                (lows.map { $0[0] }.min()!, highs.map { $0[0] }.max()!),
                (lows.map { $0.last! }.min()!, highs.map { $0.last! }.max()!),
                (lows.map { $0[($0.count - 1) / 2] }.min()!, highs.map { $0[$0.count / 2] }.max()!),
            ]
            for (sum, (low, high)) in zip(sums.dropFirst(), expected) {
                let context: Comment = "\(fees.map { "\($0.amount.notation) \($0.isPossible)" }): \(sum) \(low) \(high)"
                #expect(sum.low == low && (sum.unbounded == 0 ? sum.high : .max) == high, context)
                #expect((sum.approximate != 0) == about, context)
                #expect(sum.reported == Int64(stated.count), context)
            }
            #expect(sums[0].high == Int64(fees.count) && sums[0].low == Int64(fees.count { !$0.isPossible }))
        }
    }

    /// Every set of fees that there may be, but the empty one.
    private func choices(of fees: [Fee]) -> [[Fee]] {
        let (certain, possible) = (fees.filter { !$0.isPossible }, fees.filter(\.isPossible))
        return (0..<(1 << possible.count)).map { mask in
            certain + possible.enumerated().filter { mask & 1 << $0.offset != 0 }.map(\.element)
        }.filter { !$0.isEmpty }
    }

    @Test func `an even number of amounts has the two in the middle as its median, and nothing is rounded`() throws {
        let fees = [900, 700, 701, 5_000].map { Fee(amount: .exactly($0), isPossible: false) }
        #expect(try row(of: fees).map(\.description) == ["4", "700", "5000", "701..900"])
        #expect(try row(of: fees, sumBy: ["currency", "per"]).map(\.description) == ["4", "700", "5000", "701..900"])
        #expect(try row(of: [Fee(amount: .notReported, isPossible: false)]).map(\.description) == ["1", "", "", ""])
    }
}
