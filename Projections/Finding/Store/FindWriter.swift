internal import EventLog
internal import GRDB
internal import Incidents
internal import Timeline

/// Takes events into the store, inside one transaction.
struct FindWriter {
    private let db: Database
    private var lastRow: Int64
    /// Events that could not be taken in.
    private(set) var parked: Set<UInt64>
    private(set) var newlyParked: [UInt64] = []
    private(set) var seen: [Int: Int64] = [:]

    init(_ db: Database) throws {
        self.db = db
        lastRow = try Int64.fetchOne(db, sql: "SELECT max(row) FROM record") ?? 0
        parked = Set(try Int64.fetchAll(db, sql: "SELECT position FROM parked").map { UInt64($0) })
    }

    /// Stores how many events of each kind were seen.
    func storeSeen() throws {
        for (kind, events) in seen.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql:
                    "INSERT INTO seen VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET events = events + excluded.events",
                arguments: [kind, events])
        }
    }

    mutating func count(kind: UInt8) { seen[Int(kind), default: 0] += 1 }

    /// Takes in an event: ends what no longer stands of its record, and adds what does now.
    mutating func add(_ event: RecordedEvent, in snapshot: borrowing LogSnapshot) throws {
        let record = event.event.record
        guard event.version > 1 else {
            try addEvent(event, stream: event.position)
            guard FindField.kinds.contains(record.kind), event.event.type.carriesState else { return }
            var stream = StreamEvents(first: event)
            let standing = StreamStandings(first: event)
            return try insert(standing.stretches[0], from: event, event.position, &stream, snapshot)
        }
        let id = StreamID(kind: UInt8(record.kind.rawValue), id: record.id)
        guard let first = try snapshot.position(of: id, version: 1) else { return }
        try addEvent(event, stream: first)
        guard FindField.kinds.contains(record.kind), event.event.type != .linked else { return }
        var stream = try StreamEvents(through: event, without: parked, in: snapshot)
        let standings = StreamStandings(stream.outlines)
        if standings.isByStranger {
            return try park(
                event.position, stream: first,
                "is said by dataset \(event.event.dataset), and \(record) belongs to another one")
        }
        try replace(with: standings, after: event, first, &stream, snapshot)
    }

    mutating func park(_ position: UInt64, stream: UInt64?, _ error: String) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO parked VALUES (?, ?, ?)",
            arguments: [Int64(position), stream.map { Int64($0) }, error])
        parked.insert(position)
        newlyParked.append(position)
    }

    // MARK: Rows

    private func addEvent(_ event: RecordedEvent, stream: UInt64) throws {
        let statement = try db.cachedStatement(sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            Int64(event.position), Int64(stream), Int64(event.version), event.event.type.rawValue,
            event.event.knownAt.number, event.event.actor,
        ])
    }

    private mutating func replace(
        with standings: StreamStandings, after event: RecordedEvent, _ first: UInt64, _ stream: inout StreamEvents,
        _ snapshot: borrowing LogSnapshot
    ) throws {
        let open = try db.cachedStatement(
            sql:
                "SELECT row, from_day, to_day, standing FROM record WHERE stream = ? AND to_position = \(FindSchema.forever)"
        )
        var rest = standings.stretches
        for row in try Row.fetchAll(open, arguments: [Int64(first)]) {
            let (id, from, to, text): (Int64, Int64, Int64, String) = (row[0], row[1], row[2], row[3])
            if let same = rest.firstIndex(where: { $0.from == from && $0.to == to && $0.text == text }) {
                rest.remove(at: same)
            } else {
                let end = try db.cachedStatement(sql: "UPDATE record SET to_position = ? WHERE row = ?")
                try end.execute(arguments: [Int64(event.position), id])
            }
        }
        for stretch in rest { try insert(stretch, from: event, first, &stream, snapshot) }
    }

    private mutating func insert(
        _ stretch: StreamStandings.Stretch, from event: RecordedEvent, _ first: UInt64, _ stream: inout StreamEvents,
        _ snapshot: borrowing LogSnapshot
    ) throws {
        guard let state = try FoundState(stretch.standing, of: &stream, in: snapshot) else { return }
        lastRow += 1
        var arguments: [DatabaseValue] = []
        arguments.reserveCapacity(96)
        for number in [
            lastRow, Int64(first), Int64(state.kind.rawValue), Int64(event.position), FindSchema.forever, stretch.from,
            stretch.to,
        ] { arguments.append(number.databaseValue) }
        arguments.append(stretch.text.databaseValue)
        arguments.append(state.isWithdrawn.databaseValue)
        for field in FindSchema.fields { Self.append(state.cell(field), field.form, to: &arguments) }
        try db.cachedStatement(sql: FindSchema.insertion).execute(arguments: StatementArguments(arguments))
        try index(state)
    }

    private func index(_ state: FoundState) throws {
        let mark = try db.cachedStatement(sql: "INSERT INTO mark VALUES (?, ?, ?, ?)")
        let year = Self.year(state.cells.year)
        // In a fixed order: what is stored is a function of the log, to the byte.
        for text in state.cells.marks.map(\.text).sorted() {
            try mark.execute(arguments: [text, state.kind.rawValue, year, lastRow])
        }
        if let point = state.cells.point {
            let (latitude, longitude) = (Double(point.latitudeE7) / 1e7, Double(point.longitudeE7) / 1e7)
            try db.cachedStatement(sql: "INSERT INTO spot VALUES (?, ?, ?, ?, ?)")
                .execute(arguments: [lastRow, latitude, latitude, longitude, longitude])
        }
        try db.cachedStatement(sql: "INSERT INTO words (rowid, body, sources) VALUES (?, ?, ?)")
            .execute(arguments: [lastRow, state.body, state.sources])
    }

    /// No year is before all of them.
    static func year(_ year: Int32?) -> Int64 { year.map { Int64($0) } ?? Int64(Int32.min) }

    private static func append(
        _ cell: RecordCells.Cell?, _ form: FindField.Form, to arguments: inout [DatabaseValue]
    ) {
        switch cell {
        case .text(let text): arguments.append(text.databaseValue)
        case .integer(let number): arguments.append(number.databaseValue)
        case .real(let number): arguments.append(number.databaseValue)
        case .count(let count):
            arguments.append(count.notation.databaseValue)
            let range = FindRange(of: count)
            arguments.append(range.low.databaseValue)
            arguments.append(range.high?.databaseValue ?? .null)
        case nil: for _ in 0..<(form == .count ? 3 : 1) { arguments.append(.null) }
        }
    }
}
