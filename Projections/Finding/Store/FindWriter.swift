internal import EventLog
internal import GRDB
internal import Incidents
internal import Timeline

/// Takes events into the store, inside one transaction.
struct FindWriter {
    private let db: Database
    private let statements: Statements
    private var lastRow: Int64
    /// Events that could not be taken in.
    private(set) var parked: Set<UInt64>
    private var counts = StandingCounts()

    /// Looked up once a transaction: by their text, which is long, it would be once a row.
    private struct Statements {
        let event, open, end, mark, spot, words: Statement
        /// By the kind.
        let record: [RecordKind: Statement]

        init(_ db: Database) throws {
            event = try db.cachedStatement(sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)")
            record = Dictionary(
                uniqueKeysWithValues: try FindField.kinds.map { kind in
                    (kind, try db.cachedStatement(sql: FindSchema.insertion(of: kind)))
                })
            open = try db.cachedStatement(
                sql: """
                    SELECT row, from_day, to_day, standing, withdrawn, year, dataset FROM record \
                    WHERE stream = ? AND to_position = \(FindSchema.forever) ORDER BY row
                    """)
            end = try db.cachedStatement(sql: "UPDATE record SET to_position = ? WHERE row = ?")
            mark = try db.cachedStatement(sql: "INSERT INTO mark VALUES (?, ?, ?, ?)")
            spot = try db.cachedStatement(sql: "INSERT INTO spot VALUES (?, ?, ?, ?, ?)")
            words = try db.cachedStatement(sql: "INSERT INTO words (rowid, body, sources) VALUES (?, ?, ?)")
        }
    }

    init(_ db: Database) throws {
        self.db = db
        statements = try Statements(db)
        lastRow = try Int64.fetchOne(db, sql: "SELECT max(row) FROM record") ?? 0
        parked = Set(try Int64.fetchAll(db, sql: "SELECT position FROM parked").map { UInt64($0) })
    }

    /// Stores how many events of each kind were seen, and how many rows stand.
    func storeCounts() throws { try counts.store(db) }

    mutating func count(kind: UInt8) { counts.see(kind) }

    /// Takes in an event: ends what no longer stands of its record, and adds what does now.
    ///
    /// - Parameter first: what it says, where it is the first of its record and carries a state.
    mutating func add(
        _ event: RecordedEvent, saying first: FoundState?, in snapshot: borrowing LogSnapshot
    ) throws {
        let record = event.event.record
        if event.version == 1 {
            try addEvent(event, stream: event.position)
            guard let first else { return }
            return try insert(first, StreamStandings(first: event).stretches[0], from: event, event.position)
        }
        let id = StreamID(kind: UInt8(record.kind.rawValue), id: record.id)
        guard let stream = try snapshot.position(of: id, version: 1) else { return }
        try addEvent(event, stream: stream)
        guard FindField.kinds.contains(record.kind), event.event.type != .linked else { return }
        var events = try StreamEvents(through: event, without: parked, in: snapshot)
        let standings = StreamStandings(events.outlines)
        if standings.isByStranger {
            return try park(
                event.position, "is said by dataset \(event.event.dataset), and \(record) belongs to another one")
        }
        try replace(with: standings, after: event, stream, &events, snapshot)
    }

    mutating func park(_ position: UInt64, _ error: String) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO parked VALUES (?, ?)", arguments: [Int64(position), error])
        parked.insert(position)
    }

    // MARK: Rows

    private func addEvent(_ event: RecordedEvent, stream: UInt64) throws {
        try statements.event.execute(arguments: [
            Int64(event.position), Int64(stream), Int64(event.version), event.event.type.rawValue,
            event.event.knownAt.number, event.event.actor,
        ])
    }

    private mutating func replace(
        with standings: StreamStandings, after event: RecordedEvent, _ stream: UInt64, _ events: inout StreamEvents,
        _ snapshot: borrowing LogSnapshot
    ) throws {
        var rest = standings.stretches
        var ended: [(row: Int64, stood: StandingCounts.Group?)] = []
        for row in try Row.fetchAll(statements.open, arguments: [Int64(stream)]) {
            let (id, from, to, text): (Int64, Int64, Int64, String) = (row[0], row[1], row[2], row[3])
            if let same = rest.firstIndex(where: { $0.from == from && $0.to == to && $0.text == text }) {
                rest.remove(at: same)
            } else {
                let group = StandingCounts.Group(
                    kind: event.event.record.kind, to: to, isWithdrawn: row[4], year: row[5], dataset: row[6])
                ended.append((id, group))
            }
        }
        // What cannot be put together ends nothing.
        var states: [(StreamStandings.Stretch, FoundState)] = []
        for stretch in rest {
            if let state = try FoundState(stretch.standing, of: &events, in: snapshot) {
                states.append((stretch, state))
            }
        }
        for (row, stood) in ended {
            try statements.end.execute(arguments: [Int64(event.position), row])
            if let stood { counts.end(stood) }
        }
        for (stretch, state) in states { try insert(state, stretch, from: event, stream) }
    }

    private mutating func insert(
        _ state: FoundState, _ stretch: StreamStandings.Stretch, from event: RecordedEvent, _ stream: UInt64
    ) throws {
        lastRow += 1
        var arguments = [
            lastRow, Int64(stream), Int64(state.kind.rawValue), Int64(event.position), FindSchema.forever, stretch.from,
            stretch.to,
        ].map(\.databaseValue)
        arguments.append(stretch.text.databaseValue)
        arguments.append(state.isWithdrawn.databaseValue)
        arguments += state.values
        try statements.record[state.kind]?.execute(arguments: StatementArguments(arguments))
        if let group = StandingCounts.Group(
            kind: state.kind, to: stretch.to, isWithdrawn: state.isWithdrawn, year: state.year, dataset: state.dataset)
        {
            counts.begin(group)
        }
        let year = state.year.map { Int64($0) } ?? FindSchema.noYear
        for text in state.marks {
            try statements.mark.execute(arguments: [text, state.kind.rawValue, year, lastRow])
        }
        if let point = state.point {
            let (latitude, longitude) = (Double(point.latitudeE7) / 1e7, Double(point.longitudeE7) / 1e7)
            try statements.spot.execute(arguments: [lastRow, latitude, latitude, longitude, longitude])
        }
        try statements.words.execute(arguments: [lastRow, state.body, state.sources])
    }
}
