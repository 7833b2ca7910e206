import EventLog
import Finding
import Forms
import Incidents
import LedgerSchema
import LedgerTesting

/// A log in a folder of its own, and the finder's store beside it.
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

    func store(in directory: String? = nil, access: FindStore.Access = .readWrite) throws -> FindStore {
        try FindStore(in: directory ?? views, log: log, access: access)
    }

    func append(_ count: Int) async throws { try await log.append(count, from: &history) }

    /// Appends what somebody says of a record.
    ///
    /// - Parameter day: on which it is known; day 0 is 2019-04-14.
    @discardableResult
    func say(
        _ state: Record?, of id: String, _ type: EventType = .recorded, on day: Int32 = 0, by dataset: String = "",
        kind: RecordKind? = nil, actor: String = "analyst", reason: String = ""
    ) async throws -> UInt64 {
        let event = Event(
            type: type, record: RecordID(kind: state?.kind ?? kind ?? .deaths, id: id),
            knownAt: Day(number: 18_000 + day), actor: actor, reason: reason, dataset: dataset, state: state)
        let draft = Draft(callerPart: try event.callerPart(), expected: .any)
        return try await log.append(AppendRequest(drafts: [draft])).firstPosition
    }

    /// The identifiers of what is found, carried on first, in the order of the answer.
    func find(
        _ kind: RecordKind = .deaths, asOf position: UInt64? = nil, knownBy day: Int32? = nil,
        _ change: (inout FindQuery) -> Void = { _ in }
    ) throws -> [String] {
        try answer(kind, asOf: position, knownBy: day, [.id], change).rows.map { $0[0].plain }
    }

    func answer(
        _ kind: RecordKind = .deaths, asOf position: UInt64? = nil, knownBy day: Int32? = nil,
        _ fields: [FindField] = [.id], order: FindOrder? = nil, limit: Int? = nil,
        _ change: (inout FindQuery) -> Void = { _ in }
    ) throws -> FoundRecords {
        let store = try store()
        defer { store.close() }
        try store.catchUp()
        var query = FindQuery(
            kind: kind, position: try position ?? log.position(), knownBy: day.map { Day(number: 18_000 + $0) })
        change(&query)
        return try store.find(query, FindSelection(fields: fields, order: order, limit: limit))
    }
}

/// A record of deaths with what a test says of it.
func deaths(_ change: (inout Deaths) -> Void = { _ in }) -> Record {
    var record = Deaths()
    change(&record)
    return .deaths(record)
}

func place(_ text: String = "", _ latitude: Double? = nil, _ longitude: Double? = nil, country: String = "") -> Place {
    var place = Place(description: text, country: country)
    if let latitude, let longitude {
        place.point = Point(
            latitudeE7: Int32((latitude * 1e7).rounded()), longitudeE7: Int32((longitude * 1e7).rounded()),
            precision: .approximate)
    }
    return place
}
