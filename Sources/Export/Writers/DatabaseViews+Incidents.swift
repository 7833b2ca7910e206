import Incidents

// The views of what incidents state, in SQL.
extension DatabaseViews {
    static let ofIncidents: [DatabaseViews] = [
        incidentPeople, journey, shared, countryOfOrigin,
        DatabaseViews(
            name: "corridor_year", description: "Incidents and the people involved, by corridor and year.",
            sql: summing(
                ["origin", "transit", "destination", "year"], ["incidents", "people"], records: ["incidents"],
                from: "journey", where: "coalesce(origin, transit, destination) IS NOT NULL"),
            kinds: [.incident], answers: "corridor-year"),
        DatabaseViews(
            name: "mode_year", description: "Incidents and the people involved, by mode of transport and year.",
            sql: summing(["mode", "year"], ["incidents", "people"], records: ["incidents"], from: "journey"),
            kinds: [.incident], answers: "mode-year"),
        people, childrenAndWomen,
        listed(
            "crime-year", "Incidents by crime against migrants.", ["code AS crime"], field: "crimes", ["crime", "year"]),
        listed(
            "document-fraud-year", "Incidents by kind of document fraud and mode of transport.",
            ["code AS document_fraud", "mode"], field: "document_fraud", ["document_fraud", "mode", "year"]),
        articles,
        DatabaseViews(
            name: "exemption_year",
            description: "Exemptions that were invoked, by ground, mechanism, outcome and year.",
            sql: summing(
                ["ground", "mechanism", "outcome", "year"], ["exemptions"], records: ["exemptions"],
                from: """
                    (SELECT ground, mechanism, outcome, year, \(SumPartSQL.one.columns("exemptions"))
                      FROM incident_exemption JOIN incident ON incident.id = incident_exemption.incident
                      WHERE counted <> 'no')
                    """),
            kinds: [.incident], answers: "exemption-year"),
    ]

    // MARK: People

    private static let isUnnamed = "(sex IS NULL AND age_group IS NULL AND nationality IS NULL)"
    private static let isChild = "coalesce(age_group IN ('child', 'unaccompanied-child'), 0)"
    private static let isFemale = "coalesce(sex = 'female', 0)"

    /// The groups that are summed of an incident, beside all of its people.
    private static let groups = [
        ("people_female", isFemale), ("people_women", "\(isFemale) AND coalesce(age_group = 'adult', 0)"),
        ("people_girls", "\(isFemale) AND \(isChild)"), ("people_children", isChild),
        ("people_unaccompanied_children", "coalesce(age_group = 'unaccompanied-child', 0)"),
    ]

    private static let incidentPeople = DatabaseViews(
        name: "incident_people_sum",
        description: "The people of each incident that states some: its total, or else its groups, and some of these.",
        sql: """
            SELECT incident AS of, count(*) AS of_groups, sum(NOT \(isUnnamed)) AS of_named,
              sum(NOT \(isUnnamed) AND count_low IS NULL) AS of_unknown,
              \(SumPartSQL.summed("count", as: "people", where: "\(isUnnamed) = has_total")),
              \(SumPartSQL.summed("count", as: "total", where: isUnnamed)),
              \(SumPartSQL.summed("count", as: "named", where: "NOT \(isUnnamed)")),
              \(groups.map { SumPartSQL.summed("count", as: $0.0, where: $0.1) }.joined(separator: ",\n"))
            FROM (SELECT *, max(\(isUnnamed)) OVER (PARTITION BY incident) AS has_total FROM incident_people)
            GROUP BY incident
            """,
        kinds: [.incident], answers: nil)

    private static let people: DatabaseViews = {
        let (rest, isThere) = SumPartSQL.rest(
            of: "total", after: "named", parts: "of_named", unknown: "of_unknown > 0")
        let group = SumPartSQL.one.columns("groups")
        return DatabaseViews(
            name: "people", description: "The people involved in incidents, by nationality, sex, age group and year.",
            sql: summing(
                ["nationality", "sex", "age_group", "year"], ["groups", "people"], records: ["groups"],
                from: """
                    (SELECT nationality, sex, age_group, year, \(group), \(SumPartSQL(count: "count").columns("people"))
                      FROM incident_people JOIN incident ON incident.id = incident_people.incident
                      WHERE counted <> 'no' AND NOT \(isUnnamed)
                      UNION ALL
                      SELECT NULL, NULL, NULL, year, \(group), \(rest.columns("people"))
                      FROM incident_people_sum JOIN incident ON incident.id = of
                      WHERE counted <> 'no' AND \(isThere))
                    """),
            kinds: [.incident], answers: "people")
    }()

    private static let childrenAndWomen: DatabaseViews = {
        let ofDeaths = ["deaths_records", "dead_and_missing", "females", "children"]
        let ofIncidents = ["incidents", "people"] + groups.map(\.0)
        return DatabaseViews(
            name: "children_women_year",
            description: "Women and children among the dead and missing, and among the people of incidents, by year.",
            sql: summing(
                ["year"], ofDeaths + ofIncidents, records: ["deaths_records", "incidents"],
                from: """
                    (SELECT year, \(ofDeaths.map(sums).joined(separator: ", ")),
                      \(ofIncidents.map(SumPartSQL.nothing).joined(separator: ", ")) FROM toll WHERE kind = 'deaths'
                      UNION ALL
                      SELECT year, \(ofDeaths.map(SumPartSQL.nothing).joined(separator: ", ")),
                      \(ofIncidents.map(sums).joined(separator: ", ")) FROM journey)
                    """),
            kinds: [.incident, .deaths], answers: "children-women-year")
    }()

    /// The columns of a measure, as they are.
    static func sums(_ measure: String) -> String {
        ["low", "high", "open", "about", "reported"].map { "\(measure)_\($0)" }.joined(separator: ", ")
    }

    // MARK: Countries

    private static let journey: DatabaseViews = {
        let list = { (role: String, order: String) in
            """
            (SELECT group_concat(country, ', ') FROM (SELECT country FROM country AS named
              WHERE named.kind = 'incident' AND named.id = incident.id AND role = '\(role)'
              GROUP BY country ORDER BY \(order))) AS \(role)
            """
        }
        let measures = ["people"] + groups.map(\.0)
        return DatabaseViews(
            name: "journey",
            description: "What each incident that counts adds to the sums of views, with the countries of its journey.",
            sql: """
                SELECT id, year, mode, \(list("origin", "country")), \(list("transit", "min(n)")),
                  \(list("destination", "country")), \(SumPartSQL.one.columns("incidents")),
                  \(measures.map { SumPartSQL(summed: $0).columns($0) }.joined(separator: ", "))
                FROM incident LEFT JOIN incident_people_sum ON of = incident.id WHERE counted <> 'no'
                """,
            kinds: [.incident], answers: nil)
    }()

    /// Persons of a record that names several countries count from 0 in the row of each.
    private static let shared: DatabaseViews = {
        let persons = tolls.map { toll in
            """
            iif(several, min(\(toll)_low, 0), \(toll)_low) AS \(toll)_low,
            iif(several, max(\(toll)_high, 0), \(toll)_high) AS \(toll)_high,
            \(toll)_open, \(toll)_about, \(toll)_reported
            """
        }
        return DatabaseViews(
            name: "origin_toll",
            description:
                "What each record of incidents and deaths that counts adds to the row of each country of origin that it names.",
            sql: """
                SELECT toll.kind, toll.id, year, named.country_of_origin, \(sums("incidents")), \(sums("deaths_records")),
                  \(persons.joined(separator: ", "))
                FROM toll LEFT JOIN (SELECT kind, id, country AS country_of_origin,
                  count(*) OVER (PARTITION BY kind, id) > 1 AS several
                  FROM (SELECT DISTINCT kind, id, country FROM country WHERE role = 'origin')) AS named
                  ON named.kind = toll.kind AND named.id = toll.id
                """,
            kinds: [.incident, .deaths], answers: nil)
    }()

    private static let countryOfOrigin = DatabaseViews(
        name: "country_of_origin_year",
        description: "Incidents and their toll, by country of origin and year; rows do not add up.",
        sql: summing(
            ["country_of_origin", "year"], ["incidents", "deaths_records"] + tolls,
            records: ["incidents", "deaths_records"], from: "origin_toll"),
        kinds: [.incident, .deaths], answers: "country-of-origin-year")

    // MARK: Legal categories

    /// Incidents by the codes of a list, one row a code.
    private static func listed(
        _ view: String, _ description: String, _ columns: [String], field: String, _ keys: [String]
    ) -> DatabaseViews {
        DatabaseViews(
            name: view.replacing("-", with: "_"), description: description + " Rows do not add up.",
            sql: summing(
                keys, ["incidents"], records: ["incidents"],
                from: """
                    (SELECT \(columns.joined(separator: ", ")), year, \(SumPartSQL.one.columns("incidents"))
                      FROM (SELECT DISTINCT id AS of, code FROM code WHERE kind = 'incident' AND field = '\(field)')
                      JOIN incident ON incident.id = of WHERE counted <> 'no')
                    """),
            kinds: [.incident], answers: view)
    }

    private static let articles = DatabaseViews(
        name: "article_year",
        description:
            "Incidents by conduct, aggravation and benefit under article 6 of the Protocol. Rows do not add up.",
        sql: summing(
            ["conduct", "aggravation", "benefit", "year"], ["incidents"], records: ["incidents"],
            from: """
                (SELECT conduct, benefit, year, \(SumPartSQL.one.columns("incidents")),
                  (SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code FROM code AS stated
                    WHERE stated.kind = 'incident' AND stated.id = incident.id AND field = 'aggravations'
                    ORDER BY code)) AS aggravation
                  FROM incident LEFT JOIN (SELECT DISTINCT id AS of, code AS conduct FROM code
                    WHERE kind = 'incident' AND field = 'conduct') ON of = incident.id WHERE counted <> 'no')
                """, where: "coalesce(conduct, aggravation, benefit) IS NOT NULL"),
        kinds: [.incident], answers: "article-year")
}
