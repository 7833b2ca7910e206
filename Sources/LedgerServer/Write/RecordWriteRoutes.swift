import EventLog
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// Records: made, corrected, withdrawn, reinstated.
enum RecordWriteRoutes {
    static let all = [create, correct, withdraw, reinstate]

    private static let kind = Parameter.path(
        "kind", "The kind of record.", .text(oneOf: RecordKind.byHand.map(\.code)), example: "deaths")
    private static let id = Parameter.path("id", "The record's identifier.", .text(longest: 200, shortest: 1))

    private static func written(_ status: HTTPResponse.Status, _ summary: String) -> Route.Answer {
        .init(status: status, summary: summary, content: [("application/json", .named("Written"))])
    }

    private static let create = Route(
        id: "createRecord", method: .post, path: "/v1/{kind}",
        summary:
            "Records something new. What the desk finds implausible is kept, and flagged in the answer. It is on disk when it "
            + "is answered.",
        group: .write, permission: .write, parameters: [kind, .notAPerson, .idempotencyKey],
        body: .init(
            mediaTypes: ["application/json"], schema: .named("NewRecord"),
            summary: "Its state; the fields of each kind are in the schemas IncidentState, DeathsState and so on."),
        answers: [written(.created, "It is recorded.")]
    ) { call in
        let kind = try RecordKind.written(call.path("kind"))
        let json = try await call.body(asJSON: ())
        return try await call.writing { ledger in
            let body = try BodyMembers(json, allowed: WriteStatement.members + ["id", "state"])
            let said = try WriteStatement(call, body, reasoned: false, in: ledger)
            let id = try body.optionalText("id") ?? Ledger.newIdentifier(key: said.statement.idempotencyKey)
            let state = try RecordBody.read(kind, body, .recorded, id, said.statement)
            try call.checkMayWrite(for: kind == .dataset ? id : nil, "A new record")
            try call.checkMayState(state, replacing: nil)
            try call.checkNames(of: [("/state", state)], in: ledger)
            let made = try await said.appending(in: ledger) {
                try await ledger.record(state, id: id, said.statement)
            }
            return try Written.response(made, of: .recorded, .created, in: ledger)
        }
    }

    private static let correct = Route(
        id: "correctRecord", method: .put, path: "/v1/{kind}/{id}",
        summary: "States a record anew: its whole new state, and why. What it said before stays readable.",
        group: .write, permission: .write, parameters: [kind, id, .ifMatch, .notAPerson, .idempotencyKey],
        body: .init(
            mediaTypes: ["application/json"], schema: .named("Correction"), summary: "Its whole new state, and why."),
        answers: [written(.ok, "It is corrected.")]
    ) { call in
        let record = RecordID(kind: try RecordKind.written(call.path("kind")), id: call.path("id"))
        let json = try await call.body(asJSON: ())
        return try await call.writing { ledger in
            let body = try BodyMembers(json, allowed: WriteStatement.members + ["state"])
            var said = try WriteStatement(call, body, reasoned: true, in: ledger)
            let state = try RecordBody.read(record.kind, body, .corrected, record.id, said.statement)
            // First whether there is such a record: a condition is of one that is there (RFC 9110, 13.2.1).
            let old = try ledger.stream(of: record)
            said.statement.expectedVersion = try call.seenVersion()
            try ledger.log.read { try call.checkMayChange(record, in: $0) }
            try said.checkVersion(of: record, in: ledger)
            try call.checkMayState(state, replacing: old.held()?.state)
            try call.checkNames(of: [("/state", state)], in: ledger)
            let statement = said.statement
            let made = try await said.appending(to: record, in: ledger) {
                try await ledger.correct(record, to: state, statement)
            }
            return try Written.response(made, of: .corrected, .ok, in: ledger)
        }
    }

    private static let withdraw = Route(
        id: "withdrawRecord", method: .post, path: "/v1/{kind}/{id}/withdraw",
        summary: "Says that a record no longer stands, and why; its history stays.", group: .write, permission: .write,
        parameters: [
            kind, id,
            .query(
                "linked",
                "What becomes of standing records that name it: withdraw (with it), leave. Where it is not said and there are "
                    + "such, nothing is withdrawn.",
                .text(oneOf: ["withdraw", "leave"])), .ifMatch, .idempotencyKey,
        ],
        body: .init(mediaTypes: ["application/json"], schema: .named("Reason"), summary: "Why."),
        answers: [written(.ok, "It is withdrawn, and what was withdrawn with it.")]
    ) { call in
        let linked = try call.query.value("linked", "withdraw, leave") { text -> LinkedRecords in
            switch text {
            case "withdraw": .withdraw
            case "leave": .leave
            default: throw LedgerError(.usage, "\"\(text)\" is neither withdraw nor leave.")
            }
        }
        return try await change(call, .withdrawn) { ledger, record, statement in
            try await ledger.withdraw(record, statement, linked: linked ?? .refuse) { record in
                try ledger.log.read { try call.checkMayChange(record, in: $0) }
            }
        }
    }

    private static let reinstate = Route(
        id: "reinstateRecord", method: .post, path: "/v1/{kind}/{id}/reinstate",
        summary: "Says that a withdrawn record stands again, as it was, and why.", group: .write, permission: .write,
        parameters: [kind, id, .ifMatch, .idempotencyKey],
        body: .init(mediaTypes: ["application/json"], schema: .named("Reason"), summary: "Why."),
        answers: [written(.ok, "It stands again.")]
    ) { call in
        try await change(call, .reinstated) { ledger, record, statement in
            try await ledger.reinstate(record, statement)
        }
    }

    /// A change that is said with nothing but a reason.
    private static func change(
        _ call: Call, _ type: EventType,
        _ append: @escaping @Sendable (Ledger, RecordID, Statement) async throws -> Acknowledgement
    ) async throws -> Response {
        let record = RecordID(kind: try RecordKind.written(call.path("kind")), id: call.path("id"))
        let json = try await call.body(asJSON: ())
        return try await call.writing { ledger in
            let body = try BodyMembers(json, allowed: WriteStatement.members)
            var said = try WriteStatement(call, body, reasoned: true, in: ledger)
            _ = try ledger.stream(of: record)
            said.statement.expectedVersion = try call.seenVersion()
            try ledger.log.read { try call.checkMayChange(record, in: $0) }
            try said.checkVersion(of: record, in: ledger)
            let statement = said.statement
            let made = try await said.appending(to: record, in: ledger) {
                try await append(ledger, record, statement)
            }
            return try Written.response(made, of: type, .ok, in: ledger)
        }
    }

    static let schemas: [(name: String, schema: Schema)] =
        Written.schemas + RecordKind.byHand.map { ($0.stateSchemaName, Schema(RecordJSON.schema(of: $0))) } + [
            ("RecordState", .any(of: RecordKind.byHand.map { .named($0.stateSchemaName) })),
            (
                "NewRecord",
                .object(
                    [
                        ("id", Schema.text(longest: 200, shortest: 1).orNothing), ("state", .named("RecordState")),
                    ] + said, required: ["state"], isClosed: true)
            ),
            (
                "Correction",
                .object(
                    [("state", .named("RecordState")), ("knownAt", Schema.day.orNothing), ("reason", reason)],
                    required: ["state", "reason"], isClosed: true)
            ),
            (
                "Reason",
                .object(
                    [("knownAt", Schema.day.orNothing), ("reason", reason)], required: ["reason"], isClosed: true)
            ),
        ]

    /// The members of every body that writes.
    static let said: [(String, Schema)] = [
        (
            "knownAt",
            Schema.day.orNothing.described(
                "The day on which the source said so; the day of the request where it is not stated.")
        ),
        ("reason", Schema.text().orNothing.described("Why; a negative count needs one.")),
    ]
    static let reason = Schema.text(pattern: "[^ \\t\\r\\n]").described("Why: kept with the event, for ever.")
}

extension Acknowledgement {
    /// Of all events of its request, of which it is the first.
    var positions: ClosedRange<UInt64> { position...max(position, treeSize) }
}

extension RecordKind {
    /// - Throws: ``Problem``: 404 where there is no such kind, or none that is stated.
    static func written(_ code: String) throws -> RecordKind {
        guard let kind = byHand.first(where: { $0.code == code }) else {
            throw Problem(
                .notFound, .notFound, "There are no records of a kind \"\(code)\" to be written.",
                [
                    .init(
                        field: "kind", given: code, allowed: byHand.map(\.code).joined(separator: ", "),
                        message: "It is another kind.")
                ])
        }
        return kind
    }

    /// `DeathsState`, `PublishedFigureState`
    var stateSchemaName: String {
        code.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "State"
    }
}
