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

    /// The same of several that were appended in one request.
    static func acknowledge(_ made: [Acknowledgement], _ verb: String, _ format: OutputFormat) throws {
        guard made.count != 1 else { return try acknowledge(made[0], verb, format) }
        try Output.answer(
            afterMaking: made.map { "\($0.record) is \(verb) all the same: position \($0.position)." }
                .joined(separator: "\n")
        ) {
            switch format {
            case .table: for one in made { try tell(one, verb, format) }
            case .json: try Output.answer(JSONValue.array(made.map { json($0, verb) }).formatted)
            case .csv:
                let table = TextTable(
                    columns: ["kind", "id", "event", "version", "position", "flags"].map { .init(name: $0) },
                    rows: made.map {
                        [
                            $0.record.kind.code, $0.record.id, verb, "\($0.version)", "\($0.position)",
                            $0.flags.map(\.code).joined(separator: " "),
                        ]
                    })
                try Output.answer(table.csv)
            }
        }
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
        guard format == .csv else { return try Output.answer(json(made, verb).formatted) }
        var facts = facts(of: made, verb)
        facts += made.withdrawnWith.map { ("withdrawn with", .string($0.description)) }
        facts += made.left.map { ("left", .string($0.description)) }
        facts += made.changes.map { ("changed \($0.field)", .string("\($0.old) → \($0.new)")) }
        facts.append(("flags", .string(made.flags.map(\.code).joined(separator: " "))))
        try self.facts(facts, format)
    }

    private static func json(_ made: Acknowledgement, _ verb: String) -> JSONValue {
        let facts =
            facts(of: made, verb) + [
                ("changes", RecordJSON.value(of: made.changes)),
                ("withdrawn with", .array(made.withdrawnWith.map { .string($0.description) })),
                ("left", .array(made.left.map { .string($0.description) })),
                ("flags", .array(made.flags.map(\.json))),
            ]
        return .members(facts.map { ($0.name.lowerCamelCased, $0.value) })
    }

    private static func facts(of made: Acknowledgement, _ verb: String) -> [(name: String, value: JSONValue)] {
        [
            ("kind", .string(made.record.kind.code)), ("id", .string(made.record.id)), ("event", .string(verb)),
            ("version", .integer(made.version)), ("position", .integer(made.position)),
            ("recorded at", .string(Instant.text(microseconds: made.recordedAt))),
            ("leaf hash", .string(made.leafHash)),
            ("tree size", .integer(made.treeSize)), ("is repeat", .bool(made.isRepeat)),
        ]
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
