import Foundation
import LedgerTesting
import Testing

/// A publisher that repeats itself, one that is silent, and the desk between them: what each day's answer is.
struct SpeakerTests {
    private func take(
        _ ledger: TestLedger, _ dead: [Int: Int], _ asAt: String, _ options: [String] = []
    ) async throws {
        let header =
            "Web ID,Region of Incident,Reported Date,Reported Year,Number Dead,"
            + "Minimum Estimated Number of Missing,Location Description,Information Source\n"
        let rows = dead.sorted { $0.key < $1.key }.map { id, dead in
            "\(id),Mediterranean,\"January 05, 2019\",2019,\(dead),,Off Izmir,IOM\n"
        }
        try ledger.scratch.file("rows.csv", holding: header + rows.joined())
        try await ledger.succeed(
            ["import", "missing-migrants", ledger.scratch.path("rows.csv"), "--as-at", asAt] + options)
    }

    private func dead(_ ledger: TestLedger, _ moment: [String] = []) async throws -> String? {
        try await ledger.view("year", moment).first?["dead"]
    }

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `a selection that repeats a record stands against a complete file without it, in every order`(
        order: [Int]
    ) async throws {
        let ledger = try await TestLedger.make()
        let withdraws = order.filter { $0 < 2 } == [0, 1]
        for index in order {
            switch index {
            case 0: try await take(ledger, [1: 1, 2: 20], "2020-01-01")
            case 1:
                try await take(ledger, [2: 20], "2020-01-15", withdraws ? ["--confirm-withdrawals", "2"] : [])
            default: try await take(ledger, [1: 1], "2020-02-01", ["--partial"])
            }
        }
        #expect(try await dead(ledger, ["--known-by", "2020-01-14"]) == "21", "\(order)")
        #expect(try await dead(ledger, ["--known-by", "2020-01-15"]) == "20", "\(order)")
        #expect(try await dead(ledger, ["--known-by", "2020-02-01"]) == "21", "\(order)")
    }

    @Test(arguments: [true, false])
    func `a publisher that repeats itself undoes no correction, whether it was entered before or after`(
        isEnteredLast: Bool
    ) async throws {
        let ledger = try await TestLedger.make()
        let correct = [
            "correct", "deaths", "mmp-1", "--dead", "99", "--known-at", "2020-01-12", "--reason", "court file",
        ]
        try await take(ledger, [1: 10], "2020-01-01")
        if !isEnteredLast { try await ledger.succeed(correct) }
        try await take(ledger, [1: 10], "2020-02-01")
        if isEnteredLast { try await ledger.succeed(correct) }
        for (day, toll) in [("2020-01-11", "10"), ("2020-01-12", "99"), ("2020-02-01", "99")] {
            #expect(try await dead(ledger, ["--known-by", day]) == toll, "\(day)")
        }
        #expect(try await dead(ledger, ["--as-published"]) == "10")

        // An export between the two that says something else: the later one is kept saying what it said itself.
        try await take(ledger, [1: 11], "2020-01-16")
        #expect(try await dead(ledger, ["--known-by", "2020-01-31", "--as-published"]) == "11")
        #expect(try await dead(ledger, ["--known-by", "2020-02-01", "--as-published"]) == "10")
        let log = CSVReader.rows(of: try await ledger.succeed(["history", "deaths", "mmp-1", "--format", "csv"]))
        let restated = log.filter { $0["reason"]?.contains("as import mmp-2020-02-01") == true }
        #expect(restated.map { $0["known_at"] } == ["2020-02-01"], "\(log)")
        // Who says what: the publisher, or the desk.
        let speakers = Dictionary(log.map { ($0["version"] ?? "", $0["dataset"] ?? "?") }) { first, _ in first }
        let web = "missing-migrants-web-id"
        #expect(speakers == ["1": web, "2": "", "3": web, "4": web])
        #expect(try await ledger.succeed(["history", "deaths", "mmp-1"]).contains("  dataset      \(web)\n"))
        #expect(try await dead(ledger) == "99")
    }

    @Test func `a duplicate that the desk withdrew does not come back because the publisher lists it again`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await take(ledger, [1: 10, 2: 10, 3: 5], "2020-01-01")
        try await ledger.succeed(
            ["withdraw", "deaths", "mmp-2", "--known-at", "2020-01-12", "--reason", "the same people as mmp-1"])
        try await take(ledger, [1: 10, 2: 10, 3: 6], "2020-02-01")
        #expect(try await dead(ledger) == "16")
        #expect(try await dead(ledger, ["--as-published"]) == "26")
        #expect(try await ledger.succeed(["disputes", "--format", "csv"]).split(separator: "\n").count == 1)
    }

    @Test func `what came and went between two moments is told, beside what it came to`() async throws {
        let ledger = try await TestLedger.make()
        try await take(ledger, [1: 10], "2020-01-01")
        let known = { (day: String) in ["--known-at", day, "--reason", "court file"] }
        try await ledger.succeed([
            "record", "deaths", "--id", "passing", "--dead", "4", "--date", "2019", "--known-at", "2020-02-01",
        ])
        try await ledger.succeed(["withdraw", "deaths", "passing"] + known("2020-02-02"))
        try await ledger.succeed(["withdraw", "deaths", "mmp-1"] + known("2020-02-03"))
        try await ledger.succeed(["reinstate", "deaths", "mmp-1"] + known("2020-02-04"))
        let json = try await ledger.succeed([
            "changes", "--from", "2020-01-31", "--to", "2020-02-05", "--format", "json",
        ])
        let changes = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect((changes["effects"] as? [Any])?.isEmpty == true && (changes["records"] as? [Any])?.isEmpty == true)
        let passing = try #require(changes["cameToNothing"] as? [[String: Any]])
        #expect(passing.map { $0["id"] as? String } == ["passing", "mmp-1"])
        let types = passing.map { ($0["events"] as? [[String: Any]])?.map { $0["type"] as? String } }
        #expect(types == [["recorded", "withdrawn"], ["withdrawn", "reinstated"]])
        let text = try await ledger.succeed(["changes", "--from", "2020-01-31", "--to", "2020-02-05"])
        #expect(text.contains("deaths/passing") && text.contains("deaths/mmp-1"), "\(text)")
    }
}
