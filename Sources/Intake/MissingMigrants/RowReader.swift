import Incidents

/// One row of an export as the record that it makes, still without its name.
struct ExportRow {
    /// Counts from 1 for the first row after the header.
    var number: Int
    /// As given, without white space at the edges; empty where the row has none.
    var givenID: String
    /// Names the record; empty until rows that share an identifier are told apart.
    var rowID = ""
    /// The identifier of the incident of which the row tells all or a part; empty where the row has none.
    var mainID: String
    /// Without `incident`.
    var deaths: Deaths
    var refused: [RefusedCell]
    /// What is found in cells that no record takes.
    var cellFlags: [Flag]
}

/// Reads the rows of one file: pure, each row by itself.
struct RowReader {
    let header: Header
    let dataset: MissingMigrantsDataset
    let scheme: ColumnScheme

    func read(_ cells: [String], number: Int) throws(ImportError) -> ExportRow {
        try checkSize(cells, number: number)
        var remarks = RowRemarks(row: number)
        var deaths = Deaths()
        let cell = RowCells(header: header, cells: cells)
        readPlace(cell, into: &deaths, &remarks)
        readPeriod(cell, into: &deaths, &remarks)
        readCounts(cell, into: &deaths, &remarks)
        readTexts(cell, into: &deaths, &remarks)
        let ids = identifiers(cell)
        deaths.notes.flags = remarks.flags
        deaths.notes.rawCells = remarks.rawCells
        return ExportRow(
            number: number, givenID: ids.row, mainID: ids.main, deaths: deaths, refused: remarks.refused,
            cellFlags: cellFlags(cell, deaths.place.point))
    }

    private func identifiers(_ cell: RowCells) -> (row: String, main: String) {
        switch dataset {
        case .webID:
            let id = trimmed(cell[.webID])
            return (id, id)
        case .mainID:
            let main = trimmed(cell[.mainID])
            let row = header.has(.incidentID) ? trimmed(cell[.incidentID]) : main
            return (row, main.isEmpty ? row : main)
        case .content:
            return ("", "")
        }
    }

    /// An entry of the log holds 65,535 bytes. What a row says is stated once, in a record of deaths, but for flags.
    private func checkSize(_ cells: [String], number: Int) throws(ImportError) {
        let bytes = cells.reduce(0) { $0 + $1.utf8.count }
        guard bytes <= 30_000 else {
            throw ImportError(
                .rowTooLarge,
                "Row \(number) holds \(bytes) bytes of text; a row of at most 30,000 fits an entry of the ledger.")
        }
    }

    /// Texts are kept as they stand, edges and all.
    private func readTexts(_ cell: RowCells, into deaths: inout Deaths, _ remarks: inout RowRemarks) {
        deaths.cause = text(cell, .cause, "cause", &remarks)
        deaths.causeClass = causeClass(deaths.cause)
        deaths.route = text(cell, .route, "route", &remarks)
        deaths.regionOfOrigin = text(cell, .regionOfOrigin, "regionOfOrigin", &remarks)
        deaths.countryOfOrigin = text(cell, .countryOfOrigin, "countryOfOrigin", &remarks)
        deaths.countriesOfOrigin = countryCodes(in: deaths.countryOfOrigin)
        let publisher = text(cell, .informationSource, "sources", &remarks)
        let urls = text(cell, .url, "sources", &remarks)
        let locators = addresses(in: urls)
        if addressCell(locators) != urls { remarks.keep(urls, column: header.name(of: .url)) }
        deaths.notes.sources = sources(publisher: publisher, addresses: locators)
        deaths.sourceQuality = quality(cell, &remarks)
    }

    func text(
        _ cell: RowCells, _ column: Column, _ field: String, _ remarks: inout RowRemarks
    ) -> String {
        switch readText(cell[column]) {
        case .blank: return ""
        case .value(let text): return text
        case .refused(let reason):
            remarks.refuse(cell[column], column: header.name(of: column), field: field, reason)
            return ""
        }
    }

    private func quality(_ cell: RowCells, _ remarks: inout RowRemarks) -> Int32? {
        switch readNumber(cell[.sourceQuality]) {
        case .blank: return nil
        case .value(let value) where (1...5).contains(value): return Int32(value)
        case .value, .refused:
            remarks.refuse(
                cell[.sourceQuality], column: header.name(of: .sourceQuality), field: "sourceQuality",
                "is not a source quality from 1 to 5")
            return nil
        }
    }

    /// A third party's latitude and longitude, held against the point.
    private func cellFlags(_ cell: RowCells, _ point: Point?) -> [Flag] {
        guard let point else { return [] }
        return header.unknown.compactMap { index in
            let name = header.names[index]
            guard let axis = ThirdPartyColumn(name), let degrees = degreesE7(trimmed(cell.cells[index])) else {
                return nil
            }
            let own = Int64(axis == .latitude ? point.latitudeE7 : point.longitudeE7)
            guard abs(own - degrees) > ThirdPartyColumn.toleranceE7 else { return nil }
            return Flag(
                code: ImportFlagCode.coordinatesContradictEachOther.rawValue, field: "place.point",
                detail: "the column \"\(name)\" says \(cell.cells[index]), the coordinates \(point.text)")
        }
    }
}

/// The cells of one row by meaning.
struct RowCells {
    let header: Header
    let cells: [String]

    /// Empty where the file does not have the column.
    subscript(column: Column) -> String {
        header.indices[column].map { cells[$0] } ?? ""
    }
}

/// Columns that a third party added to an export and that repeat its coordinates.
enum ThirdPartyColumn: Sendable {
    case latitude
    case longitude

    /// 0.01 degree, about a kilometre: third parties round.
    static let toleranceE7: Int64 = 100_000

    init?(_ name: String) {
        switch normalised(name) {
        case "latitude", "lat": self = .latitude
        case "longitude", "lon", "long", "lng": self = .longitude
        default: return nil
        }
    }
}
