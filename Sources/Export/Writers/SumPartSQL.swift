/// What one record adds to a sum, in SQL: the rule of `Folding.Sum`, over the three columns in which a count is exported.
struct SumPartSQL {
    private let low: String
    /// The low of what has no upper bound.
    private let high: String
    /// How many parts have no upper bound.
    private let open: String
    /// How many parts are approximate.
    private let about: String
    /// 1 where something is reported.
    private let reported: String

    init(low: String, high: String, open: String, about: String, reported: String) {
        self.low = low
        self.high = high
        self.open = open
        self.about = about
        self.reported = reported
    }

    /// A count, by the name of its column.
    init(count name: String) {
        self.init(
            low: "\(name)_low", high: "coalesce(\(name)_high, \(name)_low)",
            open: "(\(name)_low IS NOT NULL AND \(name)_high IS NULL)", about: "(coalesce(\(name), '') LIKE '~%')",
            reported: "(\(name)_low IS NOT NULL)")
    }

    /// What was put together of counts, by what its columns begin with: `_low`, `_high`, `_open`, `_about`, `_reported`; all
    /// nothing where there was nothing to put together.
    init(summed name: String) {
        self.init(
            low: "\(name)_low", high: "\(name)_high", open: "coalesce(\(name)_open, 0)",
            about: "coalesce(\(name)_about, 0)", reported: "coalesce(\(name)_reported, 0)")
    }

    /// A measure to which the rows of a part of a view add nothing.
    static func nothing(_ measure: String) -> String {
        "NULL AS \(measure)_low, NULL AS \(measure)_high, 0 AS \(measure)_open, 0 AS \(measure)_about, 0 AS \(measure)_reported"
    }

    /// The sums of counts that meet a condition, as columns that ``init(summed:)`` reads; over the rows of a group.
    static func summed(_ count: String, as name: String, where condition: String) -> String {
        let part = SumPartSQL(count: count)
        return """
            sum(CASE WHEN \(condition) THEN \(part.low) END) AS \(name)_low,
            sum(CASE WHEN \(condition) THEN \(part.high) END) AS \(name)_high,
            sum((\(condition)) AND \(part.open)) AS \(name)_open, sum((\(condition)) AND \(part.about)) AS \(name)_about,
            max((\(condition)) AND \(part.reported)) AS \(name)_reported
            """
    }

    /// What is left of a total after its parts, of both as ``init(summed:)`` reads them: the rule of the views of people.
    ///
    /// - Parameters:
    ///   - parts: how many parts there are.
    ///   - unknown: some part is not reported.
    static func rest(of total: String, after taken: String, parts: String, unknown: String) -> (
        SumPartSQL, isThere: String
    ) {
        let open = "coalesce(\(total)_open, 0) > 0"
        let least =
            "CASE WHEN \(parts) = 0 THEN \(total)_low WHEN \(unknown) OR coalesce(\(taken)_open, 0) > 0 THEN 0 "
            + "ELSE max(0, \(total)_low - coalesce(\(taken)_high, 0)) END"
        let most =
            "CASE WHEN \(parts) = 0 THEN \(total)_high ELSE max(0, \(total)_high - coalesce(\(taken)_low, 0)) END"
        return (
            SumPartSQL(
                low: "iif(\(open) OR \(parts) = 0, \(least), min(\(least), \(most)))",
                high: "iif(\(open), \(least), \(most))",
                open: "(\(open))", about: "(coalesce(\(total)_about, 0) + coalesce(\(taken)_about, 0) > 0)",
                reported: "1"),
            "coalesce(\(total)_reported, 0) > 0 AND (\(parts) = 0 OR \(open) OR \(most) > 0)"
        )
    }

    /// A record.
    static let one = SumPartSQL(low: "1", high: "1", open: "0", about: "0", reported: "1")

    /// The total that is stated, else the dead and the missing together.
    static let deadAndMissing: SumPartSQL = {
        let (dead, missing, total) = (
            SumPartSQL(count: "dead"), SumPartSQL(count: "missing"), SumPartSQL(count: "stated_total")
        )
        let both = { (part: (SumPartSQL) -> String) in "coalesce(\(part(dead)), 0) + coalesce(\(part(missing)), 0)" }
        let choice = { (part: (SumPartSQL) -> String, otherwise: String) in
            "CASE WHEN \(total.reported) THEN \(part(total)) WHEN \(dead.reported) OR \(missing.reported) THEN \(otherwise) END"
        }
        return SumPartSQL(
            low: choice({ $0.low }, both { $0.low }), high: choice({ $0.high }, both { $0.high }),
            open: "coalesce(\(choice({ $0.open }, both { $0.open })), 0)",
            about: "coalesce(\(choice({ $0.about }, both { $0.about })), 0)",
            reported: "(\(total.reported) OR \(dead.reported) OR \(missing.reported))")
    }()

    private var parts: [(name: String, sql: String)] {
        [
            // What is only possible counts from 0 on, or up to 0.
            ("low", "iif(counted = 'possible', min(\(low), 0), \(low))"),
            ("high", "iif(counted = 'possible', max(\(high), 0), \(high))"), ("open", open), ("about", about),
            ("reported", reported),
        ]
    }

    var values: String { parts.map(\.sql).joined(separator: ", ") }

    /// As columns of a measure.
    func columns(_ measure: String, where condition: String? = nil) -> String {
        parts.map { name, sql in
            let isNumber = name == "low" || name == "high"
            let value = condition.map { "CASE WHEN \($0) THEN \(sql)\(isNumber ? "" : " ELSE 0") END" } ?? sql
            return "\(value) AS \(measure)_\(name)"
        }.joined(separator: ", ")
    }
}
