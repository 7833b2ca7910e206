import Incidents

/// Views of cases, laws and proceedings in SQL.
extension DatabaseViews {
    static let ofCases: [DatabaseViews] = [casesJurisdictionYear, lawsArticleCountry, funnelSteps, enforcementFunnel]

    /// What a row of a view has of a list of codes: all of them, in their order, in one text.
    private static let acts: String = {
        let order = Conduct.allCases.enumerated().map { "WHEN '\($1.code)' THEN \($0)" }.joined(separator: " ")
        return """
            (SELECT group_concat(code, ' + ') FROM (SELECT DISTINCT code FROM code
             WHERE kind = 'case' AND field = 'conduct' AND code.id = court_case.id ORDER BY CASE code \(order) END))
            """
    }()

    private static let casesJurisdictionYear: DatabaseViews = {
        let parts = [
            SumPartSQL.one.columns("cases"), SumPartSQL(count: "defendant_count").columns("defendants"),
            SumPartSQL(count: "migrant_count").columns("migrants"),
        ]
        return DatabaseViews(
            name: "cases_jurisdiction_year", description: "Cases, by jurisdiction, acts, outcome and year.",
            sql: summing(
                ["jurisdiction", "acts", "outcome", "year"], ["cases", "defendants", "migrants"], records: ["cases"],
                from: """
                    (SELECT jurisdiction, \(acts) AS acts, outcome, year, \(parts.joined(separator: ", "))
                      FROM court_case WHERE counted <> 'no')
                    """),
            kinds: [.courtCase], answers: "cases-jurisdiction-year")
    }()

    private static let lawsArticleCountry: DatabaseViews = {
        let benefits = ["required", "absent", "aggravating"]
        let measures = ["provisions", "ended"] + benefits.map { "benefit_\($0)" }
        let parts =
            [
                SumPartSQL.one.columns("provisions"),
                SumPartSQL.one.columns("ended", where: "in_force_to IS NOT NULL"),
            ] + benefits.map { SumPartSQL.one.columns("benefit_\($0)", where: "benefit = '\($0)'") }
        return DatabaseViews(
            name: "laws_article_country",
            description:
                "Provisions, by the article that somebody says they implement, and country: one may be in several rows.",
            sql: summing(
                ["article", "country"], measures, records: Set(measures),
                from: """
                    (SELECT said.article AS article, provision.jurisdiction AS country, \(parts.joined(separator: ", "))
                      FROM provision LEFT JOIN (SELECT DISTINCT provision, article FROM provision_article) AS said
                        ON said.provision = provision.id
                      WHERE provision.counted <> 'no')
                    """),
            kinds: [.provision], answers: "laws-article-country")
    }()

    // MARK: The funnel

    private static let steps = [
        (measure: "first_instances", stage: "first-instance", suffix: ""),
        (measure: "appeals", stage: "appeal", suffix: "_on_appeal"),
        (measure: "final_appeals", stage: "final-appeal", suffix: "_on_final_appeal"),
    ]

    private static let funnelMeasures =
        ["arrest_records", "arrested", "cases", "charged"]
        + steps.flatMap { [$0.measure, "convicted\($0.suffix)", "acquitted\($0.suffix)"] } + ["other_proceedings"]

    private static let funnelSteps: DatabaseViews = {
        let nothing = { (measure: String) in SumPartSQL.one.columns(measure, where: "0") }
        func row(_ own: [String: String]) -> String {
            funnelMeasures.map { own[$0] ?? nothing($0) }.joined(separator: ", ")
        }
        var proceedings: [String: String] = [
            "other_proceedings": SumPartSQL.one.columns(
                "other_proceedings",
                where: "coalesce(stage, '') NOT IN (\(steps.map { "'\($0.stage)'" }.joined(separator: ", ")))")
        ]
        for (measure, stage, suffix) in steps {
            proceedings[measure] = SumPartSQL.one.columns(measure, where: "stage = '\(stage)'")
            for verdict in ["convicted", "acquitted"] {
                proceedings[verdict + suffix] = SumPartSQL(count: verdict).columns(
                    verdict + suffix, where: "stage = '\(stage)'")
            }
        }
        let arrests = [
            "arrest_records": SumPartSQL.one.columns("arrest_records"),
            "arrested": SumPartSQL(count: "count").columns("arrested"),
        ]
        let cases = [
            "cases": SumPartSQL.one.columns("cases"),
            "charged": SumPartSQL(count: "defendant_count").columns("charged"),
        ]
        return DatabaseViews(
            name: "funnel_step",
            description: "What each record of arrests, cases and proceedings that counts adds to the funnel.",
            sql: """
                SELECT 'arrests' AS kind, id, jurisdiction, \(row(arrests)) FROM arrests WHERE counted <> 'no'
                UNION ALL
                SELECT 'case', id, jurisdiction, \(row(cases)) FROM court_case WHERE counted <> 'no'
                UNION ALL
                SELECT 'proceeding', id, jurisdiction, \(row(proceedings)) FROM proceeding WHERE counted <> 'no'
                """,
            kinds: [.arrests, .courtCase, .proceeding], answers: nil)
    }()

    private static let enforcementFunnel = DatabaseViews(
        name: "enforcement_funnel",
        description: "Persons arrested, charged and convicted, by jurisdiction: columns are steps, and never added up.",
        sql: summing(
            ["jurisdiction"], funnelMeasures,
            records: Set(["arrest_records", "cases", "other_proceedings"] + steps.map(\.measure)), from: "funnel_step"),
        kinds: [.arrests, .courtCase, .proceeding], answers: "enforcement-funnel")
}
