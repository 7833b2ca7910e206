import Incidents

/// The names of the records that a file states: found among its rows, and not held beside them.
final class StatedNames {
    /// In the order of their incidents, and within one of their identifiers.
    private let rows: [IdentifiedRow]
    private let naming: RecordNaming
    /// The rows in the order of their identifiers; nil: they are.
    private let byRow: [Int32]?
    /// Where the last one was found, of incidents and of rows: who asks in their order finds the next one behind it.
    private var lastIncident = 0
    private var lastRow = 0

    init(_ rows: [IdentifiedRow], _ naming: RecordNaming) {
        self.rows = rows
        self.naming = naming
        let isOrdered = zip(rows, rows.dropFirst()).allSatisfy { $0.rowID < $1.rowID }
        byRow = isOrdered ? nil : rows.indices.map { Int32($0) }.sorted { rows[Int($0)].rowID < rows[Int($1)].rowID }
    }

    func contains(_ record: RecordID) -> Bool {
        guard record.id.hasPrefix(naming.prefix) else { return false }
        let id = record.id.dropFirst(naming.prefix.count)
        if record.kind == .incident { return naming.makesIncidents && hasIncident(String(id)) }
        return naming.templates.indices.contains { place in
            let template = naming.templates[place]
            guard template.kind == record.kind else { return false }
            if template.part.isEmpty { return row(String(id))?.makes(place) ?? false }
            guard id.hasSuffix("." + template.part) else { return false }
            return row(String(id.dropLast(template.part.count + 1)))?.makes(place) ?? false
        }
    }

    private func hasIncident(_ id: String) -> Bool {
        let found = place(of: id, near: lastIncident) { rows[$0].incident }
        guard let found else { return false }
        lastIncident = found
        let place = naming.templates.firstIndex { $0.kind == .incident } ?? 0
        return rows[found...].prefix { $0.incident == id }.contains { $0.makes(place) }
    }

    private func row(_ id: String) -> IdentifiedRow? {
        let found = place(of: id, near: lastRow) { rows[ordered($0)].rowID }
        guard let found else { return nil }
        lastRow = found
        return rows[ordered(found)]
    }

    private func ordered(_ place: Int) -> Int { byRow.map { Int($0[place]) } ?? place }

    /// The first place, in ascending order, that has a key; nil: none has.
    private func place(of key: String, near last: Int, _ at: (Int) -> String) -> Int? {
        if last + 1 < rows.count, at(last + 1) == key, at(last) != key { return last + 1 }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if at(middle) < key { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && at(low) == key ? low : nil
    }
}
