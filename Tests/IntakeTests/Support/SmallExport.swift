import Incidents
import Tables

@testable import Intake

/// Small files in the columns of the exports until 2021.
enum SmallExport {
    static let columns = [
        "Web ID", "Region of Incident", "Reported Date", "Reported Year", "Reported Month", "Number Dead",
        "Minimum Estimated Number of Missing", "Total Dead and Missing", "Number of Survivors", "Number of Females",
        "Number of Males", "Number of Children", "Cause of Death", "Location Description", "Information Source",
        "Location Coordinates", "Migration Route", "URL", "UNSD Geographical Grouping", "Source Quality",
    ]

    /// A row as the exports have them, with the cells that a test states in place of these.
    static func row(_ changes: [String: String] = [:]) -> [String: String] {
        let usual = [
            "Web ID": "1", "Region of Incident": "Mediterranean", "Reported Date": "January 05, 2020",
            "Reported Year": "2020", "Reported Month": "Jan", "Number Dead": "2", "Cause of Death": "Drowning",
            "Location Description": "Off Izmir", "Information Source": "IOM Turkey",
            "Location Coordinates": "38.61, 26.65", "UNSD Geographical Grouping": "Uncategorized",
            "Source Quality": "4",
        ]
        return usual.merging(changes) { _, new in new }
    }

    static func text(_ rows: [[String: String]], columns: [String] = columns, newline: String = "\r\n") -> String {
        let lines = [columns] + rows.map { row in columns.map { row[$0] ?? "" } }
        return lines.map { $0.map(quoted).joined(separator: ",") + newline }.joined()
    }

    static func quoted(_ cell: String) -> String {
        "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    static func read(
        _ rows: [[String: String]], columns: [String] = columns
    ) throws(ImportError) -> MappedTable {
        try MissingMigrants.table(Array(text(rows, columns: columns).utf8), fileName: "small.csv")
    }

    /// Rows of one Web ID each, with a number of dead.
    static func read(dead: [String: Int], year: Int = 2020) throws(ImportError) -> MappedTable {
        try read(
            dead.sorted { $0.key < $1.key }.map {
                row([
                    "Web ID": $0.key, "Number Dead": "\($0.value)", "Reported Year": "\(year)",
                    "Reported Date": "January 05, \(year)",
                ])
            })
    }

    static let mainColumns = ["Main ID", "Incident ID"] + columns.dropFirst()

    /// Rows since 2021, each of a Main ID, an Incident ID and a number of dead.
    static func read(main rows: [(main: String, id: String, dead: Int)]) throws(ImportError) -> MappedTable {
        try read(
            rows.map { row(["Main ID": $0.main, "Incident ID": $0.id, "Number Dead": "\($0.dead)"]) },
            columns: mainColumns)
    }

    /// The only row's record.
    static func deaths(_ changes: [String: String]) throws -> Deaths {
        let export = try read([row(changes)])
        return export.deaths[0]
    }
}

/// Reads tables as exports of the Missing Migrants Project.
enum MissingMigrants {
    static func table(_ bytes: [UInt8], fileName: String) throws(ImportError) -> MappedTable {
        try MappedTable(bytes, fileName: fileName, mappings: BuiltInMappings.missingMigrants)
    }

    static func table(path: String) throws(ImportError) -> MappedTable {
        try MappedTable(path: path, mappings: BuiltInMappings.missingMigrants)
    }
}
