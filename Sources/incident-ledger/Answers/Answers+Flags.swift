import Files
import Forms
import Incidents
import Ledger

/// Flags as `flags` prints them.
struct ShownFlags {
    enum Which {
        case open, settled, all
    }

    var flags: [FoundFlag]
    /// How many of those that are asked for are not shown.
    var left: Int
    var open: Int
    var settled: Int
    /// Of those that are asked for, by code.
    var codes: [(code: String, count: Int)]
    var list: FlagList
    var which: Which

    init(_ list: FlagList, _ which: Which, limit: Int?) {
        self.list = list
        self.which = which
        let wanted = list.flags.filter { flag in
            switch which {
            case .open: flag.settled == nil
            case .settled: flag.settled != nil
            case .all: true
            }
        }
        flags = Array(wanted.prefix(limit ?? .max))
        left = wanted.count - flags.count
        open = list.flags.count { $0.settled == nil }
        settled = list.flags.count - open
        let counts = Dictionary(grouping: wanted, by: \.flag.code).mapValues(\.count)
        codes = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }

    /// What the list leaves out.
    var notes: [String] {
        guard list.parked > 0 else { return [] }
        return ["INCOMPLETE: \(list.parked) event(s) could not be taken in, and what they flag is not listed."]
    }
}

extension Answers {
    /// Flags, and how many there are.
    static func flags(_ shown: ShownFlags, _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.show(text(shown))
        case .csv:
            try Output.answer(table(shown.flags).csv)
            shown.notes.forEach(Output.remark)
        case .json: try Output.answer(json(shown).formatted)
        }
    }

    /// That flags were settled or opened again.
    static func settled(
        _ made: Acknowledgement, _ flags: [FoundFlag], _ verb: String, _ format: OutputFormat
    ) throws {
        try Output.answer(afterMaking: "\(flags.count) flag(s) are \(verb) all the same: position \(made.position).") {
            switch format {
            case .table:
                let again = made.isRepeat ? " (it was before, under the same key; nothing was appended)" : ""
                try Output.show(
                    "\(flags.count) \(flags.count == 1 ? "flag" : "flags") \(verb): position \(made.position)\(again)\n"
                        + flags.map { "  \($0.record)  \(DisplayWidth.onOneLine($0.flag.sentence))\n" }.joined())
            case .csv: try Output.answer(table(flags).csv)
            case .json:
                try Output.answer(
                    JSONValue.members([
                        ("event", .string(verb)), ("position", .integer(made.position)),
                        ("treeSize", .integer(made.treeSize)), ("isRepeat", .bool(made.isRepeat)),
                        ("flags", .array(flags.map(json))),
                    ]).formatted)
            }
        }
    }

    private static func text(_ shown: ShownFlags) -> String {
        let (open, settled) = (shown.open, shown.settled)
        let word = { (count: Int) in count == 1 ? "flag" : "flags" }
        var text = ""
        if !shown.flags.isEmpty { text += forPeople(shown).table(width: Output.width) + "\n" }
        if shown.left > 0 { text += "… and \(shown.left) more; --limit shows more, --format csv all.\n" }
        switch shown.which {
        case .open:
            text += "\(open) open \(word(open))" + (settled > 0 ? "; \(settled) settled: --settled lists them" : "")
        case .settled: text += "\(settled) settled \(word(settled)); \(open) open"
        case .all: text += "\(open) open \(word(open)), \(settled) settled"
        }
        text += " (as of position \(shown.list.position)).\n"
        text += shown.codes.map { "  \($0.count) × \($0.code)\n" }.joined()
        return text + shown.notes.map { "\($0)\n" }.joined()
    }

    /// As much as a person needs to work through them.
    private static func forPeople(_ shown: ShownFlags) -> TextTable {
        let saysWhy = shown.which != .open
        let names = ["record", "code", "field", "detail", "since"] + (saysWhy ? ["settled"] : [])
        return TextTable(
            columns: names.map { .init(name: $0) },
            rows: shown.flags.map { found in
                let since = found.since.importID.isEmpty ? "\(found.since.actor), by hand" : found.since.importID
                let why = found.settled.map { "by \($0.actor): \($0.reason)" } ?? "open"
                return [found.record.description, found.flag.code, found.flag.field, found.flag.detail, since]
                    + (saysWhy ? [why] : [])
            })
    }

    private static func table(_ flags: [FoundFlag]) -> TextTable {
        let names = [
            "kind", "id", "code", "field", "detail", "since_position", "since_known_at", "since_actor", "since_import",
            "settled", "settled_position", "settled_actor", "settled_reason",
        ]
        return TextTable(
            columns: names.map { .init(name: $0) },
            rows: flags.map { found in
                [
                    found.record.kind.code, found.record.id, found.flag.code, found.flag.field, found.flag.detail,
                    "\(found.since.position)", found.since.knownAt.description, found.since.actor, found.since.importID,
                    found.settled == nil ? "no" : "yes", found.settled.map { "\($0.position)" } ?? "",
                    found.settled?.actor ?? "", found.settled?.reason ?? "",
                ]
            })
    }

    private static func json(_ shown: ShownFlags) -> JSONValue {
        .members([
            ("position", .integer(shown.list.position)), ("open", .integer(shown.open)),
            ("settled", .integer(shown.settled)), ("flags", .array(shown.flags.map(json))),
            ("notes", .array(shown.notes.map { .string($0) })),
        ])
    }

    private static func json(_ found: FoundFlag) -> JSONValue {
        .members([
            ("kind", .string(found.record.kind.code)), ("id", .string(found.record.id)),
            ("code", .string(found.flag.code)), ("field", .string(found.flag.field)),
            ("detail", .string(found.flag.detail)), ("since", json(found.since)),
            ("settled", found.settled.map(json) ?? .null),
        ])
    }

    private static func json(_ word: FoundFlag.Word) -> JSONValue {
        .members([
            ("position", .integer(word.position)),
            ("recordedAt", .string(Instant.text(microseconds: word.recordedAt))),
            ("knownAt", .string(word.knownAt.description)), ("actor", .string(word.actor)),
            ("importId", word.importID.isEmpty ? .null : .string(word.importID)), ("reason", .string(word.reason)),
        ])
    }
}
