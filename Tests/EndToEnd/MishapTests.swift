import EventLog
import Foundation
import LMDB
import LedgerTesting
import Testing

/// What goes wrong around the programs: outputs that cannot be written, clocks that are wrong, commands that are broken
/// off, files that are not what they seem, text that is meant for a terminal and not for a reader.
@Suite struct MishapTests {
    private func record(_ id: String, _ more: [String] = []) -> [String] {
        [
            "record", "deaths", "--id", id, "--region", "mmp-2014:Europe", "--date", "2019", "--dead", "3",
            "--source", "desk", "--actor", "desk",
        ] + more
    }

    /// Runs a program through a shell, with something after its arguments.
    private func shell(_ program: Program, _ arguments: [String], _ after: String) async throws -> Program.Run {
        try await Program.shell.run(["-c", "\"$0\" \"$@\" \(after)", program.url.path] + arguments)
    }

    // MARK: Outputs

    @Test func `where the acknowledgement cannot be written, it is said what was recorded and stays`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await shell(.ledger, record("a") + ["--ledger", ledger.path], ">/dev/full")
        #expect(run.status == 1)
        #expect(run.errors.contains("deaths/a is recorded all the same: version 1, position 1"), "\(run.errors)")
        try await ledger.succeed(["show", "deaths", "a"])
    }

    @Test(arguments: ["2>/dev/full", "2>&-", ">/dev/full", ">&- 2>&-"])
    func `a program whose outputs cannot be written ends with a status, never by a signal`(
        _ redirection: String
    ) async throws {
        let ledger = try await TestLedger.make()
        for (program, arguments) in [
            (Program.replay, [ledger.path]), (.replay, [ledger.path + "-none"]), (.replay, ["audit", ledger.path]),
            (.replay, ["--help"]), (.ledger, ["head", "--ledger", ledger.path]),
            (.ledger, ["head", "--ledger", "none"]),
            (.worker, ["--ledger", ledger.path + "-none"]),
        ] {
            let run = try await shell(program, arguments, redirection)
            #expect((0...5).contains(run.status), "\(program.url.lastPathComponent) \(arguments): \(run.status)")
            if redirection == ">/dev/full", arguments == [ledger.path] {
                #expect(run.status == 1 && run.errors.contains("No space left"), "\(run.errors)")
            }
        }
    }

    @Test func `nothing that was recorded reaches a terminal as a command to it`() async throws {
        let ledger = try await TestLedger.make()
        let hostile = "IOM\u{1B}[2J\u{202E}\u{200B}x\u{9B}31m\u{7F}\u{FEFF}\u{61C}"
        let run = try await ledger.run(record("a", ["--note", hostile, "--reason", hostile]))
        // Refused or kept: what is said of it is harmless either way.
        var texts = [run.errors, run.output]
        for command in [["show", "deaths", "a"], ["history", "deaths", "a"], ["log"], ["view", "region-year"]] {
            for format in ["table", "json"] {
                let answer = try await ledger.run(command + ["--format", format])
                texts += [answer.output, answer.errors]
            }
        }
        texts.append(try await ledger.run(["show", "deaths", hostile]).errors)
        texts.append(try await ledger.run(["view", hostile]).errors)
        texts.append(try await Program.replay.run([ledger.path + hostile]).errors)
        let controls = texts.joined().unicodeScalars.filter { scalar in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
        }
        #expect(controls.isEmpty, "\(controls.map(\.value))")
    }

    @Test func `a file that may not grow further is an error, and no signal`() async throws {
        let ledger = try await TestLedger.make()
        var last: Program.Run?
        for number in 0..<40 where last?.status ?? 0 == 0 {
            last = try await Program.shell.run(
                ["-c", "ulimit -f 64; exec \"$0\" \"$@\"", Program.ledger.url.path]
                    + record("a\(number)", ["--note", String(repeating: "n", count: 3_000)]) + [
                        "--ledger", ledger.path,
                    ])
        }
        #expect(last?.status == 1 && last?.errors.isEmpty == false, "\(last?.status ?? 0) \(last?.errors ?? "")")
        #expect(try await ledger.run(["verify"]).status == 0)
        try await ledger.succeed(record("after"))
    }

    // MARK: Days and clocks

    @Test func `the day that it is anywhere on earth is no day of tomorrow`() async throws {
        let ledger = try await TestLedger.make()
        func day(_ hours: Double) -> String {
            String(Date(timeIntervalSinceNow: hours * 3_600).ISO8601Format().prefix(10))
        }
        try await ledger.succeed(record("a", ["--known-at", day(13.9)]))
        let refused = try await ledger.run(record("b", ["--known-at", day(14 + 24.1)]))
        #expect(refused.status == 1 && refused.errors.contains("universal time (UTC)"), "\(refused.errors)")
    }

    @Test func `a clock far ahead of the last event is refused until somebody has looked at it`() async throws {
        let ledger = try await TestLedger.make()
        // Two events of long ago: the machine's clock is far ahead of them.
        let past = EventLogOptions(clock: { 1_000_000_000_000_000 })
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite, options: past)
        let stream = Array("old".utf8)
        _ = try await log.append(
            AppendRequest(drafts: [Draft(callerPart: [0x20, 1, 0x2A, UInt8(stream.count)] + stream, expected: .any)]))
        log.close()
        let refused = try await ledger.run(record("a"))
        #expect(refused.status == 1 && refused.errors.contains("--accept-clock"), "\(refused.errors)")
        #expect(try await ledger.head().position == 1)
        try await ledger.succeed(record("a", ["--accept-clock"]))
        try await ledger.succeed(record("b"))
    }

    @Test func `that the clock went back behind the last event is said with each receipt`() async throws {
        let ledger = try await TestLedger.make()
        let ahead = EventLogOptions(clock: { EventLogOptions.systemClock() + 3_600_000_000 })
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite, options: ahead)
        _ = try await log.append(
            AppendRequest(drafts: [Draft(callerPart: [0x20, 1, 0x2A, 1, 0x61], expected: .any)]))
        log.close()
        let run = try await ledger.run(record("a"))
        let said = "the ledger's last event was recorded at"
        #expect(run.status == 0 && run.errors.contains(said), "\(run.errors)")
        #expect(try await ledger.run(["views"]).errors.contains(said))
        #expect(try await Program.replay.run(["audit", ledger.path]).errors.contains(said))
    }

    // MARK: Commands that are broken off

    @Test func `an init that fails leaves nothing, and can be repeated`() async throws {
        let ledger = TestLedger(scratch: try TemporaryFolder())
        let run = try await ledger.run(["init", "--key", ledger.scratch.path("none/a.key")])
        #expect(run.status == 1 && run.errors.contains("none"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: ledger.path))
        // The key is made, and then the ledger's own file cannot be: a log in a place for a folder's name alone.
        let title = try await ledger.run(["init", "--title", "two\nlines"])
        #expect(title.status == 1 && !FileManager.default.fileExists(atPath: ledger.path + ".key"))
        try await ledger.succeed(["init"])
    }

    @Test func `what a killed init or backup left is told from what somebody keeps there`() async throws {
        let ledger = try await TestLedger.make()
        let place = ledger.scratch.path("copy.ledger")
        try FileManager.default.createDirectory(atPath: place + "/log", withIntermediateDirectories: true)
        let kept = try await ledger.run(["backup", place])
        #expect(kept.status == 1 && kept.errors.contains("is not empty"), "\(kept.errors)")
        try Data().write(to: URL(filePath: place + "/.unfinished"))
        for command in [
            ["backup", place, "--ledger", ledger.path], ["init", "--ledger", place, "--key", place + ".k"],
        ] {
            let run = try await Program.ledger.run(command)
            #expect(run.status == 1 && run.errors.contains("interrupted attempt"), "\(run.errors)")
        }
        try FileManager.default.removeItem(atPath: place)
        try await ledger.succeed(["backup", place])
        #expect(!FileManager.default.fileExists(atPath: place + "/.unfinished"))
    }

    @Test func `a backup of long ago is restored, and has the permissions that the ledger had`() async throws {
        let ledger = try await TestLedger.make()
        let past = EventLogOptions(clock: { 1_000_000_000_000_000 })
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite, options: past)
        _ = try await log.append(
            AppendRequest(drafts: [Draft(callerPart: [0x20, 1, 0x2A, 1, 0x61], expected: .any)]))
        log.close()
        let files = FileManager.default
        func mode(_ path: String) throws -> Int? {
            try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        for (name, mode) in [("", 0o750), ("/ledger.json", 0o640), ("/log", 0o750), ("/log/data.mdb", 0o640)] {
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: ledger.path + name)
        }
        try await ledger.succeed(["backup", ledger.scratch.path("kept.ledger")])
        try files.removeItem(atPath: ledger.path)
        try await ledger.succeed(["restore", ledger.scratch.path("kept.ledger")])
        for (name, wanted) in [("", 0o750), ("/ledger.json", 0o640), ("/log", 0o750), ("/log/data.mdb", 0o640)] {
            #expect(try mode(ledger.path + name) == wanted, "\(name)")
        }
        try await ledger.succeed(["verify"])
        // The clock is far ahead of its last event, and somebody has looked at it.
        #expect(try await ledger.run(record("a")).errors.contains("--accept-clock"))
        try await ledger.succeed(record("a", ["--accept-clock"]))
    }

    @Test func `a process that reads an old state of the log is named where the views are listed`() async throws {
        let ledger = try await TestLedger.make()
        let reader = try Program.viewChild.start(["hold", ledger.path])
        defer { reader.kill() }
        try await ledger.wait("the reader") { _ in reader.output.contains("holding") }
        #expect(try await ledger.run(["views"]).errors.isEmpty)
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite)
        for number in 0..<120 {
            let id = Array("\(number)".utf8)
            let part = [0x20, 1, 0x2A, UInt8(id.count)] + id
            _ = try await log.append(AppendRequest(drafts: [Draft(callerPart: part, expected: .any)]))
        }
        log.close()
        let run = try await ledger.run(["views"])
        #expect(
            run.errors.contains("Process \(reader.processIdentifier) still reads the log as it was 120 commits ago"),
            "\(run.errors)")
    }

    // MARK: Files that are not what they seem

    @Test func `a backup into the ledger's own folder is refused, also through a link`() async throws {
        let ledger = try await TestLedger.make()
        try FileManager.default.createSymbolicLink(
            atPath: ledger.scratch.path("link"), withDestinationPath: ledger.path)
        for place in [ledger.path + "/backup", ledger.scratch.path("link/backup"), ledger.path] {
            let run = try await ledger.run(["backup", place])
            #expect(run.status == 1, "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: ledger.path + "/backup"))
        }
    }

    @Test func `nothing is written through a link that lies where the checkpoint's copy is made`() async throws {
        let ledger = try await TestLedger.make()
        try ledger.scratch.file("precious", holding: "mine")
        try FileManager.default.createSymbolicLink(
            atPath: ledger.path + "/checkpoint.new", withDestinationPath: ledger.scratch.path("precious"))
        try await ledger.succeed(record("a"))
        #expect(try String(contentsOfFile: ledger.scratch.path("precious"), encoding: .utf8) == "mine")
        #expect(try await ledger.run(["verify"]).status == 0)
    }

    @Test func `a signing key that others can read is named`() async throws {
        let ledger = try await TestLedger.make()
        #expect(try await ledger.run(record("a")).errors.isEmpty)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: ledger.path + ".key")
        let run = try await ledger.run(record("b"))
        #expect(run.status == 0 && run.errors.contains("chmod 600"), "\(run.errors)")
    }

    @Test func `an argument that is not UTF-8 is refused, so that two identifiers never become one`() async throws {
        let ledger = try await TestLedger.make()
        for id in ["\\xff", "\\xfe", "a\\xc3"] {
            let run = try await Program.shell.run([
                "-c",
                "\"$0\" record deaths --id $'\(id)' --region mmp-2014:Europe --date 2019 --dead 1 --ledger \"$1\"",
                Program.ledger.url.path, ledger.path,
            ])
            #expect(run.status == 2 && run.errors.contains("UTF-8"), "\(run.errors)")
        }
        #expect(try await ledger.head().position == 0)
    }

    /// Changes the last byte of the seventh entry of a ledger's log, behind everybody's back.
    private func changeEntry(of ledger: TestLedger) throws {
        let environment = try Environment(path: ledger.path + "/log", databases: ["entries"])
        defer { environment.close() }
        try environment.write { transaction in
            let entries = try environment.database("entries")
            var bytes = try transaction.get(entries, key: 7)?.withUnsafeBytes { [UInt8]($0) } ?? []
            bytes[bytes.count - 1] ^= 1
            try transaction.put(entries, key: 7, value: bytes)
        }
    }

    @Test func `an entry whose bytes were changed is damage wherever it is shown or copied`() async throws {
        let ledger = try await TestLedger.make()
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite)
        var history = History(SeededGenerator(for: "an entry whose bytes were changed"))
        try await log.append(300, from: &history)
        log.close()
        try changeEntry(of: ledger)
        for command in [["log"], ["verify"], ["backup", ledger.scratch.path("copy")]] {
            let run = try await ledger.run(command)
            #expect(run.status == 5 && (run.errors + run.output).contains("7"), "\(command): \(run.errors)")
        }
        #expect(try await Program.replay.run([ledger.path]).status == 5)
    }

    @Test func `an entry that a view cannot take in because its bytes were changed is damage, and not parked`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite)
        // They say nothing but a kind and an identifier: what a view parks.
        let drafts = (0..<300).map { _ in Draft(callerPart: [0x20, 2, 0x2A, 1, 0x61], expected: .any) }
        _ = try await log.append(AppendRequest(drafts: drafts))
        log.close()
        #expect(try await ledger.run(["view", "year"]).status == 0)
        try FileManager.default.removeItem(atPath: ledger.path + "/views")
        try changeEntry(of: ledger)
        let run = try await ledger.run(["view", "year"])
        #expect(run.status == 5 && run.errors.contains("position 7"), "\(run.errors)")
    }

    // MARK: Many

    @Test func `of eight who write at once nobody is told that a key is missing that is there`() async throws {
        let ledger = try await TestLedger.make()
        let runs = try await withThrowingTaskGroup(of: [Program.Run].self) { group in
            for writer in 0..<8 {
                group.addTask {
                    var runs: [Program.Run] = []
                    for number in 0..<4 { runs.append(try await ledger.run(self.record("w\(writer)-\(number)"))) }
                    return runs
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(runs.allSatisfy { $0.status == 0 && $0.errors.isEmpty }, "\(Set(runs.map(\.errors)))")
        #expect(try await ledger.head().position == 32)
        #expect(try await ledger.run(["verify"]).status == 0)
    }
}
