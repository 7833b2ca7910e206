import Files
import Forms
import Incidents
import Presentation

/// Prints events as they come, so that a long log needs no memory.
final class EventListing {
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
            rows.append(EventRows.row(recorded))
        }
        if max(rows.count, elements.count) == Self.page { try printPage() }
    }

    func finish() throws {
        if max(rows.count, elements.count) > 0 || pages == 0 { try printPage() }
        if format == .json { try Output.answer("\n]\n") }
    }

    private func printPage() throws {
        switch format {
        case .table:
            try Output.show((pages > 0 ? "\n" : "") + EventRows.forPeople(rows).table(width: Output.width))
        case .csv:
            let lines = TextTable(columns: EventRows.columns, rows: rows).csv
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
