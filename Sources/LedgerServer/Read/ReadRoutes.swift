import Forms

/// What the service answers.
enum ReadRoutes {
    static let all = RecordRoutes.all + ViewRoutes.all + ComparisonRoutes.all + CiteRoutes.all

    /// What every answer in JSON says of itself.
    private static let standing: [(String, Schema)] = [
        ("log", .text(pattern: "^[0-9a-f]{32}$")), ("position", .integer(from: 0)), ("knownBy", Schema.day.orNothing),
        ("isComplete", .truth), ("notes", .list(of: .text())),
    ]

    /// An answer with what it says of itself, and members of its own.
    private static func answer(_ members: [(String, Schema)]) -> Schema {
        .object(standing + members, required: (standing + members).map(\.0))
    }

    private static let rows = Schema.list(of: .object([]))
    private static let moment = Schema.object([("asOf", .integer(from: 0)), ("knownBy", Schema.day.orNothing)])
    private static let event = Schema.object(
        [
            ("position", .integer(from: 1)), ("recordedAt", .text()), ("version", .integer(from: 1)), ("knownAt", .day),
            ("type", .text()), ("actor", .text()), ("reason", .text()), ("dataset", Schema.text().orNothing),
            ("importId", Schema.text().orNothing),
        ],
        required: ["position", "recordedAt", "version", "knownAt", "type", "actor", "reason"])

    static let schemas: [(name: String, schema: Schema)] = [
        ("Rows", answer([("rows", rows)])),
        ("Views", answer([("rows", rows)])),
        (
            "FoundRecords",
            answer([("kind", .text()), ("matched", .integer(from: 0)), ("shown", .integer(from: 0)), ("rows", rows)])
        ),
        (
            "FeatureCollection",
            answer([
                ("type", .text(oneOf: ["FeatureCollection"])), ("matched", .integer(from: 0)),
                ("withoutPoint", .integer(from: 0)), ("features", rows),
            ])
        ),
        (
            "Record",
            answer([
                ("kind", .text()), ("id", .text()), ("event", event), ("state", Schema.object([]).orNothing),
                ("isAmended", .truth), ("disputes", rows), ("links", rows), ("flagsSettled", rows),
                ("belongsTo", rows), ("belongings", Schema.object([]).orNothing),
            ])
        ),
        ("History", answer([("kind", .text()), ("id", .text()), ("events", .list(of: event))])),
        (
            "ViewAnswer",
            .object(
                [
                    (
                        "provenance",
                        .object(
                            [
                                ("logId", .text(pattern: "^[0-9a-f]{32}$")), ("position", .integer(from: 0)),
                                ("knownBy", Schema.day.orNothing), ("view", .text()), ("version", .integer(from: 1)),
                                ("scheme", Schema.text().orNothing), ("datasets", rows), ("overlap", rows),
                                ("isComplete", .truth), ("digest", .text(pattern: "^[0-9a-f]{64}$")),
                            ],
                            required: [
                                "logId", "position", "knownBy", "view", "version", "datasets", "overlap", "isComplete",
                                "digest",
                            ])
                    ), ("rows", rows),
                ], required: ["provenance", "rows"])
        ),
        ("Changes", answer([("from", moment), ("to", moment), ("records", rows), ("effects", rows)])),
        (
            "ChangesSummary",
            answer([
                ("from", moment), ("to", moment), ("events", .integer(from: 0)), ("records", .integer(from: 0)),
                ("changed", .integer(from: 0)), ("adds", .object([])),
            ])
        ),
        (
            "Flags",
            answer([("open", .integer(from: 0)), ("settled", .integer(from: 0)), ("flags", rows)])
        ),
        (
            "KeptAnswer",
            .object(
                [
                    ("digest", .text(pattern: "^[0-9a-f]{64}$")), ("address", .text()), ("log", .text()),
                    ("position", .integer(from: 0)), ("root", .text()), ("knownBy", Schema.day.orNothing),
                    ("isComplete", .truth), ("question", .object([])),
                    (
                        "citation",
                        .object(
                            [("text", .text()), ("bibtex", .text()), ("csl", rows)],
                            required: ["text", "bibtex", "csl"])
                    ), ("answer", .object([])),
                ],
                required: [
                    "digest", "address", "log", "position", "root", "knownBy", "isComplete", "question", "citation",
                    "answer",
                ])
        ),
    ]
}
