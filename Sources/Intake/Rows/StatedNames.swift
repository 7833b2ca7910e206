import Incidents

/// The names of the records that a file states: found among its rows, and not held beside them. It is fastest where it is
/// asked in their order.
final class StatedNames {
    private let naming: RecordNaming
    /// Whether a row is asked for what it makes; else it makes all that it may.
    private let asksTemplates: Bool
    private var incidents: SortedCursor<IdentifiedRow>
    private let rows: SortedSpool<IdentifiedRow>
    /// By identifier; made when it is asked for.
    private var byRow: SortedCursor<IdentifiedRow>?

    /// - Parameter rows: in the order of their incidents.
    init(_ rows: SortedSpool<IdentifiedRow>, _ naming: RecordNaming, asksTemplates: Bool = true) throws {
        self.rows = rows
        self.naming = naming
        self.asksTemplates = asksTemplates
        incidents = try rows.cursor()
    }

    func contains(_ record: RecordID) throws -> Bool {
        guard !rows.isEmpty, record.id.hasPrefix(naming.prefix) else { return false }
        let id = String(record.id.dropFirst(naming.prefix.count))
        if record.kind == .incident { return try naming.makesIncidents && hasIncident(id) }
        for (place, template) in naming.templates.enumerated() where template.kind == record.kind {
            if template.part.isEmpty { return try hasRow(id, making: place) }
            guard id.hasSuffix("." + template.part) else { continue }
            if try hasRow(String(id.dropLast(template.part.utf8.count + 1)), making: place) { return true }
        }
        return false
    }

    private func hasIncident(_ id: String) throws -> Bool {
        let place = naming.templates.firstIndex { $0.kind == .incident } ?? 0
        try incidents.seek(SortKey(id))
        while let row = incidents.element, row.incident == id {
            if !asksTemplates || row.makes(place) { return true }
            try incidents.advance()
        }
        return false
    }

    private func hasRow(_ id: String, making template: Int) throws -> Bool {
        if byRow == nil { byRow = try rowsByIdentifier() }
        try byRow?.seek(SortKey(id))
        guard let row = byRow?.element, row.rowID == id else { return false }
        return !asksTemplates || row.makes(template)
    }

    private func rowsByIdentifier() throws -> SortedCursor<IdentifiedRow> {
        let sorted = SortedSpool(by: IdentifiedRow.keyOfRow)
        try rows.readAll { try sorted.append($0) }
        try sorted.finish()
        return try sorted.cursor()
    }
}
