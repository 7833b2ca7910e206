import EventLog
import Foundation
import Incidents
import Intake
import LedgerTesting

/// Generated events of the size and shape of a real export's: its rows over and over under new identifiers, three per
/// cent corrections, half a per cent withdrawals, one statement in twenty known late. The same seed gives the same events.
struct Workload {
    static let actor = "ledger-bench, generated data"

    private let rows: [(deaths: Deaths, incident: Incident)]
    private let prefix: String
    private var numbers: SeededGenerator
    private var rowCount = 0
    private var waiting: Event?
    private var withdrawn: Set<Int> = []
    private var made: UInt64 = 0

    /// - Throws: `ImportError` where the file is no export, and what reading it throws.
    init(export path: String, seed: UInt64, prefix: String) throws {
        self.prefix = prefix
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let export = try MappedTable(
            bytes, fileName: URL(filePath: path).lastPathComponent, mappings: BuiltInMappings.missingMigrants)
        var incidents: [String: Incident] = [:]
        var tolls: [Deaths] = []
        try export.forEachRecord { id, record in
            switch record {
            case .incident(let incident): incidents[id.id] = incident
            case .deaths(let deaths): tolls.append(deaths)
            default: break
            }
        }
        rows = tolls.compactMap { deaths in incidents[deaths.incident].map { (deaths, $0) } }
        numbers = SeededGenerator(seed: seed)
    }

    /// The next events, in order.
    mutating func next(_ count: Int) -> [Event] {
        var events: [Event] = []
        events.reserveCapacity(count)
        while events.count < count { events.append(next()) }
        return events
    }

    /// The next event. A recorded incident is followed by its toll.
    mutating func next() -> Event {
        made += 1
        if let event = waiting {
            waiting = nil
            return event
        }
        let draw = numbers.next() % 1000
        if draw < 35, rowCount > 0 {
            let row = Int(numbers.next() % UInt64(rowCount))
            if !withdrawn.contains(row) { return draw < 30 ? correction(of: row) : withdrawal(of: row) }
        }
        return recording()
    }

    private mutating func recording() -> Event {
        let (deaths, incident) = rows[rowCount % rows.count]
        let id = RecordID(kind: .incident, id: "\(prefix)-\(rowCount)")
        var toll = deaths
        toll.incident = id.id
        let day = knownAt()
        waiting = Event(
            type: .recorded, record: tollID(rowCount), knownAt: day, actor: Self.actor, state: .deaths(toll))
        rowCount += 1
        return Event(type: .recorded, record: id, knownAt: day, actor: Self.actor, state: .incident(incident))
    }

    private mutating func correction(of row: Int) -> Event {
        var toll = rows[row % rows.count].deaths
        toll.incident = "\(prefix)-\(row)"
        toll.dead = .exactly(toll.dead.low + Int64(numbers.next() % 5))
        return Event(
            type: .corrected, record: tollID(row), knownAt: knownAt(), actor: Self.actor,
            reason: "generated correction", state: .deaths(toll))
    }

    private mutating func withdrawal(of row: Int) -> Event {
        withdrawn.insert(row)
        return Event(
            type: .withdrawn, record: tollID(row), knownAt: knownAt(), actor: Self.actor,
            reason: "generated withdrawal", state: nil)
    }

    /// A day further on every 500 events, within four years; one statement in twenty is up to 400 days late.
    private mutating func knownAt() -> Day {
        let day = Int32(17_897 + (made / 500) % 1461)
        let draw = numbers.next()
        return Day(number: draw % 20 == 0 ? day - Int32(draw / 20 % 400) : day)
    }

    private func tollID(_ row: Int) -> RecordID { RecordID(kind: .deaths, id: "\(prefix)-\(row)") }
}

extension [Event] {
    /// As the log takes them.
    func drafts() throws -> [Draft] {
        try map { Draft(callerPart: try $0.callerPart(), expected: .any) }
    }
}
