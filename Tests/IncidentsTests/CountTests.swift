import Incidents
import LedgerTesting
import Testing

@Suite struct CountTests {
    @Test(arguments: [
        ("12", Count.exactly(12), "12"), ("-3", .exactly(-3), "-3"), ("0", .exactly(0), "0"),
        ("1,022", .exactly(1022), "1,022"),
        ("12..15", Count(low: 12, high: 15, qualifier: .between), "12 to 15"),
        ("12..", Count(low: 12, qualifier: .atLeast), "at least 12"),
        ("..15", Count(low: 0, high: 15, qualifier: .upTo), "up to 15"),
        (">700", Count(low: 700, qualifier: .moreThan), "more than 700"),
        ("<1000000", Count(low: 0, high: 1_000_000, qualifier: .nearly), "nearly 1,000,000"),
        ("~775", Count(low: 775, qualifier: .approximately), "about 775"),
        ("", .notReported, "not reported"), ("-", .notReported, "not reported"), ("  ", .notReported, "not reported"),
        ("31..49", Count(low: 31, high: 49, qualifier: .between), "31 to 49"),
    ])
    func `the notation is read and printed as a person would write it`(
        notation: String, count: Count, text: String
    ) throws {
        #expect(try Count(notation) == count)
        #expect(count.text == text)
        #expect(try Count(count.text) == count)
    }

    @Test func `every count reads back from its notation and from its text`() throws {
        var values = RandomValues(generator: .init(for: "count text"))
        for _ in 0..<5000 {
            let count = values.count()
            #expect(try Count(count.notation, unit: count.unit) == count)
            #expect(try Count(count.text, unit: count.unit) == count)
        }
    }

    @Test func `the unit follows the number`() {
        #expect(Count(low: 700, qualifier: .moreThan, unit: "persons").description == "more than 700 persons")
        #expect(Count.notReported.description == "not reported")
    }

    @Test(arguments: [
        "abc", "1.5", "12...15", "..", ">", "~", "12-15", "1,0", "1,0000", ",100", "99999999999999999999", "1e3", "٣",
        "+4", "--4", "1 000", "#NAME?", "more than", "12..x", "x..12",
    ])
    func `what is not a count is refused with every form that is`(text: String) {
        let error = #expect(throws: ValidationError.self) { try Count(text) }
        #expect(error?.code == .notACount)
        #expect(error?.given == text)
        #expect(error?.allowed.contains("12..15") == true)
    }

    @Test func `a reversed range is refused with the order that was meant`() {
        let error = #expect(throws: ValidationError.self) { try Count("15..12") }
        #expect(error?.code == .inconsistentCount)
        #expect(error?.allowed == "12..15")
    }

    @Test func `bounds say what the words allow`() throws {
        let cases: [(String, Int64?, Int64?)] = [
            ("12", 12, 12), ("12..15", 12, 15), ("12..", 12, nil), (">700", 701, nil), ("..15", nil, 15),
            ("<1000000", nil, 1_000_000), ("~775", nil, nil), ("-", nil, nil),
        ]
        for (notation, low, high) in cases {
            let count = try Count(notation)
            #expect(count.lowerBound == low, "\(notation)")
            #expect(count.upperBound == high, "\(notation)")
        }
        #expect(Count.exactly(4).exactValue == 4)
        #expect(try Count("~4").exactValue == nil)
    }
}
