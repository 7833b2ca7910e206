import Foundation
import LedgerTesting
import Testing

/// Machines whose clocks stand still, step back or ahead, and lie in other zones than the ledger's days are counted in:
/// the programs run under Debian's libfaketime.
@Suite(.enabled(if: FakeClock.isPresent, "libfaketime is not installed; Tools/test gets it"))
struct ClockAndZoneTests {
    /// Runs a command at an instant, as the clock tells it; it stands still.
    private func run(
        _ ledger: TestLedger, _ arguments: [String], at instant: String, zone: String = "UTC"
    ) async throws -> Program.Run {
        try await ledger.run(arguments, at: instant, zone: zone)
    }

    private func record(_ id: String, _ more: [String] = []) -> [String] {
        ["record", "deaths", "--id", id, "--date", "2019", "--dead", "1", "--source", "desk", "--actor", "desk"] + more
    }

    private func history(_ ledger: TestLedger, _ id: String) async throws -> [[String: String]] {
        CSVReader.rows(of: try await ledger.succeed(["history", "deaths", id, "--format", "csv"]))
    }

    @Test func `four statements on one record at one instant are kept and told in their order`() async throws {
        let ledger = try await TestLedger.make()
        let noon = "2020-06-01T12:00:00Z"
        for command in [
            record("a"), ["correct", "deaths", "a", "--dead", "5", "--reason", "a count", "--actor", "desk"],
            ["withdraw", "deaths", "a", "--reason", "a doublet", "--actor", "desk"],
            ["reinstate", "deaths", "a", "--reason", "no doublet", "--actor", "desk"],
        ] {
            let run = try await run(ledger, command, at: noon)
            #expect(run.status == 0 && run.errors.isEmpty, "\(command): \(run.errors)")
        }
        let told = try await history(ledger, "a")
        // A row for each field that an event changed.
        let types = (1...4).map { version in told.first { $0["version"] == "\(version)" }?["type"] }
        #expect(types == ["recorded", "corrected", "withdrawn", "reinstated"])
        #expect(
            Set(told.map { $0["recorded_at"] ?? "" }).count == 1 && Set(told.map { $0["known_at"] }) == ["2020-06-01"])
        for (position, dead) in [(1, "1"), (2, "5"), (3, nil), (4, "5")] {
            let rows = try await ledger.view("year", ["--as-of", "\(position)"])
            #expect(rows.first?["dead"] == dead, "as of \(position): \(rows)")
        }
        // The instant has all four, and the one before it none.
        #expect(try await ledger.view("year", ["--as-of", noon]).first?["dead"] == "5")
        let before = try await ledger.run(["view", "year", "--as-of", "2020-06-01T11:59:59Z"])
        #expect(before.status == 1 && before.errors.contains("2020-06-01T12:00:00"), "\(before.errors)")
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test
    func `a clock that steps back is said and dates nothing before what is there, and one that steps ahead is asked`()
        async throws
    {
        let ledger = try await TestLedger.make()
        func status(_ id: String, _ instant: String, _ more: [String] = []) async throws -> (Int32, Bool) {
            let run = try await run(ledger, record(id, more), at: instant)
            return (run.status, run.errors.contains("the ledger's last event was recorded at"))
        }
        #expect(try await status("a", "2020-06-01T12:00:00Z") == (0, false))
        #expect(try await status("back", "2020-05-01T12:00:00Z", ["--known-at", "2020-05-01"]) == (0, true))
        #expect(try await status("on", "2020-06-02T12:00:00Z") == (0, false))
        // Half a year is a pause; sixteen are not.
        #expect(try await status("later", "2020-12-31T23:59:59Z") == (0, false))
        let refused = try await run(ledger, record("ahead"), at: "2036-01-01T00:00:00Z")
        #expect(refused.status == 1 && refused.errors.contains("--accept-clock"), "\(refused.errors)")
        #expect(try await ledger.view("year", ["--as-of", "2020-06-01"]).first?["dead"] == "2")
        #expect(try await ledger.view("year", ["--as-of", "2020-06-02"]).first?["dead"] == "3")
        #expect(try await ledger.run(["verify"]).status == 0)
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `a leap day is a day like any other, and only where the calendar has it`() async throws {
        let ledger = try await TestLedger.make()
        let last = "2020-02-29T23:59:59Z"
        #expect(try await run(ledger, record("a"), at: last).status == 0)
        #expect(try await run(ledger, record("b", ["--known-at", "2020-02-29"]), at: last).status == 0)
        let none = try await run(ledger, record("c", ["--known-at", "2019-02-29"]), at: last)
        #expect(none.status == 2 && none.errors.contains("2019-02-29"), "\(none.errors)")
        #expect(try await history(ledger, "a").map { $0["known_at"] } == ["2020-02-29"])
        #expect(try await ledger.view("year", ["--known-by", "2020-02-29"]).first?["dead"] == "2")
        #expect(try await ledger.view("year", ["--known-by", "2020-02-28"]).isEmpty)
        #expect(try await ledger.view("year", ["--as-of", "2020-02-29"]).first?["dead"] == "2")
        let before = try await ledger.run(["view", "year", "--as-of", "2020-02-28"])
        #expect(before.status == 1 && before.errors.contains("2020-02-29"), "\(before.errors)")
    }

    @Test(arguments: ["Pacific/Pago_Pago", "Pacific/Kiritimati", "Asia/Manila", "UTC"])
    func `today is the day in universal time wherever the machine stands, and what is today anywhere is accepted`(
        _ zone: String
    ) async throws {
        let ledger = try await TestLedger.make()
        // 23:00 on Friday in Pago Pago, 10:00 on Saturday in universal time, 18:00 in Manila, 00:00 on Sunday in Kiritimati.
        let (minute, noon) = ("2020-02-01T09:59:00Z", "2020-02-01T10:00:00Z")
        #expect(try await run(ledger, record("a"), at: minute, zone: zone).status == 0)
        #expect(try await history(ledger, "a").map { $0["known_at"] } == ["2020-02-01"])
        let early = try await run(ledger, record("b", ["--known-at", "2020-02-02"]), at: minute, zone: zone)
        #expect(early.status == 1 && early.errors.contains("universal time (UTC)"), "\(early.errors)")
        for (id, day) in [("c", "2020-01-31"), ("d", "2020-02-01"), ("e", "2020-02-02")] {
            let run = try await run(ledger, record(id, ["--known-at", day]), at: noon, zone: zone)
            #expect(run.status == 0, "\(day): \(run.errors)")
        }
        let answer = try await run(ledger, ["view", "year", "--format", "csv"], at: noon, zone: zone)
        #expect(CSVReader.rows(of: answer.output).first?["dead"] == "4", "\(answer)")
        #expect(try await ledger.view("year", ["--known-by", "2020-02-01"]).first?["dead"] == "3")
        // Seven in the morning in Manila is still the day before in universal time.
        #expect(try await run(ledger, record("f"), at: "2020-02-03T23:00:00Z", zone: zone).status == 0)
        #expect(try await history(ledger, "f").map { $0["known_at"] } == ["2020-02-03"])
    }
}
