internal import Forms
internal import GRDB
internal import Incidents

/// One condition of a question, in SQL.
struct FindCondition {
    var sql: String
    var arguments: [DatabaseValue] = []
    /// The same for one row that is at hand, where that is another text: without a list of all rows that meet it.
    var check: (sql: String, arguments: [DatabaseValue])?
    /// What a record does not state that this is about.
    var unstated: Unstated?

    struct Unstated {
        /// What those meet that do not state it.
        var sql: String
        var arguments: [DatabaseValue]
        /// Completes "… more that … ".
        var what: String

        init(condition: FindCondition, what: String) {
            (sql, arguments, self.what) = (condition.sql, condition.arguments, what)
        }
    }

    /// As ``check`` has it.
    var checking: FindCondition { FindCondition(sql: check?.sql ?? sql, arguments: check?.arguments ?? arguments) }
}

/// A question as conditions on rows of `record`.
struct FindConditions {
    /// Where and when it stands: always asked.
    private let standing: FindCondition
    private var conditions: [FindCondition] = []
    /// Which of ``conditions`` is that of the years; nil where none is asked for.
    private var yearsIndex: Int?
    private let query: FindQuery
    private let isNow: Bool

    /// - Parameter isNow: the question is put to the position that the store has come to.
    init(_ query: FindQuery, isNow: Bool) throws(FindError) {
        self.query = query
        self.isNow = isNow
        let moment =
            isNow && query.knownBy == nil
            ? FindCondition(sql: FindSchema.standsNow("record.")) : Self.moment(query, of: "record")
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

    /// The same, for rows: those of one year lie in an index in the order of their days, which SQLite takes where nothing but
    /// an equality is said of the year.
    var listed: FindCondition {
        guard let yearsIndex, let year = query.years, year.count == 1 else { return whole }
        var conditions = conditions
        conditions[yearsIndex] = FindCondition(sql: "record.year = ?", arguments: [year.lowerBound.databaseValue])
        return joined([withdrawn(query.isWithdrawn)] + conditions)
    }

    /// The same as rows of `standing`, where that has counted them already: where nothing but years and datasets is asked for of
    /// what stands now.
    var counted: FindCondition? {
        var rest = query
        // What links do to sums leaves nobody out of a list.
        (rest.years, rest.datasets, rest.leftOut, rest.possible) = (nil, [], [], [])
        guard isNow, rest == FindQuery(kind: query.kind, position: query.position) else { return nil }
        var counted = FindCondition(sql: "kind = ?", arguments: [query.kind.rawValue.databaseValue])
        if let years = query.years {
            counted.sql += " AND year BETWEEN ? AND ?"
            counted.arguments += [years.lowerBound.databaseValue, years.upperBound.databaseValue]
        }
        if !query.datasets.isEmpty {
            counted.sql += " AND dataset IN (\(Self.marks(query.datasets.count)))"
            counted.arguments += query.datasets.map(\.databaseValue)
        }
        return counted
    }

    /// Those that would be found, had they not been withdrawn: few, with an index of their own, and so looked at one by one.
    var withdrawnToo: FindCondition? {
        query.isWithdrawn ? nil : joined([withdrawn(true)] + conditions.map(\.checking))
    }

    /// For each condition that a record may not state anything about: those that meet all others.
    var unstated: [(what: String, condition: FindCondition)] {
        get throws(FindError) {
            var found = conditions.indices.compactMap { index -> (what: String, condition: FindCondition)? in
                guard let unstated = conditions[index].unstated else { return nil }
                var others = conditions.map(\.checking)
                others[index] = FindCondition(sql: unstated.sql, arguments: unstated.arguments)
                return (unstated.what, joined([withdrawn(query.isWithdrawn)] + others))
            }
            guard query.years != nil || query.from != nil || query.to != nil else { return found }
            // Marks are looked up by year, too: what counts in none must be asked for without.
            var timeless = query
            (timeless.years, timeless.from, timeless.to) = (nil, nil, nil)
            let others = try FindConditions(timeless, isNow: isNow)
            found.append(
                (
                    "do not say when",
                    others.joined(
                        [withdrawn(query.isWithdrawn), marked([.absent(.year)]).condition]
                            + others.conditions.map(\.checking))
                ))
            return found
        }
    }

    private func joined(_ conditions: [FindCondition]) -> FindCondition {
        var all = [standing] + conditions
        // Where rows are listed, SQLite is to begin with the list, and not with all of the kind: it knows of neither how many
        // there are. A plus keeps it from the index.
        if conditions.contains(where: { $0.sql.contains("record.row IN") }) { all[0].sql = "+" + all[0].sql }
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
    private func marked(
        _ marks: [FindMark], _ years: ClosedRange<Int32>? = nil
    ) -> (condition: FindCondition, check: FindCondition) {
        let texts = "text IN (\(Self.marks(marks.count))) AND kind = ?"
        let arguments = marks.map(\.text.databaseValue) + [query.kind.rawValue.databaseValue]
        // The whole key: one look for each mark.
        let check = FindCondition(
            sql: """
                EXISTS (SELECT 1 FROM mark WHERE \(texts) AND mark.year = coalesce(record.year, \(FindSchema.noYear)) \
                AND mark.row = record.row)
                """, arguments: arguments)
        let range = years.map { [$0.lowerBound.databaseValue, $0.upperBound.databaseValue] }
        let condition = FindCondition(
            sql:
                "record.row IN (SELECT row FROM mark WHERE \(texts)\(range == nil ? "" : " AND year BETWEEN ? AND ?"))",
            arguments: arguments + (range ?? []), check: (check.sql, check.arguments))
        return (condition, check)
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
        let list = "record.row IN (SELECT rowid FROM words WHERE words MATCH ?)"
        let arguments = [expressions.joined(separator: " AND ").databaseValue]
        conditions.append(FindCondition(sql: list, arguments: arguments, check: ("+" + list, arguments)))
    }

    private mutating func addPlaces() {
        add(query.regions.map(FindMark.region), orElse: .regions, "state no region")
        add(query.countries.map(FindMark.country), orElse: .country, "state no country")
        guard let near = query.near else { return }
        let boxes = GreatCircle.boxes(around: (near.latitude, near.longitude), within: near.kilometres)
        let selections = boxes.map { _ in
            "SELECT row FROM spot WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?"
        }
        let edges = boxes.flatMap { [$0.south, $0.north, $0.west, $0.east].map(\.databaseValue) }
        let distance = (
            sql: "\(Self.distance) <= ?", arguments: Self.distanceArguments(near) + [near.kilometres.databaseValue]
        )
        conditions.append(
            FindCondition(
                sql: "record.row IN (\(selections.joined(separator: " UNION ALL "))) AND \(distance.sql)",
                arguments: edges + distance.arguments, check: distance,
                unstated: .init(condition: marked([.absent(.latitude)], query.years).condition, what: "have no point")))
    }

    /// One of some marks; nothing where none is asked for.
    private mutating func add(_ marks: [FindMark], orElse field: FindField, _ what: String) {
        guard !marks.isEmpty else { return }
        var condition = marked(marks, query.years).condition
        condition.unstated = .init(condition: marked([.absent(field)], query.years).condition, what: what)
        conditions.append(condition)
    }

    /// The distance of a row from a point.
    static let distance = "kilometres(record.latitude, record.longitude, ?, ?)"

    static func distanceArguments(_ near: FindQuery.Near) -> [DatabaseValue] {
        [near.latitude.databaseValue, near.longitude.databaseValue]
    }

    private mutating func addTimes() {
        if let years = query.years {
            let arguments = [years.lowerBound.databaseValue, years.upperBound.databaseValue]
            yearsIndex = conditions.count
            // With the plus no index is used: a row that is at hand is not looked up again.
            conditions.append(
                FindCondition(
                    sql: "record.year BETWEEN ? AND ?", arguments: arguments,
                    check: ("+record.year BETWEEN ? AND ?", arguments)))
        }
        if let to = query.to { add("record.first_day <= ?", [to.number.databaseValue]) }
        if let from = query.from { add("record.last_day >= ?", [from.number.databaseValue]) }
    }

    private mutating func addSpeakers() {
        if let publishers = query.publishers {
            let marked = marked(publishers.names.map(FindMark.publisher)).condition
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
        if !query.flags.isEmpty { conditions.append(marked(query.flags.map(FindMark.flag), query.years).condition) }
        addBelonging(to: .operation, query.operation, "record.operation")
        addBelonging(to: .incident, query.incident, "record.incident")
        addBelonging(to: .courtCase, query.caseID, "record.case_id")
        if !query.datasets.isEmpty {
            let named = query.datasets.filter { !$0.isEmpty }
            let desk = named.count < query.datasets.count ? " OR record.dataset IS NULL" : ""
            add("(record.dataset IN (\(Self.marks(named.count)))\(desk))", named.map(\.databaseValue))
        }
        if query.isDisputed { add("record.disputed IS NOT NULL") }
    }

    /// A case may be about several, which its column would not tell apart.
    private mutating func addBelonging(to kind: RecordKind, _ id: String?, _ column: String) {
        guard let id else { return }
        if query.kind == .courtCase {
            conditions.append(marked([.named(RecordID(kind: kind, id: id))], query.years).condition)
        } else {
            add("\(column) = ?", [id.databaseValue])
        }
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
                    unstated: .init(
                        condition: FindCondition(
                            sql: "NOT EXISTS (SELECT 1 \(toll.source.sql))", arguments: toll.source.arguments),
                        what: "have no deaths recorded that say how many")))
            return
        }
        conditions.append(
            FindCondition(
                sql: "record.dead_low <= ? AND coalesce(record.dead_high, \(Int64.max)) >= ?", arguments: bounds,
                unstated: .init(
                    condition: marked([.absent(.dead)], query.years).condition, what: "do not report how many died")))
    }
}
