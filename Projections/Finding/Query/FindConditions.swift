internal import GRDB
internal import Incidents

/// One condition of a question, in SQL.
struct FindCondition {
    var sql: String
    var arguments: [DatabaseValue] = []
    /// What says that a record does not state what the condition is about, and what that is, for people.
    var unstated: (sql: String, arguments: [DatabaseValue], what: String)?
}

/// A question as conditions on rows of `record`.
struct FindConditions {
    /// Where and when it stands: always asked.
    private let standing: FindCondition
    private var conditions: [FindCondition] = []
    private let query: FindQuery

    init(_ query: FindQuery) throws(FindError) {
        self.query = query
        let moment = Self.moment(query, of: "record")
        standing = FindCondition(
            sql: "record.kind = ? AND \(moment.sql)", arguments: [query.kind.rawValue.databaseValue] + moment.arguments)
        try addWords()
        addPlaces()
        addTimes()
        addSpeakers()
        addBelonging()
        addNumbers()
    }

    /// Those that are found.
    var whole: FindCondition { joined([withdrawn(query.isWithdrawn)] + conditions) }

    /// Those that would be found, had they been withdrawn.
    ///
    /// They are few and have an index of their own: the plus tells SQLite to begin with it, and not with the lists of rows
    /// that the other conditions give (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    var withdrawnToo: FindCondition? {
        if query.isWithdrawn { return nil }
        var condition = joined([withdrawn(true)] + conditions)
        condition.sql = condition.sql.replacing("record.row IN", with: "+record.row IN")
        return condition
    }

    /// For each condition that a record may not state anything about: those that meet all others.
    var unstated: [(what: String, condition: FindCondition)] {
        conditions.indices.compactMap { index in
            guard let unstated = conditions[index].unstated else { return nil }
            var others = conditions
            others[index] = FindCondition(sql: unstated.sql, arguments: unstated.arguments)
            return (unstated.what, joined([withdrawn(query.isWithdrawn)] + others))
        }
    }

    private func joined(_ conditions: [FindCondition]) -> FindCondition {
        let all = [standing] + conditions
        return FindCondition(
            sql: all.map(\.sql).joined(separator: " AND "), arguments: all.flatMap(\.arguments))
    }

    private func withdrawn(_ isWithdrawn: Bool) -> FindCondition {
        FindCondition(sql: isWithdrawn ? "record.withdrawn" : "NOT record.withdrawn")
    }

    static func moment(_ query: FindQuery, of table: String) -> FindCondition {
        let position = Int64(clamping: query.position).databaseValue
        let day = (query.knownBy.map { Int64($0.number) } ?? FindSchema.forever - 1).databaseValue
        return FindCondition(
            sql:
                "\(table).from_position <= ? AND \(table).to_position > ? AND \(table).from_day <= ? AND \(table).to_day > ?",
            arguments: [position, position, day, day])
    }

    private mutating func add(_ sql: String, _ arguments: [DatabaseValue] = []) {
        conditions.append(FindCondition(sql: sql, arguments: arguments))
    }
}

// MARK: What is asked

extension FindConditions {
    /// The rows of one of some marks, in some years.
    private func marked(_ marks: [FindMark], _ years: ClosedRange<Int32>? = nil) -> FindCondition {
        var condition = FindCondition(
            sql: "record.row IN (SELECT row FROM mark WHERE text IN (\(Self.marks(marks.count))) AND kind = ?",
            arguments: marks.map(\.text.databaseValue) + [query.kind.rawValue.databaseValue])
        if let years {
            condition.sql += " AND year BETWEEN ? AND ?"
            condition.arguments += [years.lowerBound.databaseValue, years.upperBound.databaseValue]
        }
        condition.sql += ")"
        return condition
    }

    private static func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    private mutating func addWords() throws(FindError) {
        var expressions: [String] = []
        for (text, column) in [(query.text, nil), (query.source, "sources")] {
            guard let text else { continue }
            guard let words = TextQuery(text) else {
                throw FindError(.notUnderstood, "There is no word to search for in \"\(text)\".")
            }
            expressions.append(column.map { words.expression(in: $0) } ?? "(\(words.expression))")
        }
        guard !expressions.isEmpty else { return }
        add(
            "record.row IN (SELECT rowid FROM words WHERE words MATCH ?)",
            [expressions.joined(separator: " AND ").databaseValue])
    }

    private mutating func addPlaces() {
        let years = query.years
        if !query.regions.isEmpty {
            var condition = marked(query.regions.map(FindMark.region), years)
            let absent = marked([.absent(.regions)], years)
            condition.unstated = (absent.sql, absent.arguments, "state no region")
            conditions.append(condition)
        }
        if !query.countries.isEmpty {
            var condition = marked(query.countries.map(FindMark.country), years)
            let absent = marked([.absent(.country)], years)
            condition.unstated = (absent.sql, absent.arguments, "state no country")
            conditions.append(condition)
        }
        if let near = query.near {
            let centre = (near.latitude, near.longitude)
            let boxes = GreatCircle.boxes(around: centre, within: near.kilometres)
            let each = boxes.map { _ in "north >= ? AND south <= ? AND east >= ? AND west <= ?" }
            let selections = each.map { "SELECT row FROM spot WHERE \($0)" }
            var condition = FindCondition(
                sql: "record.row IN (\(selections.joined(separator: " UNION ALL "))) AND \(Self.distance) <= ?",
                arguments: boxes.flatMap { [$0.south, $0.north, $0.west, $0.east].map(\.databaseValue) }
                    + Self.distanceArguments(near) + [near.kilometres.databaseValue])
            let absent = marked([.absent(.latitude)], years)
            condition.unstated = (absent.sql, absent.arguments, "have no point")
            conditions.append(condition)
        }
    }

    /// The distance of a row from a point.
    static let distance = "kilometres(record.latitude, record.longitude, ?, ?)"

    static func distanceArguments(_ near: FindQuery.Near) -> [DatabaseValue] {
        [near.latitude.databaseValue, near.longitude.databaseValue]
    }

    private mutating func addTimes() {
        let absent = marked([.absent(.year)])
        let unstated = (absent.sql, absent.arguments, "do not say when")
        if let years = query.years {
            conditions.append(
                FindCondition(
                    sql: "record.year BETWEEN ? AND ?",
                    arguments: [years.lowerBound.databaseValue, years.upperBound.databaseValue], unstated: unstated))
        }
        guard query.from != nil || query.to != nil else { return }
        var condition = FindCondition(sql: "record.first_day IS NOT NULL", unstated: unstated)
        if let to = query.to {
            condition.sql += " AND record.first_day <= ?"
            condition.arguments.append(to.number.databaseValue)
        }
        if let from = query.from {
            condition.sql += " AND record.last_day >= ?"
            condition.arguments.append(from.number.databaseValue)
        }
        conditions.append(condition)
    }

    private mutating func addSpeakers() {
        if let publishers = query.publishers {
            let marked = marked(publishers.names.map(FindMark.publisher))
            let datasets = publishers.datasets
            add(
                "(\(marked.sql) OR record.dataset IN (\(Self.marks(datasets.count))))",
                marked.arguments + datasets.map(\.databaseValue))
        }
        if let actor = query.actor {
            add(
                "record.stream IN (SELECT stream FROM event WHERE actor = ? AND \(Self.known))",
                [actor.databaseValue] + known)
        }
        if let changed = query.changed {
            let types = [EventType.corrected, .withdrawn, .reinstated, .recorded].map { "\($0.rawValue)" }
            add(
                """
                record.stream IN (SELECT stream FROM event WHERE position BETWEEN ? AND ? AND version > 1 \
                AND type IN (\(types.joined(separator: ", "))) AND \(Self.known))
                """, positions(changed) + known)
        }
        if let recorded = query.recorded { add("record.stream BETWEEN ? AND ?", positions(recorded)) }
    }

    private static let known = "position <= ? AND known_at <= ?"

    private var known: [DatabaseValue] {
        [
            Int64(clamping: query.position).databaseValue,
            (query.knownBy.map { Int64($0.number) } ?? FindSchema.forever).databaseValue,
        ]
    }

    private func positions(_ range: ClosedRange<UInt64>) -> [DatabaseValue] {
        [Int64(clamping: range.lowerBound).databaseValue, Int64(clamping: range.upperBound).databaseValue]
    }

    private mutating func addBelonging() {
        if !query.flags.isEmpty { conditions.append(marked(query.flags.map(FindMark.flag), query.years)) }
        if let operation = query.operation { add("record.operation = ?", [operation.databaseValue]) }
        if let incident = query.incident { add("record.incident = ?", [incident.databaseValue]) }
        if !query.datasets.isEmpty {
            let named = query.datasets.filter { !$0.isEmpty }
            let desk = named.count < query.datasets.count ? " OR record.dataset IS NULL" : ""
            add("(record.dataset IN (\(Self.marks(named.count)))\(desk))", named.map(\.databaseValue))
        }
        if query.isDisputed { add("record.disputed IS NOT NULL") }
    }

    private mutating func addNumbers() {
        guard let dead = query.dead else { return }
        let bounds = [(dead.high ?? .max).databaseValue, dead.low.databaseValue]
        if query.kind == .incident {
            let toll = IncidentToll(.dead, query)
            conditions.append(
                FindCondition(
                    sql: "(SELECT sum(low) <= ? AND sum(coalesce(high, \(Count.largest))) >= ? \(toll.source.sql))",
                    arguments: bounds + toll.source.arguments,
                    unstated: (
                        "NOT EXISTS (SELECT 1 \(toll.source.sql))", toll.source.arguments,
                        "have no deaths recorded that say how many"
                    )))
            return
        }
        let absent = marked([.absent(.dead)], query.years)
        conditions.append(
            FindCondition(
                sql: "record.dead_low <= ? AND coalesce(record.dead_high, \(Int64.max)) >= ?", arguments: bounds,
                unstated: (absent.sql, absent.arguments, "do not report how many died")))
    }
}
