import Files
import Forms
import Incidents
import Ledger

/// What commands answer, in each format. Each concern has its own file.
enum Answers {
    /// A list of names and values: lines for people, two columns for programs, an object in JSON.
    static func facts(_ facts: [(name: String, value: JSONValue)], _ format: OutputFormat) throws {
        switch format {
        case .table:
            let width = facts.reduce(0) { max($0, DisplayWidth.of($1.name)) }
            let lines = facts.map { fact in
                fact.name + String(repeating: " ", count: width + 2 - DisplayWidth.of(fact.name)) + fact.value.plain
            }
            try Output.show(lines.map { $0 + "\n" }.joined())
        case .csv:
            let table = TextTable(
                columns: [.init(name: "name"), .init(name: "value")],
                rows: facts.map { [$0.name.replacing(" ", with: "_"), $0.value.plain] })
            try Output.answer(table.csv)
        case .json:
            try Output.answer(JSONValue.members(facts.map { ($0.name.lowerCamelCased, $0.value) }).formatted)
        }
    }

    /// That an event is on disk, what it changed, and what was implausible in it and kept.
    static func acknowledge(_ made: Acknowledgement, _ verb: String, _ format: OutputFormat) throws {
        try Output.answer(
            afterMaking: "\(made.record) is \(verb) all the same: version \(made.version), position \(made.position)."
        ) { try tell(made, verb, format) }
    }

    private static func tell(_ made: Acknowledgement, _ verb: String, _ format: OutputFormat) throws {
        if format == .table {
            let again = made.isRepeat ? " (it was before, under the same key; nothing was appended)" : ""
            let flags = made.flags.map { "flag: \($0.sentence)\n" }.joined()
            return try Output.show(
                "\(made.record) \(verb): version \(made.version), position \(made.position)\(again)\n"
                    + lines(made.changes.map { (field: $0.field, value: "\($0.old) → \($0.new)") })
                    + made.withdrawnWith.map { "\($0) withdrawn with it\n" }.joined()
                    + made.left.map { "\($0) stands, and names it\n" }.joined() + flags)
        }
        var facts: [(name: String, value: JSONValue)] = [
            ("kind", .string(made.record.kind.code)), ("id", .string(made.record.id)), ("event", .string(verb)),
            ("version", .integer(made.version)), ("position", .integer(made.position)),
            ("recorded at", .string(Instant.text(microseconds: made.recordedAt))),
            ("leaf hash", .string(made.leafHash)),
            ("tree size", .integer(made.treeSize)), ("is repeat", .bool(made.isRepeat)),
        ]
        if format == .json {
            facts.append(("changes", RecordJSON.value(of: made.changes)))
            facts.append(("withdrawn with", .array(made.withdrawnWith.map { .string($0.description) })))
            facts.append(("left", .array(made.left.map { .string($0.description) })))
            facts.append(("flags", .array(made.flags.map(\.json))))
        } else {
            facts += made.withdrawnWith.map { ("withdrawn with", .string($0.description)) }
            facts += made.left.map { ("left", .string($0.description)) }
            facts += made.changes.map { ("changed \($0.field)", .string("\($0.old) → \($0.new)")) }
            facts.append(("flags", .string(made.flags.map(\.code).joined(separator: " "))))
        }
        try self.facts(facts, format)
    }

    /// What the log holds.
    static func head(_ head: LedgerHead, _ format: OutputFormat) throws {
        try facts(facts(of: head), format)
    }

    /// What a copy of a ledger holds.
    static func copied(_ head: LedgerHead, _ sentence: String, _ format: OutputFormat) throws {
        if format == .table { try Output.show(sentence + ".\n") }
        try facts(facts(of: head), format)
    }

    private static func facts(of head: LedgerHead) -> [(name: String, value: JSONValue)] {
        [
            ("log id", .string(head.logID)), ("position", .integer(head.position)), ("root", .string(head.root)),
            ("recorded at", .optional(head.recordedAt.map { Instant.text(microseconds: $0) })),
        ] + head.counts.map { (name: "\($0.kind.code) events", value: .integer($0.events)) }
    }
}

extension Flag {
    /// The flag as a line.
    var sentence: String {
        code + (field.isEmpty ? "" : " (\(field))") + (detail.isEmpty ? "" : ": \(detail)")
    }

    var json: JSONValue {
        .members([("code", .string(code)), ("field", .string(field)), ("detail", .string(detail))])
    }
}
