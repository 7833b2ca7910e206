import Foundation
import LedgerTesting
import Testing

/// What the programs ask of the system, seen from outside by `strace`: in what order things are put on disk.
@Suite(.serialized) struct SystemCallTests {
    private typealias Call = SystemCallTrace.Call

    /// What a command on a ledger asked of the system, without what was refused.
    private func trace(_ arguments: [String], _ ledger: TestLedger) async throws -> (
        run: Program.Run, calls: [Call], existing: Set<String>
    ) {
        let trace = try await SystemCallTrace(
            of: .ledger, arguments + ["--ledger", ledger.path], in: ledger.scratch)
        return (trace.run, trace.calls.filter { !$0.hasFailed }, trace.existing)
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
}
