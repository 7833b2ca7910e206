import EventLog
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// Decisions of people about records: how two belong together, and that a flag has been looked at.
enum DecisionRoutes {
    static let all = [decide, undecide, settle, reopen]

    static func done(_ summary: String) -> [Route.Answer] {
        [.init(summary: summary, content: [("application/json", .named("Written"))])]
    }

    private static let decide = Route(
        id: "decidePair", method: .post, path: "/v1/duplicates/decide",
        summary:
            "Decides how two records belong together. Of two that are the same the first counts and the second is left out; a "
            + "part (the first) is left out beside the whole.",
        group: .write, permission: .write, parameters: [.idempotencyKey],
        body: .init(mediaTypes: ["application/json"], schema: .named("PairDecision"), summary: "Which two, and how."),
        answers: done("It is decided.")
    ) { call in
        try await pair(call, ["relation"], relation)
    }

    /// What is decided.
    @Sendable static func relation(_ body: BodyMembers) throws -> LinkRelation? {
        let text = try body.text("relation")
        guard let relation = try? LinkRelation(code: text), relation.isDecided else {
            throw Problem(
                field: "/relation", given: text, allowed: decided.joined(separator: ", "),
                "\"relation\" is one of \(decided.joined(separator: ", ")).")
        }
        return relation
    }

    private static let undecide = Route(
        id: "undecidePair", method: .post, path: "/v1/duplicates/undecide",
        summary:
            "Takes a decision back: what rules found is a suspicion again, and what somebody linked by hand is no link any more.",
        group: .write, permission: .write, parameters: [.idempotencyKey],
        body: .init(mediaTypes: ["application/json"], schema: .named("Pair"), summary: "Which two."),
        answers: done("It is taken back.")
    ) { call in try await pair(call, []) { _ in nil } }

    /// - Parameter relation: what is decided; nil: a decision is taken back.
    private static func pair(
        _ call: Call, _ members: [String], _ relation: @escaping @Sendable (BodyMembers) throws -> LinkRelation?
    ) async throws -> Response {
        let json = try await call.body(asJSON: ())
        return try await call.writing { ledger in
            let body = try BodyMembers(json, allowed: WriteStatement.members + ["first", "second"] + members)
            let first = try record(body.text("first"), "/first")
            let second = try record(body.text("second"), "/second")
            let relation = try relation(body)
            let said = try WriteStatement(call, body, reasoned: true, in: ledger)
            try ledger.log.read { snapshot in
                for record in [first, second] { try call.checkMayChange(record, in: snapshot) }
            }
            let made = try await said.appending(in: ledger) {
                if let relation { return try await ledger.decide(first, second, relation, said.statement) }
                return try await ledger.undecide(first, second, said.statement)
            }
            return try Written.response(made, .ok, in: ledger)
        }
    }

    private static let settle = Route(
        id: "settleFlags", method: .post, path: "/v1/flags/settle",
        summary:
            "Says that flags have been looked at, and why they ask for no more work. All that are named are settled, or none.",
        group: .write, permission: .write, parameters: [.idempotencyKey],
        body: .init(
            mediaTypes: ["application/json"], schema: .named("FlagDecision"),
            summary: "Which flags: those of which all that is stated is true."),
        answers: done("They are settled.")
    ) { call in try await flags(call, toSettled: true) }

    private static let reopen = Route(
        id: "reopenFlags", method: .post, path: "/v1/flags/reopen",
        summary: "Opens settled flags again.", group: .write, permission: .write, parameters: [.idempotencyKey],
        body: .init(
            mediaTypes: ["application/json"], schema: .named("FlagDecision"),
            summary: "Which flags: those of which all that is stated is true."),
        answers: done("They are open.")
    ) { call in try await flags(call, toSettled: false) }

    private static func flags(_ call: Call, toSettled isSettled: Bool) async throws -> Response {
        let json = try await call.body(asJSON: ())
        return try await call.writing { ledger in
            let body = try BodyMembers(json, allowed: WriteStatement.members + choices)
            var selection = FlagSelection()
            selection.records = try body.texts("records").map { try record($0, "/records") }
            selection.codes = try body.texts("codes")
            selection.field = try body.optionalText("field")
            selection.importID = try body.optionalText("import")
            selection.kind = try body.optionalText("kind").map { text in
                guard let kind = try? RecordKind(code: text) else {
                    throw Problem(
                        field: "/kind", given: text, allowed: RecordKind.allowedCodes, "There is no kind \"\(text)\".")
                }
                return kind
            }
            guard choices.contains(where: { body.value($0).map { $0 != .array([]) } ?? false }) else {
                throw Problem(
                    field: "", given: nil, allowed: choices.joined(separator: ", "),
                    "Say which flags: by \(alternatives(choices)).")
            }
            let said = try WriteStatement(call, body, reasoned: true, in: ledger)
            let check = { (record: RecordID) throws -> Void in
                try ledger.log.read { try call.checkMayChange(record, in: $0) }
            }
            let asked = selection
            let made = try await said.appending(in: ledger) {
                let changed =
                    isSettled
                    ? try await ledger.settle(asked, said.statement, checking: check)
                    : try await ledger.reopen(asked, said.statement, checking: check)
                return changed.acknowledgement
            }
            return try Written.response(made, .ok, in: ledger)
        }
    }

    private static let decided = LinkRelation.allCases.filter(\.isDecided).map(\.code)
    private static let choices = ["records", "kind", "codes", "field", "import"]

    /// `deaths/4f1c2a9be07d3358`
    static func record(_ text: String, _ field: String) throws -> RecordID {
        // By bytes: what follows the slash may be written as one character with it.
        let slash = text.utf8.firstIndex(of: UInt8(ascii: "/"))
        let kind = slash.flatMap { try? RecordKind(code: String(text[..<$0])) }
        guard let slash, let kind, let id = String(text.utf8[text.utf8.index(after: slash)...]), !id.isEmpty else {
            throw Problem(
                field: field, given: text, allowed: "kind/id, such as deaths/4f1c2a9be07d3358",
                "\"\(text)\" names no record.")
        }
        return RecordID(kind: kind, id: id)
    }

    private static let recordName = Schema.text(
        pattern: "^(" + RecordKind.allCases.map(\.code).joined(separator: "|") + ")/.+$")

    /// A pair, and a decision about it.
    ///
    /// - Parameters:
    ///   - prefix: of their names.
    ///   - record: what a record is named by.
    static func pairSchemas(_ prefix: String, of record: Schema) -> [(name: String, schema: Schema)] {
        let members: [(String, Schema)] = [
            ("first", record), ("second", record), ("knownAt", Schema.day.orNothing),
            ("reason", RecordWriteRoutes.reason),
        ]
        return [
            (prefix + "Pair", .object(members, required: ["first", "second", "reason"], isClosed: true)),
            (
                prefix + "PairDecision",
                .object(
                    members + [("relation", .text(oneOf: decided))],
                    required: ["first", "second", "relation", "reason"], isClosed: true)
            ),
        ]
    }

    static let schemas: [(name: String, schema: Schema)] =
        pairSchemas("", of: recordName) + [
            (
                "FlagDecision",
                .object(
                    [
                        ("records", .list(of: recordName, shortest: 1)),
                        ("kind", .text(oneOf: RecordKind.allCases.map(\.code))),
                        ("codes", .list(of: .text(), shortest: 1)), ("field", .text()), ("import", .text()),
                        ("knownAt", Schema.day.orNothing), ("reason", RecordWriteRoutes.reason),
                    ], required: ["reason"], isClosed: true
                ).with(anyOf: choices)
            )
        ]
}
