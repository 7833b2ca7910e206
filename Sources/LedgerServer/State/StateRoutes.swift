import Evidence
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger
import Presentation

/// How the service does.
enum StateRoutes {
    static let all = [health, readiness, metrics, document, status]

    private static let health = Route(
        id: "health", method: .get, path: "/healthz", summary: "Whether the service answers at all.", group: .service,
        answers: [.init(summary: "It does.", content: [("text/plain", .text())])]
    ) { _ in .text("ok\n") }

    private static let readiness = Route(
        id: "readiness", method: .get, path: "/readyz",
        summary:
            "Whether the log is open and signed, the views are close behind it, and no event is parked that nobody has decided about.",
        group: .service,
        answers: [
            .init(summary: "It is.", content: [("application/json", .named("Readiness"))]),
            .init(
                status: .serviceUnavailable, summary: "It is not, and why.",
                content: [("application/json", .named("Readiness"))]),
        ]
    ) { call in
        let readiness = try await call.service.readiness()
        return .json(readiness.json, status: readiness.reasons.isEmpty ? .ok : .serviceUnavailable)
    }

    private static let metrics = Route(
        id: "metrics", method: .get, path: "/metrics",
        summary: "Figures for Prometheus: views, requests, streams.", group: .service, permission: .state,
        answers: [.init(summary: "Prometheus' text format 0.0.4.", content: [("text/plain", .text())])]
    ) { call in
        let service = call.service
        let views = try await call.asking { _ in service.worker.map { MetricsText.of($0.status()) } ?? "" }
        return .text(
            views + service.counts.text(openStreams: service.limits.openStreams), mediaType: MetricsText.mediaType)
    }

    private static let document = Route(
        id: "document", method: .get, path: "/openapi.json", summary: "This document (OpenAPI 3.1).", group: .service,
        answers: [.init(summary: "The document.", content: [("application/json", .object([]))])]
    ) { call in .json(OpenAPI.document(of: call.service.routes.all)) }

    private static let status = Route(
        id: "status", method: .get, path: "/v1/status",
        summary: "Which log this is, how far it has come, and how each view stands.", group: .service,
        permission: .views,
        answers: [.init(summary: "How the ledger stands.", content: [("application/json", .named("Status"))])]
    ) { call in
        .json(
            try await call.asking { ledger in
                let head = try ledger.head()
                let unsigned = ledger.verifierKey == nil ? nil : try ledger.unsignedCount()
                let problem = try ledger.signingProblem()
                let replica = try ledger.replicaStatus().map { ReplicaLayout($0).json }
                return .object([
                    .init("log", .string(head.logID)), .init("origin", .string(ledger.origin)),
                    .init("position", .integer(head.position)), .init("root", .string(head.root)),
                    .init(
                        "recordedAt",
                        head.recordedAt.map { .string(Instant.text(microseconds: $0)) } ?? .null),
                    .init("verifierKey", .optional(ledger.verifierKey)),
                    .init("unsigned", unsigned.map { .integer($0) } ?? .null),
                    .init("signingProblem", .optional(problem)),
                    .init(
                        "events",
                        .object(head.counts.map { .init($0.kind.code, .integer($0.events)) })),
                    .init("views", .array(try ledger.viewStates().filter(\.isLive).map(json))),
                    .init("replica", replica ?? .null),
                ])
            })
    }

    private static func json(_ view: ViewState) -> JSONValue {
        .object([
            .init("name", .string(view.name)), .init("version", .integer(view.version)),
            .init("position", .integer(view.position)), .init("lag", .integer(view.lag)),
            .init("isComplete", .bool(view.isComplete)), .init("isKept", .bool(view.isKept)),
            .init("parked", .integer(view.undecided.count)),
            .init("dropped", .integer(view.parked.count - view.undecided.count)),
        ])
    }

    static let schemas: [(name: String, schema: Schema)] = [
        (
            "Readiness",
            .object(
                [("isReady", .truth), ("position", .integer(from: 0)), ("reasons", .list(of: .text()))],
                required: ["isReady", "position", "reasons"], isClosed: true)
        ),
        (
            "Status",
            .object(
                [
                    ("log", .text(pattern: "^[0-9a-f]{32}$")), ("origin", .text()), ("position", .integer(from: 0)),
                    ("root", .text(pattern: "^[0-9a-f]{64}$")), ("recordedAt", Schema.text().orNothing),
                    ("verifierKey", Schema.text().orNothing), ("unsigned", Schema.integer(from: 0).orNothing),
                    ("signingProblem", Schema.text().orNothing),
                    ("events", .object([])),
                    (
                        "views",
                        .list(
                            of: .object(
                                [
                                    ("name", .text()), ("version", .integer(from: 1)), ("position", .integer(from: 0)),
                                    ("lag", .integer(from: 0)), ("isComplete", .truth), ("isKept", .truth),
                                    ("parked", .integer(from: 0)), ("dropped", .integer(from: 0)),
                                ],
                                required: ["name", "version", "position", "lag", "isComplete", "isKept"],
                                isClosed: true))
                    ), ("replica", Schema.object([]).orNothing),
                ],
                required: [
                    "log", "origin", "position", "root", "recordedAt", "verifierKey", "events", "views", "replica",
                ],
                isClosed: true)
        ),
    ]
}

/// Whether the service can be relied on now.
struct Readiness: Sendable {
    var position: UInt64
    /// Sentences; none: it is ready.
    var reasons: [String]

    var json: JSONValue {
        .object([
            .init("isReady", .bool(reasons.isEmpty)), .init("position", .integer(position)),
            .init("reasons", .array(reasons.map { .string($0) })),
        ])
    }
}

extension LedgerService {
    func readiness() async throws -> Readiness {
        let lag = UInt64(settings.readyLag)
        return try await asking { ledger in
            let position = try ledger.head().position
            var reasons: [String] = []
            if let problem = try ledger.signingProblem() {
                reasons.append("The last \(try ledger.unsignedCount()) events are not signed: \(problem)")
            }
            for view in try ledger.viewStates() where view.isLive {
                if view.lag > lag { reasons.append("View \(view.name) is \(view.lag) events behind the log.") }
                if !view.undecided.isEmpty {
                    reasons.append(
                        "View \(view.name) could not take in \(view.undecided.count) events, and nobody has decided about them."
                    )
                }
            }
            return Readiness(position: position, reasons: reasons)
        }
    }
}
