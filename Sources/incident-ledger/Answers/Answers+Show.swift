import Files
import Forms
import Foundation
import Incidents
import Ledger

extension Answers {
    /// What is known of a record, of what it belongs to, and of what belongs to it.
    static func show(_ shown: ShownRecord, _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.show(card(shown.known, shown.moment, shown.ownerLines) + shown.belongingsText)
        case .csv: try Output.answer(fields(of: shown).csv)
        case .json:
            try Output.answer(JSONValue.members(json(shown.known, shown.moment) + shown.members).formatted)
        }
    }

    /// A field a row, named as in JSON; then what belongs to it.
    private static func fields(of shown: ShownRecord) -> TextTable {
        TextTable(
            columns: [.init(name: "field"), .init(name: "value")],
            rows: (RecordText.fields(of: shown.known.state) + shown.belongingsFields).map { [$0.field, $0.value] })
    }

    /// - Parameter owners: what it belongs to, in lines.
    private static func card(_ known: RecordState, _ moment: Moment, _ owners: String) -> String {
        let event = known.event
        var text = "\(known.record), version \(known.version)\n"
        if let state = known.state {
            if case .operation(let operation) = state {
                text += OperationCard.text(of: operation)
            } else {
                text += lines(RecordText.fields(of: state))
            }
        } else {
            text += "withdrawn\n"
        }
        text += owners
        text += "\n\(event.event.type.code) at position \(event.position), known at \(event.event.knownAt), "
        text += by(event.event)
        text += event.event.reason.isEmpty ? "\n" : ": \(DisplayWidth.onOneLine(event.event.reason))\n"
        if known.isAmended {
            text += "the desk has amended what \(known.dataset) says\n"
            text += lines(
                differences(from: known.published, to: known.state).map { ($0.field, "\($0.old) → \($0.new)") })
        }
        for part in known.links {
            text += part.part == .none ? "left out of sums" : "counts from 0 on in sums"
            text += " beside what \(part.beside.isEmpty ? "the desk" : part.beside) says (link \(part.link))\n"
        }
        for dispute in known.disputes {
            text += "DISPUTED \(dispute.field): the desk says \(DisplayWidth.onOneLine(dispute.desk)), "
            text += "\(known.dataset) says \(DisplayWidth.onOneLine(dispute.dataset))\n"
        }
        text += "as of position \(known.position)" + (moment.knownBy.map { ", known by \($0)" } ?? "") + "\n"
        return text
    }

    /// Who said it: `by desk`, and by which import.
    static func by(_ event: Event) -> String { by(event.actor, event.importID) }

    static func by(_ actor: String, _ importID: String) -> String {
        "by \(DisplayWidth.onOneLine(actor))"
            + (importID.isEmpty ? "" : " in import \(DisplayWidth.onOneLine(importID))")
    }

    /// Names and values, the values aligned.
    static func lines(_ fields: [(field: String, value: String)]) -> String {
        let width = fields.reduce(0) { max($0, DisplayWidth.of($1.field)) }
        return fields.map { field, value in
            "  " + field + String(repeating: " ", count: width + 2 - DisplayWidth.of(field))
                + DisplayWidth.onOneLine(value) + "\n"
        }.joined()
    }

    private static func json(_ known: RecordState, _ moment: Moment) -> [(String, JSONValue)] {
        [
            ("kind", .string(known.record.kind.code)), ("id", .string(known.record.id)),
            ("asOf", .integer(known.position)), ("knownBy", .optional(moment.knownBy?.description)),
            ("event", json(known.event)), ("state", known.state.map { RecordText.json(of: $0) } ?? .null),
            ("dataset", known.dataset.isEmpty ? .null : .string(known.dataset)), ("isAmended", .bool(known.isAmended)),
            ("published", known.isAmended ? known.published.map { RecordText.json(of: $0) } ?? .null : .null),
            (
                "links",
                .array(
                    known.links.map {
                        .members([
                            ("link", .string($0.link)), ("part", .string($0.part.code)), ("beside", .string($0.beside)),
                        ])
                    })
            ),
            (
                "disputes",
                .array(
                    known.disputes.map {
                        .members([
                            ("field", .string($0.field)), ("desk", .string($0.desk)), ("dataset", .string($0.dataset)),
                        ])
                    })
            ),
        ]
    }

    /// An event without its state.
    static func json(_ recorded: RecordedEvent) -> JSONValue {
        let event = recorded.event
        return .members([
            ("position", .integer(recorded.position)),
            ("recordedAt", .string(Instant.text(microseconds: recorded.recordedAt))),
            ("version", .integer(recorded.version)), ("knownAt", .string(event.knownAt.description)),
            ("type", .string(event.type.code)), ("actor", .string(event.actor)), ("reason", .string(event.reason)),
            ("dataset", event.dataset.isEmpty ? .null : .string(event.dataset)),
            ("importId", event.importID.isEmpty ? .null : .string(event.importID)),
        ])
    }
}

/// Records as people and programs write and read them: JSON with keys in lowerCamelCase, and fields one a line.
enum RecordText {
    static func template(of kind: RecordKind) -> String { RecordJSON.template(for: kind) }

    static func json(of record: Record) -> JSONValue { RecordJSON.value(of: record) }

    /// The names of the fields that a record of a kind can have, as paths in JSON, and of what they are parts of.
    static func fieldNames(of kind: RecordKind) -> Set<String> {
        func paths(_ value: JSONValue, _ prefix: String) -> [String] {
            guard case .object(let members) = value else { return [] }
            return members.flatMap { [prefix + $0.key] + paths($0.value, prefix + $0.key + ".") }
        }
        return Set((try? JSONValue(parsing: Array(template(of: kind).utf8))).map { paths($0, "") } ?? [])
    }

    /// The fields that the record states, by their path in JSON.
    static func fields(of record: Record?) -> [(field: String, value: String)] {
        differences(from: nil, to: record).map { ($0.field, $0.new) }
    }
}
