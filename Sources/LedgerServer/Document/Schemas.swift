import Forms

/// The values that the document of the service names.
enum Schemas {
    static let all: [(name: String, schema: Schema)] =
        service + StateRoutes.schemas + TokenRoutes.schemas + ReadRoutes.schemas + ReplayRoute.schemas
        + FederationRoutes.schemas + RecordWriteRoutes.schemas + BatchRoute.schemas + DecisionRoutes.schemas
        + ImportRoutes.schemas

    private static let service: [(name: String, schema: Schema)] = [
        (
            "Problem",
            .object(
                [
                    ("type", .text(oneOf: Problem.Kind.allCases.map { "urn:incident-ledger:problem:" + $0.rawValue })),
                    ("title", .text()), ("status", .integer(from: 400, through: 599)), ("detail", .text()),
                    (
                        "errors",
                        .list(
                            of: .object(
                                [("field", .text()), ("given", .text()), ("allowed", .text()), ("message", .text())],
                                required: ["field", "message"], isClosed: true))
                    ),
                ], required: ["type", "title", "status", "detail"], isClosed: true)
        ),
        (
            "Token",
            .object(
                [
                    ("id", .text()), ("name", .text()), ("role", .text(oneOf: Role.allCases.map(\.rawValue))),
                    ("datasets", .list(of: .text())), ("created", .day), ("expires", Schema.day.orNothing),
                    ("revoked", Schema.day.orNothing),
                ], required: ["id", "name", "role", "datasets", "created", "expires", "revoked"], isClosed: true)
        ),
    ]
}
