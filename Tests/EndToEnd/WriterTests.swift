import Foundation
import LedgerTesting
import Testing

/// Several processes at one ledger, and processes that end in the middle of their work.
struct WriterTests {
    @Test func `of two processes that correct the same version one wins and the other is told`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "toll", "--date", "2020", "--dead", "1"])
        let rounds = 3
        for round in 1...rounds {
            let expected = "\(round)"
            let correction = { (dead: Int) in
                [
                    "correct", "deaths", "toll", "--dead", "\(dead)", "--reason", "count \(dead)", "--expect", expected,
                    "--ledger", ledger.path,
                ]
            }
            let first = try Program.ledger.start(correction(round * 10))
            let second = try Program.ledger.start(correction(round * 10 + 1))
            let runs = [await first.finished(), await second.finished()]
            #expect(runs.map(\.status).sorted() == [0, 4], "\(runs.map(\.errors))")
            let loser = try #require(runs.first { $0.status == 4 })
            #expect(loser.errors.contains("toll") && loser.errors.hasPrefix("Error: ") && loser.output.isEmpty)
        }
        #expect(try await ledger.head().position == UInt64(1 + rounds))
        let dead = try await ledger.view("year").first?["dead"]
        #expect(["30", "31"].contains(dead))
    }

    @Test func `many processes record at once and every one is kept`() async throws {
        let ledger = try await TestLedger.make()
        let writers = try (1...8).map { number in
            try Program.ledger.start([
                "record", "deaths", "--id", "toll-\(number)", "--date", "2020-01", "--dead", "\(number)", "--ledger",
                ledger.path,
            ])
        }
        for writer in writers {
            let run = await writer.finished()
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try await ledger.head().position == 8)
        #expect(try await ledger.view("year").map { $0["dead"] } == ["36"])
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `the same key is done once, and other content under it is a conflict`() async throws {
        let ledger = try await TestLedger.make()
        let command = ["record", "deaths", "--date", "2020", "--dead", "4", "--key", "form-17"]
        try await ledger.succeed(command)
        let again = try await ledger.succeed(command)
        #expect(again.contains("nothing was appended"))
        let other = try await ledger.run(["record", "deaths", "--date", "2020", "--dead", "5", "--key", "form-17"])
        #expect(other.status == 4 && other.errors.contains("form-17"), "\(other.errors)")
        #expect(try await ledger.head().position == 1)
    }

    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `an import that is killed leaves all or nothing, and ends as if run once when run again`() async throws {
        let reference = try await TestLedger.make()
        let started = ContinuousClock.now
        try await reference.take(.january8)
        let duration = ContinuousClock.now - started
        let once = try await reference.everyView()
        let whole = try await reference.head().position

        var generator = SystemRandomNumberGenerator()
        for _ in 1...3 {
            let ledger = try await TestLedger.make()
            let share = Double.random(in: 0.2...0.98, using: &generator)
            let running = try Program.ledger.start([
                "import", "missing-migrants", RealExport.january8.file, "--as-at", RealExport.january8.asAt,
                "--ledger", ledger.path,
            ])
            try await Task.sleep(for: duration * share)
            running.kill()
            _ = await running.finished()
            let position = try await ledger.head().position
            #expect([0, whole].contains(position), "killed after \(share) of the time")
            try await ledger.take(.january8)
            #expect(try await ledger.head().position == whole)
            #expect(try await ledger.everyView() == once, "killed after \(share) of the time")
        }
    }

    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `a backup taken while another process imports is a whole ledger`() async throws {
        let ledger = try await TestLedger.make(holding: [RealExport.all[0]])
        let before = try await ledger.head()
        let importing = try Program.ledger.start([
            "import", "missing-migrants", RealExport.january8.file, "--as-at", RealExport.january8.asAt,
            "--ledger", ledger.path,
        ])
        var backups: [String] = []
        repeat {
            let place = ledger.scratch.path("backup-\(backups.count).ledger")
            try await ledger.succeed(["backup", place])
            backups.append(place)
            try await Task.sleep(for: .milliseconds(300))
        } while importing.isRunning && backups.count < 20
        let run = await importing.finished()
        #expect(run.status == 0, "\(run.errors)")
        let after = try await ledger.head()

        for place in [backups.first, backups.last].compactMap({ $0 }) {
            let restored = TestLedger(
                scratch: ledger.scratch, path: ledger.scratch.path("r\(UUID().uuidString).ledger"))
            try await restored.succeed(["restore", place])
            let head = try await restored.head()
            #expect(head == before || head == after)
            #expect(
                try await restored.view("year") == (try await ledger.view("year", ["--as-of", "\(head.position)"])))
            #expect(try await Program.replay.run([restored.path]).status == 0)
        }
        let occupied = try await ledger.run(["backup", backups[0]])
        #expect(occupied.status == 1 && occupied.errors.contains("not empty"), "\(occupied.errors)")
    }
}
