import EventLog
import Federation
import Forms
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// How records of two members belong together: said in this ledger's own log, and acting where both records are counted.
enum FederatedDecisionRoutes {
    static let all = [decide, undecide]

    private static let decide = Route(
        id: "decideFederatedPair", method: .post, path: "/v1/federation/duplicates/decide",
        summary:
            "Decides how records of two members belong together: an event in this ledger's own log, which acts in answers of the "
            + "federation. Of two that are the same the first counts and the second is left out; a part (the first) is left out "
            + "beside the whole. A record is named with its member: deaths/boat-17@coast.",
        group: .federation, permission: .write, parameters: [.idempotencyKey],
        body: .init(
            mediaTypes: ["application/json"], schema: .named("FederatedPairDecision"), summary: "Which two, and how."),
        answers: DecisionRoutes.done("It is decided.")
    ) { call in try await pair(call, ["relation"], DecisionRoutes.relation) }

    private static let undecide = Route(
        id: "undecideFederatedPair", method: .post, path: "/v1/federation/duplicates/undecide",
        summary: "Takes back what this ledger's own log says of records of two members.",
        group: .federation, permission: .write, parameters: [.idempotencyKey],
        body: .init(mediaTypes: ["application/json"], schema: .named("FederatedPair"), summary: "Which two."),
        answers: DecisionRoutes.done("It is taken back.")
    ) { call in try await pair(call, []) { _ in nil } }

    /// - Parameter relation: what is decided; nil: a decision is taken back.
    private static func pair(
        _ call: Call, _ members: [String], _ relation: @escaping @Sendable (BodyMembers) throws -> LinkRelation?
    ) async throws -> Response {
        let kept = try call.keptFederation()
        let json = try await call.body(asJSON: ())
        return try await call.writing { ledger in
            let body = try BodyMembers(json, allowed: WriteStatement.members + ["first", "second"] + members)
            let first = try DecisionRoutes.record(body.text("first"), "/first")
            let second = try DecisionRoutes.record(body.text("second"), "/second")
            let relation = try relation(body)
            let said = try WriteStatement(call, body, reasoned: true, in: ledger)
            let link = try Route.inTheirWords { try call.link(first, second, relation, in: kept) }
            let made = try await said.appending(in: ledger) {
                try await ledger.say(link, isTakenBack: relation == nil, said.statement)
            }
            return try Written.response(made, .ok, in: ledger)
        }
    }

    /// A record with the member whose log has it: `deaths/4f1c2a9be07d3358@camps`.
    private static let recordName = Schema.text(
        pattern: "^(" + RecordKind.allCases.map(\.code).joined(separator: "|") + ")/.+@[a-z0-9][a-z0-9-]*$")

    static let schemas = DecisionRoutes.pairSchemas("Federated", of: recordName)
}

extension Call {
    /// The link by which this ledger says how records of two members belong together, if whoever asks may.
    ///
    /// - Parameter relation: nil: a decision is taken back.
    /// - Throws: ``Problem``, `LedgerError` as `Federation.link`.
    func link(
        _ first: RecordID, _ second: RecordID, _ relation: LinkRelation?, in kept: KeptFederation
    ) throws -> Link {
        let federation = kept.now()
        try checkReads(federation, of: kept.own)
        let link = try federation.link(first, second, relation ?? .same, saidBy: kept.own.origin)
        let name = "@" + kept.own.name
        let own = [first, second].filter { $0.id.hasSuffix(name) }.map {
            RecordID(kind: $0.kind, id: String($0.id.dropLast(name.count)))
        }
        try service.ledger.log.read { snapshot in
            for record in own { try checkMayChange(record, in: snapshot) }
        }
        // What is said of records of others only the desk says.
        if own.isEmpty { try checkMayWrite(for: nil, "What is said of records of other members") }
        return link
    }
}

extension Ledger {
    /// Says, or takes back, how a record and one of another log belong together; and sees to it that it is signed, without which it acts in
    /// no answer.
    func say(_ link: Link, isTakenBack: Bool, _ statement: Statement) async throws -> Acknowledgement {
        let made =
            isTakenBack
            ? try await undecide(across: link, statement) : try await decide(across: link, statement)
        try await settle()
        return made
    }
}
