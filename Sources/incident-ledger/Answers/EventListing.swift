import Files
import Forms
import Incidents

/// Prints events as they come, so that a long log needs no memory.
final class EventListing {
    private static let columns = [
        TextTable.Column(name: "position", isNumber: true), .init(name: "recorded_at"), .init(name: "type"),
        .init(name: "kind"), .init(name: "id"), .init(name: "version", isNumber: true), .init(name: "known_at"),
        .init(name: "actor"), .init(name: "reason"),
    ]
    /// Rows of a table are aligned with the others of their page.
    private static let page = 1000

    private let format: OutputFormat
    private var rows: [[String]] = []
    private var pages = 0

    init(_ format: OutputFormat) {
        self.format = format
    }

    func add(_ recorded: RecordedEvent) throws {
        let event = recorded.event
        rows.append([
            "\(recorded.position)", Instant.text(microseconds: recorded.recordedAt), event.type.code,
            event.record.kind.code, event.record.id, "\(recorded.version)", event.knownAt.description, event.actor,
            event.reason,
        ])
        if rows.count == Self.page { try printPage() }
    }

    func finish() throws {
        if !rows.isEmpty || pages == 0 { try printPage() }
        if format == .json { try Output.answer("\n]\n") }
    }

    private func printPage() throws {
        let table = TextTable(columns: Self.columns, rows: rows)
        switch format {
        case .table: try Output.show((pages > 0 ? "\n" : "") + table.table)
        case .csv:
            let lines = table.csv
            // The header stands once, above the first page.
            let header = lines.prefix { $0 != "\n" }.count + 1
            try Output.answer(pages > 0 ? String(lines.dropFirst(header)) : lines)
        case .json:
            guard case .array(let elements) = table.json else { break }
            let lines = elements.map { "  " + $0.text() }.joined(separator: ",\n")
            try Output.answer((pages > 0 ? (lines.isEmpty ? "" : ",\n") : "[\n") + lines)
        }
        rows.removeAll(keepingCapacity: true)
        pages += 1
    }
}
