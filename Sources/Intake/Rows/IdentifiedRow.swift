import Incidents

/// A row of a file by its identifiers: what is kept of it between two readings, in a temporary file, since there may be
/// millions.
struct IdentifiedRow: Hashable, Sendable {
    /// What the importer finds in an identifier.
    enum Finding: UInt8 {
        case nothing, missing, repeated
    }

    /// Counts from 1 for the first row after the header.
    let number: UInt32
    /// Which of the mapping's templates make a record of it: a bit each, the first the lowest.
    var templates: UInt32 = .max
    var finding = Finding.nothing
    /// As given, without white space at the edges; empty: the row has none.
    var given: String
    /// The identifier of the incident; empty: none is given, and none was made yet.
    var incident: String
    /// Names the row's records among those of its dataset, once rows are told apart; until then what is given.
    var rowID: String

    /// - Parameters:
    ///   - given: the row's own identifier.
    ///   - incident: that of its incident; empty: the row has none.
    init(number: UInt32, given: String, incident: String) {
        self.number = number
        self.given = given
        self.incident = incident
        rowID = given
    }

    func makes(_ template: Int) -> Bool { templates >> UInt32(template) & 1 == 1 }

    /// For rows by the identifiers that they are given: those without any first, then those that have their incident's.
    static func keyAsGiven(_ row: IdentifiedRow, _ key: inout SortKey) {
        key.text(row.given)
        key.text(row.incident)
    }

    /// For rows in the order in which their records are made.
    static func keyOfIncident(_ row: IdentifiedRow, _ key: inout SortKey) {
        key.text(row.incident)
        key.text(row.rowID)
    }

    static func keyOfRow(_ row: IdentifiedRow, _ key: inout SortKey) { key.text(row.rowID) }
}

extension IdentifiedRow: Spoolable {
    func write(to writer: inout SpoolWriter) {
        writer.number(number)
        writer.number(templates)
        // Of most rows all three are one.
        let (hasIncident, hasName) = (incident != given, rowID != given)
        writer.number(UInt32(finding.rawValue) | (hasIncident ? 0x100 : 0) | (hasName ? 0x200 : 0))
        writer.text(given)
        if hasIncident { writer.text(incident) }
        if hasName { writer.text(rowID) }
    }

    init(from reader: inout SpoolReader) {
        let (number, templates, marks) = (reader.number(), reader.number(), reader.number())
        guard let finding = Finding(rawValue: UInt8(truncatingIfNeeded: marks)) else {
            preconditionFailure("what is read was written here")
        }
        let given = reader.text()
        self.init(number: number, given: given, incident: marks & 0x100 == 0 ? given : reader.text())
        if marks & 0x200 != 0 { rowID = reader.text() }
        self.templates = templates
        self.finding = finding
    }
}
