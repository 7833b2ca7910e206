internal import Forms
internal import GRDB
internal import Incidents

/// The sum of a count over the deaths records of an incident that stand at a moment, in SQL.
struct IncidentToll {
    private let field: FindField
    /// The records that report it, with their bounds as `low` and `high`: what follows `SELECT …`.
    let source: FindCondition

    init(_ field: FindField, _ query: FindQuery) {
        self.field = field
        let moment = FindConditions.moment(query, of: "toll")
        let name = field.name
        // A sum adds what views add: of "more than 12" it is 12, while one record of it has 13 or more.
        let low = "toll.\(name)_low - (toll.\(name) LIKE '>%')"
        let (possible, leftOut) = (Self.isOne(of: query.possible), Self.isOne(of: query.leftOut))
        source = FindCondition(
            sql: """
                FROM (SELECT toll.\(name) AS printed, iif(\(possible.sql), min(\(low), 0), \(low)) AS low, \
                toll.\(name)_high AS high \
                FROM record AS toll WHERE toll.incident = record.id AND toll.kind = \(RecordKind.deaths.rawValue) \
                AND NOT toll.withdrawn AND toll.\(name)_low IS NOT NULL AND NOT \(leftOut.sql) AND \(moment.sql))
                """, arguments: possible.arguments + leftOut.arguments + moment.arguments)
    }

    private static func isOne(of records: [String]) -> FindCondition {
        guard !records.isEmpty else { return FindCondition(sql: "0") }
        let list = JSONValue.array(records.map { .string($0) }).text()
        return FindCondition(
            sql: "(toll.id IN (SELECT value FROM json_each(?)))", arguments: [list.databaseValue])
    }

    /// The sum as it is printed, its lowest value or its highest; nothing where no record reports it.
    func expression(_ column: FoundRecords.Column) -> FindCondition {
        let high = "CASE WHEN count(*) = count(high) THEN sum(high) END"
        let what =
            switch column.name {
            case field.name + "_low": "sum(low)"
            case field.name + "_high": high
            default:
                """
                CASE WHEN count(*) > 0 THEN iif(max(printed LIKE '~%'), '~', '') || sum(low) || \
                CASE WHEN count(*) > count(high) THEN '..' \
                WHEN sum(high) > sum(low) THEN '..' || sum(high) ELSE '' END END
                """
            }
        return FindCondition(sql: "(SELECT \(what) \(source.sql))", arguments: source.arguments)
    }
}
