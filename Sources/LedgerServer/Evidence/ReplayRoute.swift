import Evidence
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import Synchronization

/// The views, built anew from the log alone and compared with those that answer.
enum ReplayRoute {
    static let all = [replay]

    /// A replay reads the whole log on all cores: one at a time.
    private static let isRunning = Mutex(false)

    private static let replay = Route(
        id: "replay", method: .get, path: "/v1/replay",
        summary:
            "Builds every view anew from the log alone, in another place, and compares each with the one that answers. It reads "
            + "the whole log: one at a time.",
        group: .evidence, permission: .evidence, parameters: Parameter.moment,
        answers: [.init(summary: "What was found.", content: [("application/json", .named("Replay"))])]
    ) { call in
        let moment = try call.query.moment()
        return .json(
            try await call.asking { ledger in
                guard
                    isRunning.withLock({ running in
                        defer { running = true }
                        return !running
                    })
                else {
                    throw Problem(
                        .tooManyRequests, .tooMany, "A replay is running: ask again when it is done.",
                        headers: [.retryAfter: "30"])
                }
                defer { isRunning.withLock { $0 = false } }
                let position = try moment.asOf.map { try ledger.position(of: $0) }
                return json(try ledger.replay(asOf: position, knownBy: moment.knownBy))
            }, headers: [.cacheControl: "no-store"])
    }

    private static func json(_ report: ReplayReport) -> JSONValue {
        .object([
            .init("position", .integer(report.position)), .init("seconds", .number(report.seconds)),
            .init("agrees", .bool(report.agrees)), .init("isComplete", .bool(report.incomplete.isEmpty)),
            .init(
                "finder",
                report.finder.map { finder in
                    .object([
                        .init("agrees", .bool(finder.agrees)),
                        .init("differences", .array(finder.differences.map { .string($0) })),
                    ])
                } ?? .null),
            .init(
                "views",
                .array(
                    report.views.map { view in
                        .object([
                            .init("name", .string(view.name)), .init("version", .integer(view.version)),
                            .init("parked", .integer(view.parked)), .init("agrees", .bool(view.agrees)),
                            .init("digestLive", .string(view.digestLive)),
                            .init("digestReplayed", .string(view.digestReplayed)),
                            .init("differences", .array(view.differences.map { .string($0) })),
                            .init("differenceCount", .integer(view.differenceCount)),
                        ])
                    })),
        ])
    }

    static let schemas: [(name: String, schema: Schema)] = [
        (
            "Replay",
            .object(
                [
                    ("position", .integer(from: 0)), ("seconds", .number), ("agrees", .truth), ("isComplete", .truth),
                    (
                        "finder",
                        Schema.object(
                            [("agrees", .truth), ("differences", .list(of: .text()))],
                            required: ["agrees", "differences"], isClosed: true
                        ).orNothing
                    ),
                    (
                        "views",
                        .list(
                            of: .object(
                                [
                                    ("name", .text()), ("version", .integer(from: 1)), ("parked", .integer(from: 0)),
                                    ("agrees", .truth),
                                    ("digestLive", .text(pattern: "^[0-9a-f]{64}$")),
                                    ("digestReplayed", .text(pattern: "^[0-9a-f]{64}$")),
                                    ("differences", .list(of: .text())), ("differenceCount", .integer(from: 0)),
                                ],
                                required: [
                                    "name", "version", "parked", "agrees", "digestLive", "digestReplayed",
                                    "differences",
                                    "differenceCount",
                                ], isClosed: true))
                    ),
                ], required: ["position", "seconds", "agrees", "isComplete", "finder", "views"], isClosed: true)
        )
    ]
}
