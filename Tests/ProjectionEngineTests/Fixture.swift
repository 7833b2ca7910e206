import EventLog
import Folding
import LMDB
import LedgerSchema
import LedgerTesting
import ProjectionEngine
import SwiftProtobuf

/// A log in a folder of its own, and views beside it.
final class Fixture {
    let folder: TemporaryFolder
    var log: EventLog
    var history: History
    var random: SeededGenerator

    init(_ test: String) throws {
        folder = try TemporaryFolder()
        random = SeededGenerator(for: test)
        history = History(SeededGenerator(random.next() % 1_000_000, for: "its history"))
        log = try EventLog.create(at: folder.path + "/log")
    }

    deinit { log.close() }

    var views: String { folder.path + "/views" }

    func store(_ view: any View = Tally(), in directory: String? = nil, blocks: Blocks = .small) throws -> ViewStore {
        try ViewStore(view: view, directory: directory ?? views, log: log, durable: false, blocks: blocks)
    }

    func append(_ count: Int) async throws { try await log.append(count, from: &history) }

    /// Appends one recorded deaths record.
    @discardableResult
    func appendDeaths(_ id: String, dead: Int64 = 1, type: WireEventType = .recorded) async throws -> UInt64 {
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, id, type, 18_000)
        if type != .withdrawn {
            entry.deaths.occurred.year = 2_019
            (entry.deaths.dead.low, entry.deaths.dead.qualifier) = (dead, .exact)
        }
        let draft = Draft(callerPart: try entry.serializedBytes(), expected: .any)
        return try await log.append(AppendRequest(drafts: [draft])).firstPosition
    }

    /// What a new view says that folds everything at once, in a folder of its own.
    func fresh(_ view: any View = Tally(), through position: UInt64? = nil) throws -> ViewAnswer {
        let store = try store(view, in: folder.path + "/fresh-\(random.next())")
        defer { store.close() }
        try store.catchUp(through: position)
        return try store.answer()
    }
}

extension Blocks {
    static let small = Blocks(shift: 4, calendarShift: 6)
}

/// Changes a stored row of a closed view.
func alter(_ path: String, _ database: String, _ key: [UInt8], _ change: (inout [UInt8]) -> Void) throws {
    let environment = try Environment(path: path)
    defer { environment.close() }
    try environment.write { transaction in
        let database = try transaction.openDatabase(database)
        var row: [UInt8] = []
        if let stored = try transaction.get(database, key: key) { row = stored.withUnsafeBytes { [UInt8]($0) } }
        change(&row)
        try transaction.put(database, key: key, value: row)
    }
}

/// Every row of every database of a closed view, as text.
func dump(_ path: String) throws -> [String] {
    let environment = try Environment(path: path, options: EnvironmentOptions(readOnly: true))
    defer { environment.close() }
    return try environment.read { transaction in
        var rows: [String] = []
        for name in ["cells", "history", "parked", "meta"] {
            var cursor = try transaction.cursor(try transaction.openDatabase(name))
            while try cursor.next() {
                rows.append(
                    "\(name) \(cursor.key.withUnsafeBytes { [UInt8]($0) }) \(cursor.value.withUnsafeBytes { [UInt8]($0) })"
                )
            }
        }
        return rows
    }
}
