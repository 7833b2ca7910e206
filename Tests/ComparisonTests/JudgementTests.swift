import Folding
import Incidents
import Testing

@testable import Comparison

/// Whether a value agrees with a published figure, at the edges of each qualifier and of 64 bits.
struct JudgementTests {
    private static func published(_ text: String) throws -> Count { try Count(text) }

    static let edges: [(figure: String, agrees: [Int64], disagrees: [Int64])] = [
        ("700", [700], [699, 701]), ("700..", [700, 5000], [699]), (">700", [701, 5000], [700, 0]),
        ("<1000", [900, 1000], [899, 1001]), ("..1000", [0, 1000, -3], [1001]), ("12..15", [12, 15], [11, 16]),
        ("~100", [95, 105], [94, 106]), ("<9223372036854775807", [.max], [0, 8_000_000_000_000_000_000]),
        ("~9223372036854775807", [.max], [0, .min]), ("~-9223372036854775808", [.min], [0, .max]), ("-", [], [0]),
    ]

    @Test(arguments: edges.indices)
    func `a figure is judged by its qualifier, up to the edge and not beyond`(row: Int) throws {
        let (text, agreeing, disagreeing) = Self.edges[row]
        let figure = try Self.published(text)
        for value in agreeing { #expect(figure.agrees(with: Sum(exactly: value)), "\(text) \(value)") }
        for value in disagreeing { #expect(!figure.agrees(with: Sum(exactly: value)), "\(text) \(value)") }
    }

    @Test func `a value without an upper bound agrees with what has none only`() throws {
        let value = Sum(low: 800, high: 800, unbounded: 1, approximate: 0, reported: 1)
        for text in [">700", "700.."] { #expect(try Self.published(text).agrees(with: value)) }
        for text in ["800", "<850", "..850", "700..900", "~800"] {
            #expect(try !Self.published(text).agrees(with: value), "\(text)")
        }
    }

    @Test func `sums that 64 bits cannot hold are refused and leave the sum as it was`() throws {
        var sum = Sum(exactly: .max)
        #expect(throws: SumError.self) { try sum.add(Sum(exactly: 1)) }
        #expect(sum == Sum(exactly: .max))
        sum = Sum(exactly: .min)
        #expect(throws: SumError.self) { try sum.subtract(Sum(exactly: 1)) }
        #expect(sum == Sum(exactly: .min))
        #expect(throws: SumError.self) { try Sum(Count.exactly(Count.largest + 1)) }
        let largest = try [Count](repeating: .exactly(Count.largest), count: 9_000).sum()
        #expect(largest.exactValue == 9_000 * Count.largest)
        #expect(throws: SumError.self) { try [Count](repeating: .exactly(Count.largest), count: 10_000).sum() }
    }

    @Test func `a difference is exact, however far apart`() throws {
        let value = FigureValue(start: 0, value: Sum(exactly: .min), holds: false)
        #expect(value.difference(to: .exactly(.max)) == Int128(Int64.min) - Int128(Int64.max))
    }
}
