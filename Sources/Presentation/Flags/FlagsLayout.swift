package import Forms
import Incidents
package import Ledger

/// Flags as a list of work, and how many there are.
package struct FlagsLayout: AnswerLayout {
    /// Which flags are listed.
    package enum Which {
        case open, settled, all
    }

    private let flags: [FoundFlag]
    /// How many of those that are asked for are not shown.
    private let left: Int
    private let open: Int
    private let settled: Int
    /// Of those that are asked for, by code.
    private let codes: [(code: String, count: Int)]
    private let list: FlagList
    private let which: Which

    /// - Parameter limit: at most so many are listed; nil: all.
    package init(_ list: FlagList, _ which: Which, limit: Int?) {
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
    package var remarks: [String] {
        guard list.parked > 0 else { return [] }
        return ["INCOMPLETE: \(list.parked) event(s) could not be taken in, and what they flag is not listed."]
    }

    package func text(width: Int?) -> String {
        let word = { (count: Int) in count == 1 ? "flag" : "flags" }
        var text = ""
        if !flags.isEmpty { text += forPeople.table(width: width) + "\n" }
        if left > 0 { text += "… and \(left) more; --limit shows more, --format csv all.\n" }
        switch which {
        case .open:
            text += "\(open) open \(word(open))" + (settled > 0 ? "; \(settled) settled: --settled lists them" : "")
        case .settled: text += "\(settled) settled \(word(settled)); \(open) open"
        case .all: text += "\(open) open \(word(open)), \(settled) settled"
        }
        text += " (as of position \(list.position)).\n"
        text += codes.map { "  \($0.count) × \($0.code)\n" }.joined()
        return text + remarks.map { "\($0)\n" }.joined()
    }

    /// As much as a person needs to work through them.
    private var forPeople: TextTable {
        let saysWhy = which != .open
        let names = ["record", "code", "field", "detail", "since"] + (saysWhy ? ["settled"] : [])
        return TextTable(
            columns: names.map { .init(name: $0) },
            rows: flags.map { found in
                let since = found.since.importID.isEmpty ? "\(found.since.actor), by hand" : found.since.importID
                let why = found.settled.map { "by \($0.actor): \($0.reason)" } ?? "open"
                return [found.record.description, found.flag.code, found.flag.field, found.flag.detail, since]
                    + (saysWhy ? [why] : [])
            })
    }

    package var json: JSONValue {
        .members([
            ("position", .integer(list.position)), ("open", .integer(open)),
            ("settled", .integer(settled)), ("flags", .array(flags.map(\.json))),
            ("notes", .texts(remarks)),
        ])
    }

    package var table: TextTable { flags.table }
}

/// That flags were settled, or opened again.
package struct SettlingLayout: AnswerLayout {
    private let made: Acknowledgement
    private let flags: [FoundFlag]
    private let verb: String

    /// - Parameter verb: `settled` or `reopened`.
    package init(_ made: Acknowledgement, _ flags: [FoundFlag], _ verb: String) {
        self.made = made
        self.flags = flags
        self.verb = verb
    }

    package func text(width: Int?) -> String {
        let again = made.isRepeat ? " (it was before, under the same key; nothing was appended)" : ""
        return "\(flags.count) \(flags.count == 1 ? "flag" : "flags") \(verb): position \(made.position)\(again)\n"
            + flags.map { "  \($0.record)  \(DisplayWidth.onOneLine($0.flag.sentence))\n" }.joined()
    }

    package var table: TextTable { flags.table }

    package var json: JSONValue {
        .members([
            ("event", .string(verb)), ("position", .integer(made.position)), ("treeSize", .integer(made.treeSize)),
            ("isRepeat", .bool(made.isRepeat)), ("flags", .array(flags.map(\.json))),
        ])
    }
}

extension [FoundFlag] {
    fileprivate var table: TextTable {
        let names = [
            "kind", "id", "code", "field", "detail", "since_position", "since_known_at", "since_actor", "since_import",
            "settled", "settled_position", "settled_actor", "settled_reason",
        ]
        return TextTable(
            columns: names.map { .init(name: $0) },
            rows: map { found in
                [
                    found.record.kind.code, found.record.id, found.flag.code, found.flag.field, found.flag.detail,
                    "\(found.since.position)", found.since.knownAt.description, found.since.actor, found.since.importID,
                    found.settled == nil ? "no" : "yes", found.settled.map { "\($0.position)" } ?? "",
                    found.settled?.actor ?? "", found.settled?.reason ?? "",
                ]
            })
    }
}

extension FoundFlag {
    fileprivate var json: JSONValue {
        .members([
            ("kind", .string(record.kind.code)), ("id", .string(record.id)),
            ("code", .string(flag.code)), ("field", .string(flag.field)),
            ("detail", .string(flag.detail)), ("since", since.json),
            ("settled", settled.map(\.json) ?? .null),
        ])
    }
}

extension FoundFlag.Word {
    fileprivate var json: JSONValue {
        .members([
            ("position", .integer(position)),
            ("recordedAt", .string(Instant.text(microseconds: recordedAt))),
            ("knownAt", .string(knownAt.description)), ("actor", .string(actor)),
            ("importId", .said(importID)), ("reason", .string(reason)),
        ])
    }
}

extension Flag {
    /// The flag as a line.
    package var sentence: String {
        code + (field.isEmpty ? "" : " (\(field))") + (detail.isEmpty ? "" : ": \(detail)")
    }

    var json: JSONValue {
        .members([("code", .string(code)), ("field", .string(field)), ("detail", .string(detail))])
    }
}
