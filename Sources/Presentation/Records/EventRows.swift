package import Forms
package import Incidents

/// Events as rows and objects, one by one, so that a log of any length can be laid out as it is read.
package enum EventRows {
    /// The columns of ``row(_:)``.
    package static let columns = [
        TextTable.Column(name: "position", isNumber: true), .init(name: "recorded_at"), .init(name: "type"),
        .init(name: "kind"), .init(name: "id"), .init(name: "version", isNumber: true), .init(name: "known_at"),
        .init(name: "actor"), .init(name: "dataset"), .init(name: "import"), .init(name: "reason"),
    ]

    package static func row(_ recorded: RecordedEvent) -> [String] {
        let event = recorded.event
        return [
            "\(recorded.position)", Instant.text(microseconds: recorded.recordedAt), event.type.code,
            event.record.kind.code, event.record.id, "\(recorded.version)", event.knownAt.description, event.actor,
            event.dataset, event.importID, event.reason,
        ]
    }

    /// Rows in the order in which people ask for their columns, to the second: what has no room is left out from the right.
    package static func forPeople(_ rows: [[String]]) -> TextTable {
        let names = ["position", "recorded_at", "type", "record", "actor", "reason", "known_at", "dataset", "import"]
        return TextTable(
            columns: names.map { .init(name: $0, isNumber: $0 == "position") },
            rows: rows.map { row in
                [
                    row[0], row[1].prefix(19) + "Z", row[2], "\(row[3])/\(row[4])", row[7], row[10], row[6], row[8],
                    row[9],
                ]
            })
    }
}

/// Records as people read them.
package enum RecordText {
    /// The fields that the record states, by their path in JSON.
    package static func fields(of record: Record?) -> [(field: String, value: String)] {
        differences(from: nil, to: record).map { ($0.field, $0.new) }
    }
}

extension RecordedEvent {
    /// The event without its state.
    var json: JSONValue {
        return .members([
            ("position", .integer(position)),
            ("recordedAt", .string(Instant.text(microseconds: recordedAt))),
            ("version", .integer(version)), ("knownAt", .string(event.knownAt.description)),
            ("type", .string(event.type.code)), ("actor", .string(event.actor)), ("reason", .string(event.reason)),
            ("dataset", .said(event.dataset)),
            ("importId", .said(event.importID)),
        ])
    }
}
