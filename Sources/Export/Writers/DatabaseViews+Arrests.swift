import Incidents

// The views of arrests and operations, and those over several kinds, in SQL.
extension DatabaseViews {
    static let ofArrests: [DatabaseViews] = [
        nationality,
        DatabaseViews(
            name: "arrests_role_country", description: "Arrests, by role and the country in which they were made.",
            sql: summing(
                ["role", "country"], ["arrest_records", "arrests"], records: ["arrest_records"], from: "arrest_toll"),
            kinds: [.arrests], answers: "arrests-role-country"),
        offences,
    ]

    static let ofEverything: [DatabaseViews] = [operationsByYear, flags, datasets]

    private static let nationality: DatabaseViews = {
        let (rest, isThere) = SumPartSQL.rest(
            of: "total", after: "named", parts: "coalesce(of_groups, 0)", unknown: "coalesce(of_unknown, 0) > 0")
        let group = SumPartSQL.one.columns("groups")
        let total = """
            count_low AS total_low, coalesce(count_high, count_low) AS total_high,
            (count_low IS NOT NULL AND count_high IS NULL) AS total_open, (coalesce(count, '') LIKE '~%') AS total_about,
            (count_low IS NOT NULL) AS total_reported
            """
        return DatabaseViews(
            name: "arrests_nationality_year", description: "Persons arrested, by nationality and year.",
            sql: summing(
                ["nationality", "year"], ["groups", "arrests"], records: ["groups"],
                from: """
                    (SELECT nationality, year, \(group), \(SumPartSQL(count: "stated").columns("arrests"))
                      FROM (SELECT arrests AS of, nationality, count AS stated, count_low AS stated_low,
                        count_high AS stated_high FROM arrests_people)
                      JOIN arrests ON arrests.id = of WHERE counted <> 'no'
                      UNION ALL
                      SELECT NULL, year, \(group), \(rest.columns("arrests")) FROM (
                        SELECT id, year, counted, \(total) FROM arrests) AS whole
                      LEFT JOIN (SELECT arrests AS of, count(*) AS of_groups, sum(count_low IS NULL) AS of_unknown,
                        \(SumPartSQL.summed("count", as: "named", where: "1")) FROM arrests_people GROUP BY arrests)
                      ON of = whole.id WHERE counted <> 'no' AND \(isThere))
                    """),
            kinds: [.arrests], answers: "arrests-nationality-year")
    }()

    private static let offences = DatabaseViews(
        name: "arrests_offence_stage",
        description: "Arrests, by offence under article 6 of the Protocol and stage. Rows do not add up.",
        sql: summing(
            ["offence", "stage"], ["arrest_records", "arrests"], records: ["arrest_records"],
            from: """
                (SELECT offence, stage, \(sums("arrest_records")),
                  iif(several, min(arrests_low, 0), arrests_low) AS arrests_low,
                  iif(several, max(arrests_high, 0), arrests_high) AS arrests_high,
                  arrests_open, arrests_about, arrests_reported
                  FROM arrest_toll LEFT JOIN (SELECT of, offence, count(*) OVER (PARTITION BY of) > 1 AS several
                    FROM (SELECT DISTINCT id AS of, code AS offence FROM code
                      WHERE kind = 'arrests' AND field = 'offences')) ON of = arrest_toll.id)
                """),
        kinds: [.arrests], answers: "arrests-offence-stage")

    private static let operationsByYear: DatabaseViews = {
        let (operation, arrests, incident) = (
            ["operations", "participations"], ["arrest_records", "arrests"], ["incidents"]
        )
        let nothing = { (measures: [String]) in measures.map(SumPartSQL.nothing).joined(separator: ", ") }
        let took = SumPartSQL(
            low: "coalesce(countries_stated_low, named)",
            high: "coalesce(countries_stated_high, countries_stated_low, named)",
            open: "(countries_stated_low IS NOT NULL AND countries_stated_high IS NULL)",
            about: "(coalesce(countries_stated, '') LIKE '~%')",
            reported: "(coalesce(countries_stated_low, named) IS NOT NULL)")
        return DatabaseViews(
            name: "operations_year",
            description:
                "Operations, countries that took part, arrests made in them and incidents found by them, by year.",
            sql: summing(
                ["year"], operation + arrests + incident, records: ["operations", "arrest_records", "incidents"],
                from: """
                    (SELECT year, \(SumPartSQL.one.columns("operations")), \(took.columns("participations")),
                      \(nothing(arrests + incident))
                      FROM operation LEFT JOIN (SELECT id AS of, count(DISTINCT country) AS named FROM country
                        WHERE kind = 'operation' AND role = 'participant' GROUP BY id) ON of = operation.id
                      WHERE counted <> 'no'
                      UNION ALL
                      SELECT year, \(nothing(operation)), \(arrests.map(sums).joined(separator: ", ")), \(nothing(incident))
                      FROM arrest_toll WHERE operation IS NOT NULL
                      UNION ALL
                      SELECT year, \(nothing(operation + arrests)), \(SumPartSQL.one.columns("incidents"))
                      FROM incident WHERE counted <> 'no' AND operation IS NOT NULL)
                    """),
            kinds: [.operation, .arrests, .incident], answers: "operations-year")
    }()

    // MARK: Over several kinds

    /// Kinds that are in no sum of records have flags all the same: they are counted here where they stand, and of what was
    /// published only what datasets say.
    private static let flags: DatabaseViews = {
        let summed = KindTables.all.filter(\.kind.isCountedInViews)
        let years = KindTables.all.filter(\.kind.occurs).map { tables in
            "SELECT '\(tables.kind.code)' AS of_kind, id AS of, year FROM \(tables.main.name)"
        }
        let names = summed.map { "'\($0.kind.code)'" }.joined(separator: ", ")
        let counts = """
            stands AND (counted <> 'no' OR (record.kind NOT IN (\(names)) AND (record.dataset IS NOT NULL
              OR (SELECT value FROM provenance WHERE name = 'asPublished') = 'no')))
            """
        return DatabaseViews(
            name: "flags", description: "Flags of records, by flag, kind of record and year, and settlements of them.",
            sql: summing(
                ["flag", "record_kind", "year"], ["flags", "settlements"], records: ["flags", "settlements"],
                from: """
                    (SELECT flag.code AS flag, flag.kind AS record_kind, year, \(SumPartSQL.one.columns("flags")),
                      \(SumPartSQL.nothing("settlements"))
                      FROM flag JOIN record ON record.kind = flag.kind AND record.id = flag.id
                      LEFT JOIN (\(years.joined(separator: " UNION ALL ")))
                      ON of_kind = flag.kind AND of = flag.id WHERE \(counts)
                      UNION ALL
                      SELECT flag_code, of_kind, NULL, \(SumPartSQL.nothing("flags")), \(SumPartSQL.one.columns("settlements"))
                      FROM settlement WHERE (SELECT value FROM provenance WHERE name = 'asPublished') = 'no')
                    """),
            kinds: Set(RecordKind.allCases), answers: "flags")
    }()

    private static let datasets: DatabaseViews = {
        let (toll, arrests) = (["incidents", "deaths_records"] + tolls, ["arrest_records", "arrests"])
        let records: Set = ["incidents", "deaths_records", "arrest_records"]
        return DatabaseViews(
            name: "dataset_year", description: "What each dataset, and the desk, holds of each year.",
            sql: summing(
                ["dataset", "year"], toll + arrests, records: records,
                from: """
                    (SELECT dataset, year, \(toll.map(sums).joined(separator: ", ")),
                      \(arrests.map(SumPartSQL.nothing).joined(separator: ", ")) FROM toll
                      UNION ALL
                      SELECT dataset, year, \(toll.map(SumPartSQL.nothing).joined(separator: ", ")),
                      \(arrests.map(sums).joined(separator: ", ")) FROM arrest_toll)
                    """),
            kinds: [.incident, .deaths, .arrests], answers: "dataset-year")
    }()
}
