import Federation
import Folding
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import Presentation

/// What several agencies know together.
enum FederationRoutes {
    static let all = [view, find, datasets, duplicates, status] + FederatedDecisionRoutes.all

    private static let view = Route.pooling(
        id: "askFederation", path: "/v1/federation/views/{name}",
        summary:
            "A table of what the members of the federation know together: their cells added up, each log at its own position; with "
            + "what is counted from whom, what overlaps, and what is missing.", permission: .views,
        parameters: [ViewRoutes.name] + ViewRoutes.parameters, schema: .named("FederatedViewAnswer")
    ) { call in
        let asked = try ViewRoutes.request(call)
        return { federation, moment in
            let answer = try federation.view(asked, at: moment)
            return LaidAnswer(
                ViewLayout(answer),
                .init(isComplete: answer.provenance.isComplete, notes: answer.provenance.notices), members: [])
        }
    }

    private static let find = Route.pooling(
        id: "findFederatedRecords", path: "/v1/federation/{kind}",
        summary:
            "Finds records in what every member contributes; of each row member says whose log has it. Sorted, and limited, over all.",
        permission: .records,
        parameters: [
            .path("kind", "The kind of record.", .text(oneOf: FindRequest.kinds.map(\.code)), example: "deaths")
        ] + FindQuestion.parameters.filter { !["as-of", "known-by", "after"].contains($0.name) },
        schema: .named("FederatedRecords")
    ) { call in
        let asked = try FindQuestion.request(call, of: try call.namedKind())
        return { federation, moment in
            let finding = try federation.find(asked, at: moment)
            let layout = FederatedFindingLayout(finding)
            var standing = LaidAnswer.Standing(isComplete: finding.isComplete, notes: layout.remarks)
            standing.total = finding.matched
            return LaidAnswer(layout, standing, members: [])
        }
    }

    private static let datasets = Route.pooling(
        id: "listFederatedDatasets", path: "/v1/federation/datasets",
        summary: "The bodies of records that the members hold, and which of them sums count, from whom.",
        permission: .views, parameters: [], schema: .named("FederatedDatasets")
    ) { _ in
        { federation, moment in
            let (datasets, pool) = try federation.datasets(at: moment)
            let layout = FederatedDatasetsLayout(datasets, pool)
            return LaidAnswer(layout, .init(isComplete: pool.isComplete, notes: layout.remarks), members: [])
        }
    }

    private static let duplicates = Route.pooling(
        id: "findFederatedDuplicates", path: "/v1/federation/duplicates",
        summary:
            "Pairs of records of different members that may be about the same people, looked for now; nothing is recorded.",
        permission: .records, parameters: [], schema: .named("FederatedPairs")
    ) { _ in
        { federation, moment in
            let search = try federation.findDuplicates(at: moment)
            let layout = FederatedSearchLayout(search)
            return LaidAnswer(layout, .init(isComplete: search.pool.isComplete, notes: layout.remarks), members: [])
        }
    }

    /// How the logs are held changes while nobody records anything: this answer has no address of its own.
    private static let status = Route(
        id: "federationStatus", method: .get, path: "/v1/federation/status",
        summary: "How the log of each member is held here: how far it is signed, how old that is, what is wrong.",
        group: .federation, permission: .views,
        answers: [
            .init(summary: "The members.", content: [("application/json", .named("FederationStatus"))])
        ]
    ) { call in
        let kept = try call.keptFederation()
        return .json(
            try await call.asking { _ in
                let federation = kept.now()
                try call.checkReads(federation, of: kept.own)
                return .members([
                    ("name", .string(kept.file.name)), ("file", .string(kept.file.digest)),
                    ("own", .string(kept.own.name)), ("members", MembersLayout(federation.status()).json),
                ])
            }, headers: [.cacheControl: "no-store"])
    }

    // MARK: What they look like

    private static let rows = Schema.list(of: .object([]))
    private static let pool = Schema.object(
        [
            ("name", .text()), ("isComplete", .truth), ("remarks", .list(of: .text())),
            (
                "members",
                .list(
                    of: .object(
                        [
                            ("name", .text()), ("origin", .text()), ("role", .text(oneOf: ["contributor", "reader"])),
                            ("position", Schema.integer(from: 0).orNothing), ("root", Schema.text().orNothing),
                            ("recordedAt", Schema.text().orNothing), ("problem", Schema.text().orNothing),
                        ], required: ["name", "origin", "role", "position", "root", "recordedAt", "problem"]))
            ),
        ], required: ["name", "isComplete", "remarks", "members"])

    static let schemas: [(name: String, schema: Schema)] =
        FederatedDecisionRoutes.schemas + [
            (
                "FederatedViewAnswer",
                .object(
                    [
                        (
                            "provenance",
                            .object(
                                [
                                    ("position", .object([])), ("federation", pool), ("knownBy", Schema.day.orNothing),
                                    ("view", .text()), ("version", .integer(from: 1)), ("datasets", rows),
                                    ("overlap", rows), ("isComplete", .truth),
                                    ("digest", .text(pattern: "^[0-9a-f]{64}$")),
                                ],
                                required: [
                                    "position", "federation", "knownBy", "view", "version", "datasets", "overlap",
                                    "isComplete", "digest",
                                ])
                        ), ("rows", rows),
                    ], required: ["provenance", "rows"])
            ),
            (
                "FederatedRecords",
                .object(
                    [("federation", pool), ("isComplete", .truth), ("members", rows), ("rows", rows)],
                    required: ["federation", "isComplete", "members", "rows"])
            ),
            (
                "FederatedDatasets",
                .object([("federation", pool), ("datasets", rows)], required: ["federation", "datasets"])
            ),
            (
                "FederatedPairs",
                .object(
                    [
                        ("federation", pool), ("datasets", .list(of: .text())), ("records", .integer(from: 0)),
                        ("pairs", rows),
                    ],
                    required: ["federation", "datasets", "records", "pairs"])
            ),
            (
                "FederationStatus",
                .object(
                    [("name", .text()), ("file", .text()), ("own", .text()), ("members", rows)],
                    required: ["name", "file", "own", "members"], isClosed: true)
            ),
        ]
}
