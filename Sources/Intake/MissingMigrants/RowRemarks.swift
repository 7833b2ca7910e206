import Incidents

/// What reading the cells of one row leaves behind beside its record: flags, raw cells, and the cells that were refused.
struct RowRemarks {
    /// Counts from 1 for the first row after the header.
    let row: Int
    var flags: [Flag] = []
    var rawCells: [RawCell] = []
    var refused: [RefusedCell] = []

    init(row: Int) {
        self.row = row
    }

    mutating func flag(_ code: ImportFlagCode, field: String, _ detail: String) {
        flags.append(Flag(code: code.rawValue, field: field, detail: detail))
    }

    mutating func keep(_ text: String, column: String) {
        rawCells.append(RawCell(column: column, text: text))
    }

    /// A cell that cannot be read is reported, kept as it stands, and flagged.
    mutating func refuse(_ text: String, column: String, field: String, _ reason: String) {
        refused.append(RefusedCell(row: UInt32(clamping: row), column: column, text: text, reason: reason))
        keep(text, column: column)
        flag(.cellNotRead, field: field, "\"\(text)\" in the column \"\(column)\" \(reason)")
    }
}

/// What the importer finds implausible and keeps, beside what the validation of every record finds
/// (`Incidents.FlagCode`).
public enum ImportFlagCode: String, CaseIterable, Sendable {
    /// A cell of the row could not be read; it is kept as it stood.
    case cellNotRead = "cell-not-read"
    /// A third party's columns of coordinates are not the export's own.
    case coordinatesContradictEachOther = "coordinates-contradict-each-other"
    /// The row has no identifier; one was made from what it says.
    case identifierMissing = "identifier-missing"
    /// Another row of the file has the same identifier.
    case identifierRepeated = "identifier-repeated"
}
