import LedgerTesting
import Testing

/// A total that a source states beside dead and missing, when these are corrected.
struct StatedTotalTests {
    private static let reason = ["--reason", "A second report"]

    private static func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "deaths", "--id", "boat", "--date", "2020", "--dead", "3", "--total", "5",
        ])
        return ledger
    }

    private static func total(in ledger: TestLedger) async throws -> [String?] {
        try await ledger.view("year").map { $0["dead_and_missing"] }
    }

    @Test func `a correction of a part drops the total that was stated before it, and says so`() async throws {
        let ledger = try await Self.ledger()
        #expect(try await Self.total(in: ledger) == ["5"])
        let text = try await ledger.succeed(
            ["correct", "deaths", "boat", "--dead", "10", "--missing", "4"] + Self.reason)
        #expect(text.contains("statedTotal  5 → \n") || text.contains("statedTotal  5 →\n"), "\(text)")
        #expect(try await Self.total(in: ledger) == ["14"])
    }

    @Test func `a total that is stated with the part stays, and so does one when no part changes`() async throws {
        let ledger = try await Self.ledger()
        try await ledger.succeed(["correct", "deaths", "boat", "--dead", "10", "--total", "12"] + Self.reason)
        #expect(try await Self.total(in: ledger) == ["12"])
        try await ledger.succeed(["correct", "deaths", "boat", "--dead", "10", "--survivors", "2"] + Self.reason)
        #expect(try await Self.total(in: ledger) == ["12"])
        try await ledger.succeed(["correct", "deaths", "boat", "--total", "-"] + Self.reason)
        #expect(try await Self.total(in: ledger) == ["10"])
    }

    @Test func `codes of countries go with the text of the origin that named them, and it is said`() async throws {
        let ledger = try await TestLedger.make()
        let record = ["record", "deaths", "--id", "boat", "--date", "2020", "--dead", "3", "--origin", "Syria"]
        try await ledger.succeed(record + ["--from", "SY"])
        let text = try await ledger.succeed(["correct", "deaths", "boat", "--origin", "Iraq"] + Self.reason)
        #expect(text.contains("countryOfOrigin    Syria → Iraq") && text.contains("countriesOfOrigin  SY →"), "\(text)")
        try await ledger.succeed(["correct", "deaths", "boat", "--origin", "Iran", "--from", "IR"] + Self.reason)
        #expect(try await ledger.succeed(["show", "deaths", "boat"]).contains("countriesOfOrigin  IR"))
    }

    @Test func `a whole state as JSON has the total that it gives`() async throws {
        let ledger = try await Self.ledger()
        try await ledger.succeed(
            ["correct", "deaths", "boat", "--json", "-"] + Self.reason,
            input: #"{"occurred": "2020", "dead": 10, "missing": 4, "statedTotal": 5}"#)
        #expect(try await Self.total(in: ledger) == ["5"])
    }
}
