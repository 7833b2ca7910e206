import EventLog
import Folding
import Incidents
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

    /// Appends an entry as it is.
    @discardableResult
    func append(_ entry: WireEntry) async throws -> UInt64 {
        let draft = Draft(callerPart: try entry.serializedBytes(), expected: .any)
        return try await log.append(AppendRequest(drafts: [draft])).firstPosition
    }

    /// Appends one recorded deaths record.
    @discardableResult
    func appendDeaths(_ id: String, dead: Int64 = 1, type: WireEventType = .recorded) async throws -> UInt64 {
        try await say(id, type, on: 0, dead: dead)
    }

    /// Appends what somebody says of a deaths record.
    ///
    /// - Parameters:
    ///   - day: on which it is known; day 0 is 2019-04-14.
    ///   - dataset: who says it; the desk where it is empty.
    @discardableResult
    func say(
        _ id: String, _ type: WireEventType = .recorded, on day: Int32 = 1, dead: Int64 = 0, missing: Int64? = nil,
        year: Int32 = 2_019, by dataset: String = ""
    ) async throws -> UInt64 {
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, id, type, 18_000 + day)
        entry.dataset = dataset
        if type != .withdrawn, type != .confirmed, type != .linked {
            entry.deaths.occurred.year = year
            // Without them a period cannot be decoded whole, as putting two states together needs.
            (entry.deaths.occurred.precision, entry.deaths.occurred.basis) = (.year, .occurred)
            (entry.deaths.dead.low, entry.deaths.dead.qualifier) = (dead, .exact)
            if let missing { (entry.deaths.missing.low, entry.deaths.missing.qualifier) = (missing, .exact) }
        }
        return try await append(entry)
    }

    /// Appends what a link makes of a deaths record's part in sums.
    @discardableResult
    func link(
        _ id: String, _ part: WireSumPart, beside dataset: String, on day: Int32 = 1, link: String = "l"
    ) async throws -> UInt64 {
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, id, .linked, 18_000 + day)
        (entry.partInSums.link, entry.partInSums.part, entry.partInSums.beside) = (link, part, dataset)
        return try await append(entry)
    }

    /// Appends a deaths record that no view can read: it has a count whose bounds contradict its qualifier.
    @discardableResult
    func appendUnreadable(
        _ id: String, _ type: WireEventType = .recorded, on day: Int32 = 1, by dataset: String = ""
    ) async throws -> UInt64 {
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, id, type, 18_000 + day)
        entry.dataset = dataset
        entry.deaths.dead.qualifier = .between
        return try await append(entry)
    }

    static let unreadable = "holds a count whose bounds contradict \"between\""

    /// The owned rows of a view, each as a line: key, owner, number of records and the sums behind that of records, as far
    /// as anything was reported.
    func rows(_ store: ViewStore, asOf: UInt64? = nil, knownBy day: Int32? = nil) throws -> [String] {
        let query = ViewQuery(asOf: asOf, knownBy: day.map { Day(number: 18_000 + $0) })
        return try store.ownedAnswer(query).rows.map { row in
            let (owner, sums) = (row.owner, row.sums.dropFirst().map(\.description).filter { !$0.isEmpty })
            let whose =
                owner == .desk
                ? "desk"
                : "\(owner.datasetText.replacing("\u{1F}", with: " ")) \(owner.voice.code) \(owner.year.map { "\($0)" } ?? "–")"
            return (["\(row.key.joined(separator: " ")) | \(whose) | \(row.records) records"] + sums)
                .joined(separator: " ")
        }
    }

    /// What a new view says that folds everything at once, in a folder of its own.
    func fresh(_ view: any View = Tally(), through position: UInt64? = nil) throws -> OwnedAnswer {
        let store = try store(view, in: folder.path + "/fresh-\(random.next())")
        defer { store.close() }
        try store.catchUp(through: position)
        return try store.ownedAnswer()
    }
}

extension Blocks {
    static let small = Blocks(shift: 4, calendarShift: 6)
}

/// Changes a stored row of a closed view.
func alter(_ path: String, _ database: String, _ key: [UInt8], _ change: (inout [UInt8]) -> Void) throws {
    let environment = try Environment(path: path, databases: [database])
    defer { environment.close() }
    try environment.write { transaction in
        let database = try environment.database(database)
        var row: [UInt8] = []
        if let stored = try transaction.get(database, key: key) { row = stored.withUnsafeBytes { [UInt8]($0) } }
        change(&row)
        try transaction.put(database, key: key, value: row)
    }
}

/// Every row of every database of a closed view, as text.
func dump(_ path: String) throws -> [String] {
    let names = ["cells", "history", "parked", "meta"]
    let environment = try Environment(path: path, databases: names, options: EnvironmentOptions(readOnly: true))
    defer { environment.close() }
    return try environment.read { transaction in
        var rows: [String] = []
        for name in names {
            var cursor = try transaction.cursor(try environment.database(name))
            while try cursor.next() {
                rows.append(
                    "\(name) \(cursor.key.withUnsafeBytes { [UInt8]($0) }) \(cursor.value.withUnsafeBytes { [UInt8]($0) })"
                )
            }
        }
        return rows
    }
}
