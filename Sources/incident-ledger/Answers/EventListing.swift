import Files
import Forms
import Incidents

/// Prints events as they come, so that a long log needs no memory.
final class EventListing {
    private static let columns = [
        TextTable.Column(name: "position", isNumber: true), .init(name: "recorded_at"), .init(name: "type"),
        .init(name: "kind"), .init(name: "id"), .init(name: "version", isNumber: true), .init(name: "known_at"),
        .init(name: "actor"), .init(name: "dataset"), .init(name: "import"), .init(name: "reason"),
    ]
    /// Rows of a table are aligned with the others of their page.
    private static let page = 1000

    private let format: OutputFormat
    private var rows: [[String]] = []
    /// In JSON each event is an element, with the state that it carries.
    private var elements: [String] = []
    private var pages = 0
    private(set) var isEmpty = true

    init(_ format: OutputFormat) {
        self.format = format
    }

    func add(_ recorded: RecordedEvent) throws {
        isEmpty = false
        if format == .json {
            elements.append("  " + RecordJSON.value(of: recorded).text())
        } else {
            rows.append(Self.row(recorded))
        }
        if max(rows.count, elements.count) == Self.page { try printPage() }
    }

    private static func row(_ recorded: RecordedEvent) -> [String] {
        let event = recorded.event
        return [
            "\(recorded.position)", Instant.text(microseconds: recorded.recordedAt), event.type.code,
            event.record.kind.code, event.record.id, "\(recorded.version)", event.knownAt.description, event.actor,
            event.dataset, event.importID, event.reason,
        ]
    }

    func finish() throws {
        if max(rows.count, elements.count) > 0 || pages == 0 { try printPage() }
        if format == .json { try Output.answer("\n]\n") }
    }

    /// In the order in which people ask for it, to the second: what has no room is left out from the right.
    private var forPeople: TextTable {
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

    private func printPage() throws {
        switch format {
        case .table:
            try Output.show((pages > 0 ? "\n" : "") + forPeople.table(width: Output.width))
        case .csv:
            let lines = TextTable(columns: Self.columns, rows: rows).csv
            // The header stands once, above the first page.
            let header = lines.prefix { $0 != "\n" }.count + 1
            try Output.answer(pages > 0 ? String(lines.dropFirst(header)) : lines)
        case .json:
            let lines = elements.joined(separator: ",\n")
            try Output.answer((pages > 0 ? (lines.isEmpty ? "" : ",\n") : "[\n") + lines)
        }
        rows.removeAll(keepingCapacity: true)
        elements.removeAll(keepingCapacity: true)
        pages += 1
    }
}
