import Foundation
import LedgerTesting
import Testing

/// Values that begin with a minus sign, each as a word of its own.
struct SignedValueTests {
    @Test(arguments: [["--dead=-3"], ["--dead", "-3"]])
    func `a negative count is flagged as that and as nothing else`(_ dead: [String]) async throws {
        let ledger = try await TestLedger.make()
        let record = ["record", "deaths", "--id", "one", "--date", "2020", "--source", "IOM", "--reason", "balance"]
        let text = try await ledger.succeed(record + dead)
        let flags = text.split(separator: "\n").filter { $0.hasPrefix("flag: ") }
        #expect(flags.count == 1 && flags[0].hasPrefix("flag: negative-count (dead)"), "\(text)")
        #expect(try await ledger.view("year").map { $0["dead"] } == ["-3"])
    }

    @Test func `every count and every point may begin with a minus sign`() async throws {
        let ledger = try await TestLedger.make()
        let counts = ["--dead", "--missing", "--survivors", "--females", "--males", "--children", "--total"]
        try await ledger.succeed(
            ["record", "deaths", "--id", "one", "--date", "2020", "--reason", "balance", "--point", "-35.5, -60.5"]
                + counts.flatMap { [$0, "-3"] })
        let shown = try await ledger.succeed(["show", "deaths", "one"])
        #expect(shown.contains("-35.5") && shown.contains("-60.5"), "\(shown)")
        #expect(shown.split(separator: "\n").count { $0.hasSuffix(" -3") } == counts.count, "\(shown)")
        try await ledger.succeed(
            ["record", "arrests", "--id", "two", "--date", "2020", "--count", "-1", "--reason", "- a balance"])
        try await ledger.succeed([
            "record", "operation", "--id", "three", "--name", "-", "--date", "2020", "--countries", "-2", "--result",
            "UN/arrests=-4", "--reason", "balance",
        ])
        let known = try await ledger.succeed(["show", "operation", "three", "--format", "csv"])
        #expect(known.contains("countriesStated,-2") || known.contains("countriesStated,'-2"), "\(known)")
    }

    @Test func `a flag behind an option is no value of it, and a value that is missing is said`() async throws {
        let ledger = try await TestLedger.make()
        let record = ["record", "deaths", "--date", "2020"]
        let missing = try await ledger.run(record + ["--dead", "--missing", "4"])
        #expect(missing.status == 2 && missing.errors.contains("--dead"), "\(missing.errors)")
        let flag = try await ledger.run(["record", "deaths", "--template", "-3"])
        #expect(flag.status == 2, "\(flag.output)")
    }
}
