import Incidents

/// What reading the cells of one row leaves behind beside its records: flags, raw cells, and the cells that were refused.
struct RowRemarks {
    /// Counts from 1 for the first row after the header.
    var row = 0
    var flags: [Flag] = []
    var rawCells: [RawCell] = []
    var refused: [RefusedCell] = []
    /// The regions that the row names, which are read before its point.
    var regions: [Region] = []
    /// A word that a mapping refuses: the file is not taken in.
    var refusal: ImportError?

    mutating func begin(_ number: Int) {
        row = number
        flags.removeAll(keepingCapacity: true)
        rawCells.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        regions.removeAll(keepingCapacity: true)
        refusal = nil
    }

    mutating func flag(_ code: ImportFlagCode, field: String, _ detail: String) {
        flags.append(Flag(code: code.rawValue, field: field, detail: detail))
    }

    mutating func keep(_ text: String, _ column: CellColumn) {
        let cell = RawCell(column: column.heading, text: text)
        if !rawCells.contains(cell) { rawCells.append(cell) }
    }

    /// A cell that cannot be read is reported, kept as it stands, and flagged.
    mutating func refuse(_ text: String, _ column: CellColumn, _ reason: String) {
        refused.append(
            RefusedCell(row: UInt32(clamping: row), column: column.heading, text: text, reason: reason))
        keep(text, column)
        flag(.cellNotRead, field: column.field, "\"\(text)\" in the column \"\(column.heading)\" \(reason)")
    }
}

/// What the importer finds implausible and keeps, beside what the validation of every record finds
/// (`Incidents.FlagCode`).
public enum ImportFlagCode: String, CaseIterable, Sendable {
    /// A cell of the row could not be read; it is kept as it stood.
    case cellNotRead = "cell-not-read"
    /// The text of a cell is in no line of the mapping's table of codes; it is kept as it stood.
    case wordNotInTable = "word-not-in-table"
    /// The two coordinates of a point were exchanged, since only so does it lie in its region.
    case coordinatesExchanged = "coordinates-exchanged"
    /// The best estimate lies outside the lowest and the highest.
    case bestOutsideBounds = "best-outside-bounds"
    /// A third party's columns of coordinates are not the export's own.
    case coordinatesContradictEachOther = "coordinates-contradict-each-other"
    /// The row has no identifier; one was made from what it says.
    case identifierMissing = "identifier-missing"
    /// Another row of the file has the same identifier.
    case identifierRepeated = "identifier-repeated"

    /// Those of cells that are listed with the import.
    static let listed = [Self.cellNotRead, .wordNotInTable].map(\.rawValue)
}
