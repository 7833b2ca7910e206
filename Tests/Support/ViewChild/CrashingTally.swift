import EventLog
import Federation
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import ProjectionEngine
import Views

/// Records and dead by kind and year, and from version 2 on the missing too; ends the process at records with one id.
struct CrashingTally: View {
    let name = "tally"
    let version: UInt32
    let summary = "Records and dead by kind and year."
    let kinds = Set(RecordKind.allCases)
    let keys: [KeyColumn] = [.text("kind"), .number("year")]
    var measures: [String] { version == 1 ? ["records", "dead"] : ["records", "dead", "missing"] }
    /// Empty for none.
    let crashesOn: String

    init(_ version: String, crashesOn: String) {
        self.version = UInt32(version) ?? 1
        self.crashesOn = crashesOn
    }

    func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        // As a trap or a bad pointer does, without the backtrace.
        if !crashesOn.isEmpty, record.vocabulary.text(try record.id) == crashesOn { abort() }
        cells.begin(CellKey(record.vocabulary.term(record.kind.code), .number(record.year)))
        cells.add(1, to: 0)
        cells.add(record.dead, to: 1)
        if version > 1 { cells.add(record.missing, to: 2) }
    }
}

/// What the worker and the command line do with the project's own views, with this one.
enum Keeping {
    static func run(_ ledger: String, _ view: CrashingTally) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readOnly)
        let group = KeeperGroup(of: log, keeping: [view.name]) { _ in
            ViewKeeper(view: view, directory: ledger + "/views", log: log) { say($0.text) }
        }
        let task = Task { await group.run() }
        signal(SIGTERM, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGTERM)
        source.setEventHandler { task.cancel() }
        source.resume()
        await task.value
        say("ended")
    }

    static func answer(_ ledger: String, _ view: CrashingTally) throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readOnly)
        try answer(of: view, in: ledger + "/views", log)
    }

    static func fresh(_ ledger: String, _ view: CrashingTally) throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readOnly)
        try answer(of: view, in: ledger + "/fresh", log)
        try FileManager.default.removeItem(atPath: ledger + "/fresh")
    }

    private static func answer(of view: CrashingTally, in directory: String, _ log: EventLog) throws {
        let store = try ViewStore(view: view, directory: directory, log: log)
        defer { store.close() }
        try store.catchUp()
        let answer = try store.ownedAnswer()
        say("v\(answer.version) at \(answer.position) parked \(answer.parked.count) \(answer.digest)")
    }
}

/// Reads a view as the worker has stored it.
enum Reading {
    /// One snapshot of the log, until the process is ended or the tests are gone.
    static func hold(_ ledger: String) throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readOnly)
        try log.read { snapshot in
            say("holding \(snapshot.head.position)")
            let parent = getppid()
            while getppid() == parent { sleep(1) }
        }
    }

    /// What every view answers, one after another.
    static func views(_ path: String) throws {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        for view in allViews {
            say("\(view.name)\n" + (try ledger.view(ViewRequest(name: view.name)).text(in: .csv)))
        }
    }

    /// What every view answers known by a day, with what it says of overlaps and links.
    ///
    /// - Parameters:
    ///   - path: of a ledger, or of a federation's file.
    ///   - day: empty: the last.
    static func views(_ path: String, knownBy day: String) throws {
        let knownBy = day.isEmpty ? nil : try Day(day)
        if path.hasSuffix(".json") {
            let federation = Federation(try FederationFile.read(at: path))
            defer { federation.close() }
            try tell { try federation.view(ViewRequest(name: $0), at: FederatedMoment(knownBy: knownBy)) }
        } else {
            let ledger = try Ledger(openingAt: path, access: .readOnly)
            defer { ledger.close() }
            try tell { try ledger.view(ViewRequest(name: $0, moment: Moment(knownBy: knownBy))) }
        }
    }

    private static func tell(_ answer: (String) throws -> Answer) throws {
        for view in allViews {
            let answer = try answer(view.name)
            let told = answer.provenance.lines.filter { line in
                ["OVERLAP", "what links change", "ROWS DO NOT"].contains { line.hasPrefix($0) }
                    || line.hasSuffix("left out: the same as, or a part of, others that count")
            }
            say("\(view.name)\n" + answer.text(in: .csv) + told.joined(separator: "\n"))
        }
    }

    /// Every event of the log adds one deaths record: so a view that has half a batch shows another number than its
    /// position.
    static func run(_ ledger: String, count: Int) throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readOnly)
        var last: UInt64 = 0
        var positions: Set<UInt64> = []
        for _ in 0..<count {
            let store = try ViewStore(view: Year(), directory: ledger + "/views", log: log, readOnly: true)
            defer { store.close() }
            let answer = try store.ownedAnswer()
            if answer.position < last { say("went back from \(last) to \(answer.position)") }
            let records = answer.rows.reduce(0) { $0 + $1.sums[1].low }
            if records != Int64(answer.position) { say("\(records) records at position \(answer.position)") }
            if !answer.isComplete { say("incomplete at position \(answer.position)") }
            last = answer.position
            positions.insert(last)
        }
        say("saw \(positions.count)")
    }
}
