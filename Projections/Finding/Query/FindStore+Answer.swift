internal import Forms
internal import GRDB
internal import Incidents

extension FindStore {
    /// Finds records: as of a position that the store has come to.
    ///
    /// - Throws: ``FindError``: `notUnderstood` for words that are none, `unusable` where the store has not come so far.
    package func find(_ query: FindQuery, _ selection: FindSelection) throws -> FoundRecords {
        return try FindError.translating(path) {
            try queue.read { db in
                let position = try FindProgress.read(db).position
                guard query.position <= position else {
                    throw FindError(.unusable, "The finder's store has come to position \(position) only.")
                }
                let conditions = try FindConditions(query, isNow: query.position == position)
                var found = try Self.rows(query, selection, conditions, db)
                let isWhole = selection.after == nil && selection.limit.map { found.rows.count < $0 } ?? true
                if !isWhole { found.datasets = try Self.datasets(conditions, db) }
                found.matched = found.datasets.reduce(0) { $0 + $1.count }
                found.leftOut = try conditions.unstated.compactMap { what, condition in
                    let count = try Self.count(condition, db)
                    return count > 0 ? .init(what: what, count: count) : nil
                }
                found.withdrawn = try conditions.withdrawnToo.map { try Self.count($0, db) } ?? 0
                found.parked = try Self.parked(through: query.position, db)
                return found
            }
        }
    }

    private static func count(_ condition: FindCondition, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM record WHERE \(condition.sql)",
            arguments: StatementArguments(condition.arguments)) ?? 0
    }

    private static func datasets(_ conditions: FindConditions, _ db: Database) throws -> [FoundRecords.DatasetYear] {
        if let counted = conditions.counted {
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT dataset, nullif(year, \(FindSchema.noYear)), records FROM standing WHERE \(counted.sql)
                    """,
                arguments: StatementArguments(counted.arguments))
            return rows.map { .init(dataset: $0[0], year: $0[1], count: $0[2]) }
        }
        let condition = conditions.whole
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT coalesce(dataset, ''), year, count(*) FROM record WHERE \(condition.sql) GROUP BY year, dataset
                """, arguments: StatementArguments(condition.arguments))
        return rows.map { .init(dataset: $0[0], year: $0[1], count: $0[2]) }
    }

    static func parked(through position: UInt64, _ db: Database) throws -> [FoundRecords.Parked] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT position, error FROM parked WHERE position <= ? ORDER BY position",
            arguments: [Int64(clamping: position)])
        return rows.map { .init(position: UInt64($0[0] as Int64), error: $0[1]) }
    }

    // MARK: Rows

    private static func rows(
        _ query: FindQuery, _ selection: FindSelection, _ conditions: FindConditions, _ db: Database
    ) throws -> FoundRecords {
        let columns = selection.fields.filter { $0 != .succeededBy }.flatMap { field in
            FindSchema.columns(of: field).enumerated().map {
                FoundRecords.Column($0.element, of: field, isBound: $0.offset > 0)
            }
        }
        let selected = columns.map { expression($0, query) }
        let place = selection.isMerged ? placing(query, selection) : FindCondition(sql: "")
        let order = order(query, selection, columns)
        let after = selection.after.map {
            FindCondition(sql: " AND record.event > ?", arguments: [Int64(clamping: $0).databaseValue])
        }
        let listed = conditions.listed
        let arguments =
            selected.flatMap(\.arguments) + place.arguments + listed.arguments + (after?.arguments ?? [])
            + order.arguments
        let limit = selection.limit.map { " LIMIT \($0)" } ?? ""
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT record.latitude, record.longitude, record.dataset, record.year, record.event\(selected.map { ", " + $0.sql }.joined())\(place.sql) FROM record \
                WHERE \(listed.sql)\(after?.sql ?? "") ORDER BY \(order.sql)\(limit)
                """, arguments: StatementArguments(arguments))
        var found = FoundRecords(
            columns: columns, rows: [], points: [], matched: 0, leftOut: [], withdrawn: 0, datasets: [], parked: [])
        var datasets: [String: [Int32?: Int]] = [:]
        while let row = try cursor.next() {
            found.rows.append(columns.indices.map { value(row, $0 + 5, columns[$0]) })
            if selection.isMerged { found.places.append(FoundPlace(row, at: columns.count + 5)) }
            datasets[row[2] ?? "", default: [:]][row[3] as Int32?, default: 0] += 1
            found.last = UInt64(clamping: row[4] as Int64)
            if let latitude: Double = row[0], let longitude: Double = row[1] {
                found.points.append(.init(latitude: latitude, longitude: longitude))
            } else {
                found.points.append(nil)
            }
        }
        found.datasets = datasets.flatMap { dataset, years in
            years.map { .init(dataset: dataset, year: $0, count: $1) }
        }
        return found
    }

    /// What a column is in SQL.
    private static func expression(_ column: FoundRecords.Column, _ query: FindQuery) -> FindCondition {
        switch column.field {
        case .distance:
            guard let near = query.near else { return FindCondition(sql: "NULL") }
            return FindCondition(sql: FindConditions.distance, arguments: FindConditions.distanceArguments(near))
        case .dead, .missing:
            guard query.kind == .incident else { break }
            return IncidentToll(column.field, query).expression(column)
        default: break
        }
        return FindCondition(sql: "record.\"\(column.name)\"")
    }

    private static func order(
        _ query: FindQuery, _ selection: FindSelection, _ columns: [FoundRecords.Column]
    ) -> FindCondition {
        guard selection.after == nil else { return FindCondition(sql: "record.event") }
        guard let column = sortColumn(query, selection) else { return FindCondition(sql: lastOrder) }
        // By its number where it is shown: what is computed is not computed again. Five are before it.
        let place = columns.firstIndex { $0.name == column.name }
        var order = place.map { FindCondition(sql: "\($0 + 6)") } ?? expression(column, query)
        order.sql += "\(selection.order?.isDescending == true ? " DESC" : "") NULLS LAST, \(lastOrder)"
        return order
    }

    /// What a ``FoundPlace`` is made of, after the columns.
    private static func placing(_ query: FindQuery, _ selection: FindSelection) -> FindCondition {
        var place = sortColumn(query, selection).map { expression($0, query) } ?? FindCondition(sql: "NULL")
        place.sql = ", \(place.sql), \(lastOrder)"
        return place
    }

    /// By which those are sorted that are alike otherwise.
    private static let lastOrder = "record.first_day, record.id"

    /// The column by which records are sorted; nil: none is asked for.
    private static func sortColumn(_ query: FindQuery, _ selection: FindSelection) -> FoundRecords.Column? {
        let distance = query.near == nil ? nil : FindField.distance
        guard let field = selection.order?.field ?? distance else { return nil }
        let names = FindSchema.columns(of: field)
        // A count is sorted by its lowest value.
        return FoundRecords.Column(names.dropFirst().first ?? names[0], of: field, isBound: names.count > 1)
    }

    private static func value(_ row: Row, _ index: Int, _ column: FoundRecords.Column) -> JSONValue {
        // Each as what it was stored as: nothing is looked up for a value, of which an answer may have a million.
        if column.isBound { return (row[index] as Int64?).map { .integer($0) } ?? .null }
        switch column.field.form {
        case .text, .count: return (row[index] as String?).map { .string($0) } ?? .null
        case .integer: return (row[index] as Int64?).map { .integer($0) } ?? .null
        case .day: return (row[index] as Int32?).map { .string(Day(number: $0).description) } ?? .null
        case .instant:
            return (row[index] as Int64?).map { .string(Instant.text(microseconds: UInt64(clamping: $0))) } ?? .null
        case .real:
            guard let number: Double = row[index] else { return .null }
            return .number(column.field == .distance ? (number * 1000).rounded() / 1000 : number)
        }
    }
}

extension FindStore {
    /// Words of one sort that records of the store are known by, for whoever has mistyped one.
    package enum Known: String, Sendable {
        case region, flag, publisher
    }

    /// - Throws: ``FindError``.
    package func known(_ sort: Known) throws -> [String] {
        let prefix = sort.rawValue + " "
        return try FindError.translating(path) {
            try queue.read { db in
                var words: [String] = []
                var last = prefix
                // From one text to the next by the index: a million rows have few texts.
                while let next = try String.fetchOne(
                    db, sql: "SELECT text FROM mark WHERE text > ? ORDER BY text LIMIT 1", arguments: [last]),
                    next.hasPrefix(prefix)
                {
                    words.append(String(next.dropFirst(prefix.count)))
                    last = next
                }
                return words
            }
        }
    }

    /// Everybody who has said something.
    ///
    /// - Throws: ``FindError``.
    package func actors() throws -> [String] {
        try FindError.translating(path) {
            try queue.read { db in
                var actors: [String] = []
                while let next = try String.fetchOne(
                    db, sql: "SELECT actor FROM event WHERE actor > ? ORDER BY actor LIMIT 1",
                    arguments: [actors.last ?? ""])
                {
                    actors.append(next)
                }
                return actors
            }
        }
    }
}
