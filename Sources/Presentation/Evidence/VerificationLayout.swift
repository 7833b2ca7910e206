package import Evidence
package import Forms
import Incidents
package import Ledger

/// What came of verifying a ledger.
package struct VerificationLayout: AnswerLayout {
    private let done: Verification

    package init(_ done: Verification) { self.done = done }

    private var facts: [NamedValues.Pair] {
        [
            ("log id", .string(done.logID)), ("origin", .string(done.origin)),
            ("verifier key", .optional(done.verifierKey)), ("events", .integer(done.position)),
            ("root", .string(done.root)), ("tiles", .integer(done.tiles)), ("streams", .integer(done.streams)),
            ("idempotency keys", .integer(done.idempotencyKeys)), ("checkpoints", .integer(done.checkpoints)),
            ("signed up to", .integer(done.signedSize)), ("kept up to", done.keptSize.map { .integer($0) } ?? .null),
            ("intact", .bool(done.isIntact)),
        ]
    }

    package func text(width: Int?) -> String {
        let findings = done.findings.map { "wrong        \($0.sentence)\n" }
        return NamedValues(facts).text(width: width)
            + (findings + done.unchecked.map { "not checked  \($0)\n" }).joined()
    }

    package var table: TextTable {
        NamedValues(
            facts + done.findings.map { ("finding", .string($0.sentence)) }
                + done.unchecked.map { ("unchecked", .string($0)) }
        ).table
    }

    package var json: JSONValue {
        NamedValues(
            facts + [("findings", .array(done.findings.map(\.json))), ("unchecked", .texts(done.unchecked))]
        ).json
    }
}

extension NamedValues {
    /// What the log holds.
    package init(_ head: LedgerHead) {
        self.init(
            [
                ("log id", .string(head.logID)), ("position", .integer(head.position)), ("root", .string(head.root)),
                ("recorded at", .optional(head.recordedAt.map { Instant.text(microseconds: $0) })),
            ] + head.counts.map { (name: "\($0.kind.code) events", value: .integer($0.events)) })
    }

    /// What a proof that holds shows.
    package init(_ checked: CheckedProof) {
        var facts: [Pair] = []
        switch checked.shown {
        case .event(let recorded, let leafHash):
            let event = recorded.event
            facts = [
                ("proved", .string("an event is in the log")), ("kind", .string(event.record.kind.code)),
                ("id", .string(event.record.id)), ("version", .integer(recorded.version)),
                ("type", .string(event.type.code)), ("position", .integer(recorded.position)),
                ("recorded at", .string(Instant.text(microseconds: recorded.recordedAt))),
                ("known at", .string("\(event.knownAt)")), ("actor", .string(event.actor)),
                ("import", .said(event.importID)),
                ("reason", .string(event.reason)), ("leaf hash", .string(leafHash)),
            ]
        case .continuation(let size):
            facts = [("proved", .string("the log continues an earlier one")), ("earlier events", .integer(size))]
        }
        facts += [
            ("origin", .string(checked.origin)), ("events", .integer(checked.size)), ("root", .string(checked.root)),
            ("verifier key", .string(checked.verifierKey)),
        ]
        self.init(facts)
    }
}

extension Verification.Finding {
    /// The check, the position and what is wrong, on one line.
    package var sentence: String {
        check + (position.map { " at position \($0)" } ?? "") + ": " + description
    }

    fileprivate var json: JSONValue {
        .members([
            ("check", .string(check)), ("position", position.map { .integer($0) } ?? .null),
            ("description", .string(description)),
        ])
    }
}
