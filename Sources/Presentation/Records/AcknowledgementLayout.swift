package import Forms
import Incidents
package import Ledger

/// That an event is on disk, what it changed, and what was implausible in it and kept.
package struct AcknowledgementLayout: AnswerLayout {
    private let made: Acknowledgement
    private let verb: String

    /// - Parameter verb: what was done: `recorded`, `corrected`.
    package init(_ made: Acknowledgement, _ verb: String) {
        self.made = made
        self.verb = verb
    }

    package func text(width: Int?) -> String {
        let again = made.isRepeat ? " (it was before, under the same key; nothing was appended)" : ""
        return "\(made.record) \(verb): version \(made.version), position \(made.position)\(again)\n"
            + Wording.lines(made.changes.map { (field: $0.field, value: "\($0.old) → \($0.new)") })
            + made.withdrawnWith.map { "\($0) withdrawn with it\n" }.joined()
            + made.left.map { "\($0) stands, and names it\n" }.joined()
            + made.flags.map { "flag: \($0.sentence)\n" }.joined()
    }

    package var table: TextTable {
        var facts = facts
        facts += made.withdrawnWith.map { ("withdrawn with", .string($0.description)) }
        facts += made.left.map { ("left", .string($0.description)) }
        facts += made.changes.map { ("changed \($0.field)", .string("\($0.old) → \($0.new)")) }
        facts.append(("flags", .string(made.flags.map(\.code).joined(separator: " "))))
        return NamedValues(facts).table
    }

    package var json: JSONValue {
        let lists: [NamedValues.Pair] = [
            ("changes", RecordJSON.value(of: made.changes)),
            ("withdrawn with", .texts(made.withdrawnWith.map(\.description))),
            ("left", .texts(made.left.map(\.description))), ("flags", .array(made.flags.map(\.json))),
        ]
        return NamedValues(facts + lists).json
    }

    private var facts: [NamedValues.Pair] {
        [
            ("kind", .string(made.record.kind.code)), ("id", .string(made.record.id)), ("event", .string(verb)),
            ("version", .integer(made.version)), ("position", .integer(made.position)),
            ("recorded at", .string(Instant.text(microseconds: made.recordedAt))),
            ("leaf hash", .string(made.leafHash)), ("tree size", .integer(made.treeSize)),
            ("is repeat", .bool(made.isRepeat)),
        ]
    }
}

/// That the events of one request are on disk: as one where it is one, else a row, or an object, for each.
package struct AcknowledgementsLayout: AnswerLayout {
    private let made: [Acknowledgement]
    private let verb: String

    package init(_ made: [Acknowledgement], _ verb: String) {
        self.made = made
        self.verb = verb
    }

    private var each: [AcknowledgementLayout] { made.map { AcknowledgementLayout($0, verb) } }

    package func text(width: Int?) -> String { each.map { $0.text(width: width) }.joined() }

    package var json: JSONValue { made.count == 1 ? each[0].json : .array(each.map(\.json)) }

    package var table: TextTable {
        guard made.count != 1 else { return each[0].table }
        return TextTable(
            columns: ["kind", "id", "event", "version", "position", "flags"].map { .init(name: $0) },
            rows: made.map {
                [
                    $0.record.kind.code, $0.record.id, verb, "\($0.version)", "\($0.position)",
                    $0.flags.map(\.code).joined(separator: " "),
                ]
            })
    }
}
