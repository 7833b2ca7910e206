import Crypto
import EventLog
import Foundation
import LedgerTesting
import Testing

/// One ledger under programs that are killed one after another at any moment of their work, and a record, kept outside the
/// ledger, of all that they had promised by then.
struct KillSweep {
    /// What is being done when the kill comes.
    enum Work: CaseIterable {
        case record, batches, importing, checkpoint, backup, catchUp, rebuild, upgrade
    }

    let ledger: TestLedger
    private var random: SeededGenerator
    /// The leaf hash of every event that was acknowledged, by position.
    private(set) var promised: [UInt64: String] = [:]
    /// Files with the checkpoints that were printed.
    private var checkpoints: [String] = []
    /// How long each program takes when nobody kills it; of those that go on, how long they are let.
    private var durations: [Work: Duration] = [.batches: .milliseconds(120), .upgrade: .milliseconds(250)]
    /// How many events an import of the file appends.
    private var importSize: UInt64 = 0
    /// How many things were begun: what is new has a number that nothing had before.
    private var number = 0

    /// Makes the ledger, and does everything once to its end.
    init(_ random: SeededGenerator) async throws {
        self.random = random
        ledger = try await TestLedger.make()
        // The first import records what the next ones correct.
        _ = try await finish(importArguments())
        try await appendBatches(until: { $0 > 3 })
        for work in Work.allCases {
            guard let arguments = try await arguments(of: work) else { continue }
            let before = try await ledger.head().position
            let start = ContinuousClock.now
            let run = try await finish(arguments)
            durations[work] = ContinuousClock.now - start
            if work == .importing { importSize = try await ledger.head().position - before }
            note(run, work)
        }
    }

    /// Begins something, and kills it.
    ///
    /// - Returns: whether the kill came before its end.
    mutating func kill(_ work: Work) async throws -> Bool {
        number += 1
        let arguments = try await arguments(of: work)
        let before = try await ledger.head().position
        // None of these appends anything.
        let isSilent = [.checkpoint, .backup, .catchUp, .rebuild, .upgrade].contains(work)
        let said = isSilent && work != .catchUp ? try await view() : ""
        let running =
            try arguments.map { try Program.ledger.start($0 + ["--ledger", ledger.path]) }
            ?? Program.viewChild.start(childArguments(of: work))
        // What the program needs to begin with is met less often than what it is for.
        let share = Double.random(in: 0.2...1.05, using: &random)
        try await Task.sleep(for: (durations[work] ?? .zero) * share)
        let wasRunning = running.isRunning
        running.kill()
        let run = await running.finished()
        let isKilled = wasRunning && run.status == -1
        note(run, work)
        let context = "\(work), number \(number), killed after \(share) of its time"
        let after = try await ledger.head().position
        try await check(work, before, after, run, context)
        if isSilent { #expect(after == before, "\(context)") }
        if !said.isEmpty { #expect(try await view() == said, "\(context)") }
        try await checkPromises(context)
        return isKilled
    }

    /// A replay of the log, which takes nothing from the stored views, agrees with every one of them.
    func checkViews() async throws {
        _ = try await ledger.everyView()
        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
    }

    // MARK: What is begun

    /// The arguments of `incident-ledger`; nil where another program does it.
    private mutating func arguments(of work: Work) async throws -> [String]? {
        switch work {
        case .record:
            return [
                "record", "deaths", "--id", "r\(number)", "--date", "2019", "--dead", "1", "--source", "desk",
                "--actor", "desk", "--key", "key-\(number)", "--format", "json",
            ]
        case .importing: return try importArguments()
        case .checkpoint: return ["checkpoint"]
        case .backup: return ["backup", ledger.scratch.path("copy-\(number).ledger")]
        case .catchUp:
            // There is something to catch up with.
            try await appendBatches(until: { $0 > 0 })
            return ["view", "region-year"]
        case .rebuild: return ["views", "rebuild", "year"]
        case .batches, .upgrade: return nil
        }
    }

    private func childArguments(of work: Work) -> [String] {
        work == .batches ? ["batches", ledger.path, "\(number)"] : ["keep", ledger.path, "\(number)", ""]
    }

    /// A file that says something else of each of its records than the one before, and is of a later day.
    private mutating func importArguments() throws -> [String] {
        number += 1
        let header =
            "Web ID,Region of Incident,Reported Date,Reported Year,Reported Month,Number Dead,"
            + "Minimum Estimated Number of Missing,Total Dead and Missing,Number of Survivors,Number of Females,"
            + "Number of Males,Number of Children,Cause of Death,Location Description,Information Source,"
            + "Location Coordinates,Migration Route,URL,UNSD Geographical Grouping,Source Quality\n"
        let rows = (1...40).map { row in
            "\(90_000 + row),Mediterranean,\"January 05, 2020\",2020,Jan,\(number),,\(number),,,,,Drowning,Off a coast,"
                + "IOM,\"38.61, 26.65\",,,Uncategorized,4\n"
        }
        let file = try ledger.scratch.file("\(number).csv", holding: header + rows.joined())
        let day = Date(timeIntervalSince1970: 1_580_515_200 + Double(number) * 86_400).ISO8601Format().prefix(10)
        return ["import", "missing-migrants", file, "--as-at", String(day), "--format", "json"]
    }

    private func finish(_ arguments: [String]) async throws -> Program.Run {
        let run = try await ledger.run(arguments)
        try #require(run.status == 0, "\(arguments): \(run.errors)")
        return run
    }

    /// Lets another program append until it has been promised enough.
    private mutating func appendBatches(until isEnough: (Int) -> Bool) async throws {
        number += 1
        let running = try Program.viewChild.start(childArguments(of: .batches))
        while running.isRunning, !isEnough(running.output.split(separator: "\n").count / 2) {
            try await Task.sleep(for: .milliseconds(2))
        }
        running.kill()
        note(await running.finished(), .batches)
    }

    private func view() async throws -> String { try await ledger.succeed(["view", "year", "--format", "csv"]) }

    // MARK: What was promised

    private struct Acknowledged: Decodable {
        var position: UInt64
        var leafHash: String
    }

    /// What a line of the program that appends batches says: `promised FIRST LEAF-HASH …`.
    private static func batch(_ line: Substring) -> (first: UInt64, leaves: [String])? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 2, words[0] == "promised", let first = UInt64(words[1]) else { return nil }
        return (first, Array(words.dropFirst(2)))
    }

    /// Writes down what a program had promised when it ended.
    private mutating func note(_ run: Program.Run, _ work: Work) {
        switch work {
        case .record:
            guard let made = try? JSONDecoder().decode(Acknowledged.self, from: Data(run.output.utf8)) else { return }
            promised[made.position] = made.leafHash
        case .batches:
            for (first, leaves) in run.output.split(separator: "\n").compactMap(Self.batch) {
                for (offset, leaf) in leaves.enumerated() { promised[first + UInt64(offset)] = leaf }
            }
        case .checkpoint where run.output.hasSuffix("\n") && run.output.contains("\n\n— "):
            let file = "\(number)-\(checkpoints.count).checkpoint"
            if let path = try? ledger.scratch.file(file, holding: run.output) { checkpoints.append(path) }
        default: break
        }
    }

    // MARK: What is checked

    private func check(
        _ work: Work, _ before: UInt64, _ after: UInt64, _ run: Program.Run, _ context: String
    ) async throws {
        switch work {
        case .record: try await checkRecord(before, after, context)
        case .batches: checkBatches(before, after, run, context)
        case .importing: try await checkImport(before, after, context)
        case .backup: try await checkBackup(context)
        case .upgrade:
            let build = try await ledger.tally("answer", "\(number)")
            #expect(build == (try await ledger.tally("fresh", "\(number)")), "\(context)")
        case .checkpoint, .catchUp, .rebuild: break
        }
    }

    /// The same command again: the event is there once.
    private func checkRecord(_ before: UInt64, _ after: UInt64, _ context: String) async throws {
        var again = self
        let arguments = try #require(try await again.arguments(of: .record))
        let run = try await finish(arguments)
        let made = try JSONDecoder().decode(Acknowledged.self, from: Data(run.output.utf8))
        #expect(made.position == before + 1 && [before, before + 1].contains(after), "\(context)")
        #expect(try await ledger.head().position == before + 1, "\(context)")
        if let leaf = promised[before + 1] { #expect(leaf == made.leafHash, "\(context)") }
    }

    /// Batches that were promised, and the last that was begun, whole or not at all.
    private func checkBatches(_ before: UInt64, _ after: UInt64, _ run: Program.Run, _ context: String) {
        let lines = run.output.split(separator: "\n")
        let promised = lines.compactMap(Self.batch).reduce(before) { $0 + UInt64($1.leaves.count) }
        let begun = lines.last.flatMap { $0.hasPrefix("begins ") ? UInt64($0.dropFirst(7)) : nil } ?? 0
        #expect([promised, promised + begun].contains(after), "\(context): \(before), \(promised), \(begun), \(after)")
    }

    private struct Imported: Decodable {
        var alreadyImported: Bool
    }

    /// All of it or nothing, and all of it, once, when it is repeated.
    private func checkImport(_ before: UInt64, _ after: UInt64, _ context: String) async throws {
        let day = Date(timeIntervalSince1970: 1_580_515_200 + Double(number) * 86_400).ISO8601Format().prefix(10)
        let run = try await finish([
            "import", "missing-migrants", ledger.scratch.path("\(number).csv"), "--as-at", String(day), "--format",
            "json",
        ])
        let imported = try JSONDecoder().decode(Imported.self, from: Data(run.output.utf8))
        #expect(after == (imported.alreadyImported ? before + importSize : before), "\(context)")
        #expect(try await ledger.head().position == before + importSize, "\(context)")
    }

    /// What is taken for a ledger is a whole one; what is not says what it is.
    private func checkBackup(_ context: String) async throws {
        let place = ledger.scratch.path("copy-\(number).ledger")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let again = try await ledger.run(["backup", place])
        if names.isEmpty {
            #expect(again.status == 0, "\(context): \(again.errors)")
        } else if names.contains(where: { $0.hasPrefix(".unfinished") }) {
            #expect(again.status == 1 && again.errors.contains("interrupted attempt"), "\(context): \(again.errors)")
        } else {
            #expect(again.status == 1 && again.errors.contains("is not empty"), "\(context): \(again.errors)")
            let verify = try await Program.ledger.run(["verify", "--ledger", place])
            #expect(verify.status == 0, "\(context): \(verify.output) \(verify.errors)")
        }
        try? FileManager.default.removeItem(atPath: place)
    }

    /// Everything that was promised is where it was said to be, in a log that continues every checkpoint.
    private func checkPromises(_ context: String) async throws {
        let against = checkpoints.isEmpty ? [] : ["--against"] + checkpoints
        let verify = try await ledger.run(["verify"] + against)
        #expect(verify.status == 0, "\(context): \(verify.output) \(verify.errors)")
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readOnly)
        defer { log.close() }
        let lost = try log.read { snapshot in
            try promised.filter { position, leaf in
                let bytes = try snapshot.entry(at: position)?.withUnsafeBytes { Data($0) } ?? Data()
                // RFC 6962: a leaf is hashed after a zero.
                let hash = SHA256.hash(data: Data([0]) + bytes).map { String(format: "%02x", $0) }.joined()
                return hash != leaf
            }
        }
        #expect(lost.isEmpty, "\(context): not as promised at \(lost.keys.sorted())")
    }
}
