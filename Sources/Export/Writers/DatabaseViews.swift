import Incidents

/// A view in SQL over the tables of an export. Whether a record counts, in which region and in which spelling, stands in its
/// row: a view only adds up.
struct DatabaseViews: Sendable {
    let name: String
    /// What a row is, in a sentence.
    let description: String
    let sql: String
    /// The kinds of records that it is made of.
    let kinds: Set<RecordKind>
    /// The view of the ledger that has the same figures; nil: other views are made with it.
    let answers: String?

    /// In an order in which each is made of those before it.
    static let all: [DatabaseViews] = first + ofIncidents + ofArrests + ofCases + ofEverything + [fee]

    /// Those of which others are made, and those of places, times and causes.
    private static let first: [DatabaseViews] = [
        toll, arrestToll,
        sum(of: "region-year", ["region", "year"]), sum(of: "year", ["year"]),
        sum(of: "route-year", ["route", "year"]), sum(of: "month", ["year", "month"]),
        sum(of: "grid-year", ["south", "west", "year"]), sum(of: "country-year", ["country", "year"]),
        deathsSum(of: "cause-year", ["cause", "year"]),
        deathsSum(of: "origin-year", ["region_of_origin", "country_of_origin", "year"]),
        deathsSum(of: "quality-year", ["source_quality", "year"]),
        DatabaseViews(
            name: "arrests_region_year", description: "Arrests, by region and year, in all and by role.",
            sql: summing(
                ["region", "year"], ["arrest_records", "arrests"] + roles.map(\.column), records: ["arrest_records"],
                from: "arrest_toll"),
            kinds: [.arrests], answers: "arrests-region-year"),
        DatabaseViews(
            name: "arrests_operation", description: "Arrests, by operation and phase.",
            sql: summing(
                ["operation", "phase"], ["arrest_records", "arrests"], records: ["arrest_records"], from: "arrest_toll",
                where: "operation IS NOT NULL"),
            kinds: [.arrests], answers: "arrests-operation"),
        operations,
    ]

    // MARK: Deaths and incidents

    static let tolls = ["dead", "missing", "dead_and_missing", "survivors", "females", "males", "children"]

    private static func sum(of view: String, _ keys: [String]) -> DatabaseViews {
        DatabaseViews(
            name: view.replacing("-", with: "_"),
            description: "Incidents and their toll, by \(keys.joined(separator: ", ")).",
            sql: summing(
                keys, ["incidents", "deaths_records"] + tolls, records: ["incidents", "deaths_records"], from: "toll"),
            kinds: [.incident, .deaths], answers: view)
    }

    private static func deathsSum(of view: String, _ keys: [String]) -> DatabaseViews {
        DatabaseViews(
            name: view.replacing("-", with: "_"), description: "The toll, by \(keys.joined(separator: ", ")).",
            sql: summing(
                keys, ["deaths_records"] + tolls, records: ["deaths_records"], from: "toll", where: "kind = 'deaths'"),
            kinds: [.incident, .deaths], answers: view)
    }

    /// What each record adds to the sums of views.
    private static let toll: DatabaseViews = {
        let keys =
            "region, country, \(dataset), year, month, route_shown AS route, \(corner("latitude")) AS south, "
            + "\(corner("longitude")) AS west"
        let origin =
            "cause_class AS cause, region_of_origin_shown AS region_of_origin, "
            + "country_of_origin_shown AS country_of_origin, source_quality"
        let deaths =
            [
                "NULL AS incidents_low, NULL AS incidents_high, 0 AS incidents_open, 0 AS incidents_about, 0 AS incidents_reported"
            ]
            + [SumPartSQL.one.columns("deaths_records")]
            + tolls.map {
                $0 == "dead_and_missing" ? SumPartSQL.deadAndMissing.columns($0) : SumPartSQL(count: $0).columns($0)
            }
        let none = (["deaths_records"] + tolls).map { "NULL, NULL, 0, 0, 0 /* \($0) */" }
        return DatabaseViews(
            name: "toll",
            description:
                "What each record of incidents and deaths that counts adds to the sums of views: the lowest and the "
                + "highest number, and how often it is without upper bound, approximate and reported.",
            sql: """
                SELECT 'deaths' AS kind, id, \(keys), \(origin), \(deaths.joined(separator: ", "))
                FROM deaths WHERE counted <> 'no'
                UNION ALL
                SELECT 'incident', id, \(keys), NULL, NULL, NULL, NULL, \(SumPartSQL.one.values), \(none.joined(separator: ", "))
                FROM incident WHERE counted <> 'no'
                """,
            kinds: [.incident, .deaths], answers: nil)
    }()

    /// Whose a record is, as answers name it.
    private static let dataset = "coalesce(dataset, 'desk') AS dataset"

    /// The whole degree south or west of a point; nothing where it stands for a whole region.
    private static func corner(_ degrees: String) -> String {
        "iif(point_precision = '\(PointPrecision.centroid.code)', NULL, "
            + "CAST(\(degrees) AS INTEGER) - (\(degrees) < CAST(\(degrees) AS INTEGER)))"
    }

    // MARK: Arrests and operations

    private static let roles = OffenderRole.allCases.map { role in
        (column: role.code.replacing("-", with: "_"), role: role)
    }

    private static let arrestToll: DatabaseViews = {
        let parts =
            [SumPartSQL.one.columns("arrest_records"), SumPartSQL(count: "count").columns("arrests")]
            + roles.map { column, role in
                SumPartSQL(count: "count").columns(
                    column, where: "coalesce(role, '\(OffenderRole.unknown.code)') = '\(role.code)'")
            }
        return DatabaseViews(
            name: "arrest_toll",
            description: "What each record of arrests that counts adds to the sums of views.",
            sql:
                "SELECT id, region, country, \(dataset), year, operation, phase, role, stage, \(parts.joined(separator: ", ")) "
                + "FROM arrests WHERE counted <> 'no'",
            kinds: [.arrests], answers: nil)
    }()

    private static let operations: DatabaseViews = {
        let keys = "operation, measure, phase, publisher, as_at, unit, qualifier"
        let part = SumPartSQL(count: "count").columns("count")
        return DatabaseViews(
            name: "operations", description: "The results of operations as each publisher states them: never added up.",
            sql: summing(
                keys.split(separator: ", ").map(String.init) + ["statement"], ["count"], records: [],
                from: """
                    (SELECT operation, measure, result.phase AS phase, publisher, as_at, unit, qualifier,
                      row_number() OVER (PARTITION BY \(keys.replacing("phase", with: "result.phase")) ORDER BY n) AS statement,
                      \(part)
                      FROM operation_result AS result JOIN operation ON operation.id = result.operation
                      WHERE operation.counted <> 'no')
                    """),
            kinds: [.operation], answers: "operations")
    }()

    // MARK: Sums

    /// Adds up what records add, and prints sums as answers do.
    static func summing(
        _ keys: [String], _ measures: [String], records: Set<String>, from source: String, where condition: String = "1"
    ) -> String {
        let columns = measures.map { measure in
            let sum = { (part: String) in "sum(\(measure)_\(part))" }
            let nothing = records.contains(measure) ? "'0'" : "NULL"
            return """
                CASE WHEN \(sum("reported")) = 0 THEN \(nothing)
                  ELSE iif(\(sum("about")) > 0, '~', '') || \(sum("low")) ||
                    CASE WHEN \(sum("open")) > 0 THEN '..'
                      WHEN \(sum("high")) <> \(sum("low")) THEN '..' || \(sum("high")) ELSE '' END
                END AS \(measure),
                \(sum("low")) AS \(measure)_low, iif(\(sum("open")) > 0, NULL, \(sum("high"))) AS \(measure)_high,
                \(sum("reported")) AS \(measure)_reported
                """
        }
        return """
            SELECT \(keys.joined(separator: ", ")), \(columns.joined(separator: ",\n"))
            FROM \(source) WHERE \(condition) GROUP BY \(keys.joined(separator: ", ")) ORDER BY \(keys.joined(separator: ", "))
            """
    }
}
