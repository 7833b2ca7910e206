import Folding
import Incidents
import LedgerTesting
import Testing

/// Sums, and the rows in which they are stored.
@Suite struct SumTests {
    private func count(_ qualifier: Qualifier, _ low: Int64, _ high: Int64? = nil) -> Sum {
        Sum(CountFacts(low: low, high: high, qualifier: qualifier))
    }

    @Test func `a sum of which nothing was reported says nothing, and a reported 0 says 0`() {
        var sum = count(.notReported, 0)
        #expect(!sum.isReported && sum.description == "" && sum == .zero)
        sum += count(.exact, 0)
        #expect(sum.isReported && sum.description == "0" && sum.reported == 1)
        sum += count(.notReported, 0)
        #expect(sum.reported == 1)
        sum -= count(.exact, 0)
        #expect(!sum.isReported && sum.description == "")
    }

    @Test func `how many parts are unbounded, approximate and reported is kept apart, also below zero`() {
        var sum = Sum.zero
        for _ in 0..<3 { sum -= count(.atLeast, 5) }
        sum += count(.approximately, 7)
        sum += count(.approximately, 7)
        #expect(sum.unbounded == -3 && sum.approximate == 2 && sum.reported == -1 && sum.low == -1)
        for _ in 0..<2 { sum -= count(.approximately, 7) }
        for _ in 0..<3 { sum += count(.moreThan, 5) }
        #expect(sum == .zero)
        let large = Sum(low: 1, high: 2, unbounded: 2_000_000_000, approximate: -2_000_000_000, reported: 4)
        #expect(large.unbounded == 2_000_000_000 && large.approximate == -2_000_000_000)
        #expect(MemoryLayout<Sum>.size == 32)
    }

    @Test func `the notation of a sum says what is known of its parts`() {
        #expect(count(.between, 3, 5).description == "3..5")
        #expect(count(.approximately, 3).description == "~3")
        #expect(count(.atLeast, 3).description == "3..")
        var difference = Sum(exactly: 99)
        difference -= Sum(exactly: 10)
        #expect(difference.reported == 0 && difference.description == "89")
    }

    @Test func `a stored row is read as it was written`() throws {
        var random = SeededGenerator(for: "a stored row is read as it was written")
        for _ in 0..<500 {
            let width = Int.random(in: 1...64, using: &random)
            var rows = SumRows(width: width)
            _ = rows.append()
            rows.add(records: Int64.random(in: -3...5, using: &random), to: 0)
            for measure in 0..<width where random.chance(60) {
                let low: Int64 = random.pick([0, 1, -1, 4_000_000_000, -9_000_000_000_000_000])
                rows.add(
                    Sum(
                        low: low, high: low + (random.chance(70) ? 0 : Int64.random(in: -3...9, using: &random)),
                        unbounded: random.pick([0, 0, 1, -2]), approximate: random.pick([0, 0, -1, 3]),
                        reported: random.pick([0, 1, 1, -1, 70_000])),
                    measure: measure, to: 0)
            }
            var bytes: [UInt8] = []
            RowCoding.append(rows, row: 0, to: &bytes)
            var read = SumRows(width: width)
            _ = read.append()
            var reader = ByteReader(bytes.span.bytes)
            #expect(RowCoding.add(&reader, to: &read, row: 0))
            #expect(read.records(of: 0) == rows.records(of: 0) && read.sums(of: 0) == rows.sums(of: 0))
            var cut = ByteReader(bytes.span.bytes.extracting(first: bytes.count - 1))
            #expect(!RowCoding.add(&cut, to: &read, row: 0))
        }
    }
}
