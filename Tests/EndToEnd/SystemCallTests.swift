import Foundation
import LedgerTesting
import Testing

/// What the programs ask of the system, seen from outside by `strace`: in what order things are put on disk, and what a
/// refusal by the system leads to.
@Suite(.serialized) struct SystemCallTests {
    /// `Tools/test --long` sets the variable.
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil
    private static let traced =
        "openat,pwrite64,pwritev,pwritev2,writev,write,fsync,fdatasync,msync,ftruncate,fallocate,rename,renameat,renameat2"

    private static let strace = Program(url: URL(filePath: "/usr/bin/strace"))

    /// A system call that succeeded, in the order of time.
    private struct Call {
        var name: String
        var text: String
        /// The path of the first argument's file.
        var path: String

        init?(_ line: Substring) {
            // `1234 pwrite64(7</a/b>, "…", 4096, 8192) = 4096`
            guard let open = line.firstIndex(of: "("), let result = line.range(of: ") = ", options: .backwards),
                !line[result.upperBound...].hasPrefix("-1")
            else { return nil }
            name = String(line[..<open].split(separator: " ").last ?? "")
            text = String(line[open...])
            let file = text.prefix { $0 != "," && $0 != ")" }
            path = file.firstIndex(of: "<").map { String(file[file.index(after: $0)...].dropLast()) } ?? ""
        }

        /// The name that a call makes or moves to.
        var named: String? {
            text.split(separator: "\"").dropFirst(name.hasPrefix("rename") ? 3 : 1).first.map(String.init)
        }
    }

    /// Runs `incident-ledger` under `strace`.
    private func trace(_ arguments: [String], _ ledger: TestLedger, inject: String? = nil) async throws -> (
        run: Program.Run, calls: [Call], existing: Set<String>
    ) {
        let file = ledger.scratch.path("trace")
        try? FileManager.default.removeItem(atPath: file)
        let existing = try FileManager.default.subpathsOfDirectory(atPath: ledger.scratch.path)
        let run = try await Self.strace.run(
            ["-f", "-y", "-o", file, "-e", "trace=" + Self.traced] + (inject.map { ["-e", "inject=" + $0] } ?? [])
                + [Program.ledger.url.path] + arguments + ["--ledger", ledger.path])
        // A call that another thread interrupted is told in two lines: the second has its result.
        var begun: [Substring: Substring] = [:]
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let calls = text.split(separator: "\n").compactMap { line -> Call? in
            let thread = line.prefix { $0 != " " }
            if line.hasSuffix("<unfinished ...>") {
                begun[thread] = line.dropLast("<unfinished ...>".count)
                return nil
            }
            if let end = line.range(of: "resumed>"), let start = begun.removeValue(forKey: thread) {
                return Call(Substring(String(start) + String(line[end.upperBound...])))
            }
            return Call(line)
        }
        return (run, calls, Set(existing.map(ledger.scratch.path)))
    }

    private func record(_ id: String) -> [String] {
        [
            "record", "deaths", "--id", id, "--region", "mmp-2014:Europe", "--date", "2019",
            "--dead", "3", "--source", "desk", "--actor", "desk",
        ]
    }

    /// What every name that was made or moved needs: its folder is put on disk after it, before anything is said.
    private func checkFolders(_ calls: [Call], below folder: String, existing: Set<String>) {
        let said = calls.firstIndex { $0.name == "write" && $0.text.hasPrefix("(1<") } ?? calls.endIndex
        for (index, call) in calls[..<said].enumerated() {
            let isMade =
                call.name == "openat" && call.text.contains("O_CREAT") && call.named?.hasSuffix("data.mdb") == true
            guard let name = call.named, name.hasPrefix(folder),
                call.name.hasPrefix("rename") || (isMade && !existing.contains(name))
            else {
                continue
            }
            let parent = (name as NSString).deletingLastPathComponent
            let isSynced = calls[index..<said].contains { $0.name == "fsync" && $0.path == parent }
            #expect(isSynced, "\(name): its folder was not put on disk")
        }
    }

    @Test func `what is acknowledged was synced after its last write, and so were the folders of new files`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let (run, calls, existing) = try await trace(record("a"), ledger)
        #expect(run.status == 0, "\(run.errors)")
        let said = try #require(calls.firstIndex { $0.name == "write" && $0.text.hasPrefix("(1<") })
        let data = calls[..<said].enumerated().filter { $0.element.path.hasSuffix("/log/data.mdb") }
        // The page that makes a commit count is written through a descriptor that syncs by itself.
        let opened = calls[..<said].filter { $0.name == "openat" && $0.named?.hasSuffix("/log/data.mdb") == true }
        #expect(opened.contains { $0.text.contains("O_DSYNC") }, "nothing syncs the page that makes a commit count")
        let writes = data.filter { $0.element.name.hasPrefix("pwrite") || $0.element.name == "writev" }
        let syncs = data.filter { $0.element.name == "fdatasync" || $0.element.name == "fsync" }
        let lastSync = try #require(syncs.last)
        // After the last sync only that page is written: 4,096 bytes or fewer at the start of the file.
        let later = writes.filter { $0.offset > lastSync.offset }
        #expect(writes.count >= 2 && later.count == 1, "\(writes.map(\.element.text)) \(syncs.map(\.offset))")
        checkFolders(calls, below: ledger.scratch.path, existing: existing)
    }

    @Test func `what init and backup make is on disk, folders and all, before they say so`() async throws {
        let made = TestLedger(scratch: try TemporaryFolder())
        let (run, calls, existing) = try await trace(["init"], made)
        #expect(run.status == 0, "\(run.errors)")
        #expect(calls.contains { $0.name.hasPrefix("rename") })
        checkFolders(calls, below: made.scratch.path, existing: existing)
        try await made.succeed(record("a"))
        let (copied, backup, before) = try await trace(["backup", made.scratch.path("copy.ledger")], made)
        #expect(copied.status == 0, "\(copied.errors)")
        #expect(backup.contains { $0.name == "fsync" && $0.path.hasSuffix("copy.ledger/log/data.mdb") })
        checkFolders(backup, below: made.scratch.path, existing: before)
    }

    @Test(arguments: ["EIO", "ENOSPC"])
    func `a system call that fails leads to an honest error or a success, and the log stays whole`(
        _ error: String
    ) async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(record("first"))
        var recorded: Set<String> = ["first"]
        var failures = 0
        let calls = ["pwrite64", "pwritev", "writev", "fdatasync", "fsync", "ftruncate", "fallocate", "rename"]
        for call in calls {
            for number in 1...(Self.isLong ? 12 : 2) {
                let id = "\(call)-\(number)"
                let inject = "\(call):error=\(error):when=\(number)"
                let (run, _, _) = try await trace(record(id), ledger, inject: inject)
                #expect(run.status >= 0 && run.status < 128, "\(inject): \(run.status) \(run.errors)")
                if run.status == 0 {
                    recorded.insert(id)
                } else {
                    failures += 1
                    #expect(!run.errors.isEmpty, "\(inject): nothing was said")
                }
                let verify = try await ledger.run(["verify"])
                #expect(verify.status == 0, "\(inject): \(verify.output) \(verify.errors)")
                // Repeating the same command is the way to learn whether what failed is there.
                let shown = try await ledger.run(["show", "deaths", id])
                if recorded.contains(id) { #expect(shown.status == 0, "\(inject): an acknowledged event is gone") }
            }
        }
        for id in recorded { try await ledger.succeed(["show", "deaths", id]) }
        #expect(failures > 2)
    }
}
