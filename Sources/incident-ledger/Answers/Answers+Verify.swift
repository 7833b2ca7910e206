import Evidence
import Files
import Forms
import Incidents

extension Answers {
    /// What came of verifying a ledger.
    static func verification(_ done: Verification, _ format: OutputFormat) throws {
        let facts: [(name: String, value: JSONValue)] = [
            ("log id", .string(done.logID)), ("origin", .string(done.origin)),
            ("verifier key", .optional(done.verifierKey)), ("events", .integer(done.position)),
            ("root", .string(done.root)), ("tiles", .integer(done.tiles)), ("streams", .integer(done.streams)),
            ("idempotency keys", .integer(done.idempotencyKeys)), ("checkpoints", .integer(done.checkpoints)),
            ("signed up to", .integer(done.signedSize)), ("kept up to", done.keptSize.map { .integer($0) } ?? .null),
            ("intact", .bool(done.isIntact)),
        ]
        switch format {
        case .table:
            try self.facts(facts, format)
            let findings = done.findings.map { "wrong        \($0.sentence)\n" }
            try Output.show((findings + done.unchecked.map { "not checked  \($0)\n" }).joined())
        case .json:
            let members =
                facts.map { ($0.name.lowerCamelCased, $0.value) } + [
                    ("findings", .array(done.findings.map(\.json))),
                    ("unchecked", .array(done.unchecked.map { .string($0) })),
                ]
            try Output.answer(JSONValue.members(members).formatted)
        case .csv:
            try self.facts(
                facts + done.findings.map { ("finding", .string($0.sentence)) }
                    + done.unchecked.map { ("unchecked", .string($0)) }, format)
        }
    }
}

extension Answers {
    /// What a proof that holds shows.
    static func proof(_ checked: CheckedProof, _ format: OutputFormat) throws {
        var facts: [(name: String, value: JSONValue)] = []
        switch checked.shown {
        case .event(let recorded, let leafHash):
            let event = recorded.event
            facts = [
                ("proved", .string("an event is in the log")), ("kind", .string(event.record.kind.code)),
                ("id", .string(event.record.id)), ("version", .integer(recorded.version)),
                ("type", .string(event.type.code)), ("position", .integer(recorded.position)),
                ("recorded at", .string(Instant.text(microseconds: recorded.recordedAt))),
                ("known at", .string("\(event.knownAt)")), ("actor", .string(event.actor)),
                ("import", event.importID.isEmpty ? .null : .string(event.importID)),
                ("reason", .string(event.reason)), ("leaf hash", .string(leafHash)),
            ]
        case .continuation(let size):
            facts = [("proved", .string("the log continues an earlier one")), ("earlier events", .integer(size))]
        }
        facts += [
            ("origin", .string(checked.origin)), ("events", .integer(checked.size)), ("root", .string(checked.root)),
            ("verifier key", .string(checked.verifierKey)),
        ]
        try self.facts(facts, format)
        if let source = checked.keySource {
            Output.remark("Not checked: whether the key that \(source) states is the log's: its owner knows.")
        }
    }
}

extension Verification.Finding {
    /// The check, the position and what is wrong, on one line.
    var sentence: String {
        check + (position.map { " at position \($0)" } ?? "") + ": " + description
    }

    fileprivate var json: JSONValue {
        .members([
            ("check", .string(check)), ("position", position.map { .integer($0) } ?? .null),
            ("description", .string(description)),
        ])
    }
}
