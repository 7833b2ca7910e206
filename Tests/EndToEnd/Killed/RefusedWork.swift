import Foundation
import LedgerTesting
import Testing

/// One command on a ledger of its own, of whose system calls one is refused or is the last: what it may then have said
/// and done.
struct RefusedWork {
    enum Kind: String, CaseIterable {
        case initialize, record, importing
        /// One that is committed in pieces.
        case longImport
        case checkpoint, backup, restore, export, rebuild
    }

    /// The call whose so many-th use by a thread fails, and how.
    struct Fault: CustomStringConvertible {
        var call: String
        var number: Int
        /// An error; nil: the process is killed there.
        var error: String?

        var description: String {
            "\(call):" + (error.map { "error=\($0)" } ?? "signal=SIGKILL") + ":when=\(number)"
        }
    }

    /// What changes something on a disk.
    static let calls = [
        "pwrite64", "pwritev", "writev", "write", "fsync", "fdatasync", "msync", "ftruncate", "fallocate", "rename",
        "link",
    ]

    let kind: Kind
    let ledger: TestLedger

    init(_ kind: Kind) async throws {
        self.kind = kind
        ledger = try await PreparedLedgers.shared.copy(of: "two records and a view") {
            let ledger = try await TestLedger.make()
            for id in ["first", "second"] { try await ledger.succeed(Self.record(id)) }
            try await ledger.succeed(["view", "year"])
            return ledger
        }
    }

    private static func record(_ id: String) -> [String] {
        [
            "record", "deaths", "--id", id, "--region", "mmp-2014:Europe", "--date", "2019", "--dead", "3",
            "--source", "desk", "--actor", "desk", "--key", id,
        ]
    }

    /// What is to be made, where something is.
    private var place: String { ledger.scratch.path("made") }

    private var program: Program { kind == .export ? .replay : .ledger }

    private var arguments: [String] {
        switch kind {
        case .initialize: ["init", "--ledger", place]
        case .record: Self.record("third") + ["--ledger", ledger.path]
        case .importing:
            ["import", "missing-migrants", CutExports.file(CutExports.days[0]).path, "--as-at", CutExports.days[0]]
                + ["--ledger", ledger.path]
        case .longImport:
            ["import", "missing-migrants", ledger.scratch.path("long.csv"), "--as-at", "2020-02-01"]
                + ["--ledger", ledger.path]
        case .checkpoint: ["checkpoint", "--ledger", ledger.path]
        case .backup: ["backup", place, "--ledger", ledger.path]
        case .restore: ["restore", ledger.path, "--ledger", place]
        case .export: ["export-bundle", ledger.path, place]
        case .rebuild: ["views", "rebuild", "year", "--ledger", ledger.path]
        }
    }

    /// Of 16,800 events, which are more than are committed at once.
    private static let longTable: String = {
        let header =
            "Web ID,Region of Incident,Reported Date,Reported Year,Reported Month,Number Dead,"
            + "Minimum Estimated Number of Missing,Total Dead and Missing,Number of Survivors,Number of Females,"
            + "Number of Males,Number of Children,Cause of Death,Location Description,Information Source,"
            + "Location Coordinates,Migration Route,URL,UNSD Geographical Grouping,Source Quality\n"
        let rows = (1...8_400).map { row in
            "\(90_000 + row),Mediterranean,\"January 05, 2020\",2020,Jan,1,,1,,,,,Drowning,Off a coast,IOM,"
                + "\"38.61, 26.65\",,,Uncategorized,4\n"
        }
        return header + rows.joined()
    }()

    /// Something is to be signed, or taken in.
    private func prepare() async throws {
        if kind == .longImport { try ledger.scratch.file("long.csv", holding: Self.longTable) }
        guard kind == .checkpoint else { return }
        let key = ledger.path + ".key"
        try FileManager.default.moveItem(atPath: key, toPath: key + ".away")
        try await ledger.succeed(Self.record("unsigned"))
        try FileManager.default.moveItem(atPath: key + ".away", toPath: key)
    }

    /// Every fault that the command can meet: each use of each call by the thread that uses it most.
    static func faults(of kind: Kind) async throws -> [Fault] {
        let work = try await RefusedWork(kind)
        try await work.prepare()
        let trace = try await SystemCallTrace(of: work.program, work.arguments, in: work.ledger.scratch)
        try #require(trace.run.status == 0, "\(kind): \(trace.run.errors)")
        return calls.flatMap { call in
            (0..<trace.count(of: call)).flatMap { number in
                ["EIO", "ENOSPC", nil].map { Fault(call: call, number: number + 1, error: $0) }
            }
        }
    }

    /// Meets the fault, and checks what came of it.
    ///
    /// - Returns: whether it was met.
    func meet(_ fault: Fault) async throws -> Bool {
        try await prepare()
        let before = try await ledger.head().position
        let trace = try await SystemCallTrace(of: program, arguments, in: ledger.scratch, inject: "\(fault)")
        let (run, context) = (trace.run, "\(kind) \(fault): \(trace.run.status) \(trace.run.errors)")
        if fault.error == nil {
            guard run.status == -1 else { return false }
        } else {
            guard trace.calls.contains(where: \.isInjected) else { return false }
            // An answer or a sentence, and no signal.
            #expect((0...5).contains(run.status), "\(context)")
            #expect(
                run.status == 0 || run.errors.hasPrefix("Error: ") || run.errors.contains("\nError: "), "\(context)")
            #expect(!run.errors.contains("damaged"), "\(context)")
            checkSyncs(trace, context)
        }
        let verify = try await ledger.run(["verify"])
        #expect(verify.status == 0, "\(context): \(verify.output) \(verify.errors)")
        switch kind {
        case .record, .importing, .longImport: try await checkAppended(run, before, context)
        case .checkpoint: try await checkCheckpoint(run, context)
        case .initialize, .backup, .restore, .export: try await checkPlace(run, context)
        case .rebuild:
            #expect(try await ledger.view("year").first?["dead"] == "6", "\(context)")
            #expect(try await Program.replay.run([ledger.path]).status == 0, "\(context)")
        }
        return true
    }

    /// A sync that failed is not simply tried again: the system may have forgotten what it could not write, and the next
    /// sync then succeeds over nothing. What was to be synced is written anew before, or the command fails.
    private func checkSyncs(_ trace: SystemCallTrace, _ context: String) {
        guard trace.run.status == 0 else { return }
        for (index, call) in trace.calls.enumerated() where call.isSync && call.isInjected {
            // Of a folder the names in it are written.
            let later = trace.calls[(index + 1)...].filter { later in
                let names = later.named.map { ($0 as NSString).deletingLastPathComponent } == call.path
                return (later.path == call.path && (later.isWrite || later.isSync))
                    || (names && ["rename", "link", "unlink"].contains(later.name))
            }
            #expect(later.first?.isSync != true, "\(context): \(call.path) is synced again as it is")
        }
    }

    private func checkAppended(_ run: Program.Run, _ before: UInt64, _ context: String) async throws {
        let after = try await ledger.head().position
        let again = try await Program.ledger.run(arguments)
        #expect(again.status == 0, "\(context): \(again.errors)")
        let end = try await ledger.head().position
        #expect(after == before || after == end, "\(context): \(after) of \(end)")
        if run.status == 0 { #expect(after == end && end > before, "\(context): an acknowledged event is gone") }
        if run.status > 0, after > before {
            #expect(run.errors.contains("all the same") || run.errors.contains("may be there"), "\(context)")
        }
    }

    private func checkCheckpoint(_ run: Program.Run, _ context: String) async throws {
        let again = try await ledger.succeed(["checkpoint"])
        let kept = try ledger.scratch.file("kept", holding: run.status == 0 ? run.output : again)
        let verify = try await ledger.run(["verify", "--against", kept])
        #expect(verify.status == 0, "\(context): \(verify.output)")
    }

    /// What is there is whole, and what is not whole is told from what somebody keeps there.
    private func checkPlace(_ run: Program.Run, _ context: String) async throws {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: place)) ?? []
        if run.status > 0, !run.errors.contains("there all the same") {
            #expect(!files.fileExists(atPath: place), "\(context)")
            #expect(!files.fileExists(atPath: place + ".key"), "\(context)")
        }
        if names.contains(where: { $0.hasPrefix(".unfinished") }) {
            #expect(run.status == -1, "\(context)")
            let again = try await program.run(arguments)
            // Of an `init` the key is looked at first.
            let said = again.errors.contains("interrupted attempt") || again.errors.contains("interrupted `init`")
            #expect(again.status == 1 && said, "\(context): \(again.errors)")
        } else if names.isEmpty {
            #expect(run.status != 0, "\(context)")
            let again = try await program.run(arguments)
            let isKey = again.errors.contains("interrupted `init`")
            #expect(again.status == 0 || (kind == .initialize && isKey), "\(context): \(again.errors)")
        } else {
            let check =
                kind == .export
                ? try await Program.replay.run(["verify-bundle", place])
                : try await Program.ledger.run(["verify", "--ledger", place])
            #expect(check.status == 0, "\(context): \(check.output) \(check.errors)")
        }
    }
}
