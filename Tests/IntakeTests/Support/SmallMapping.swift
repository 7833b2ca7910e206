import Foundation
import Incidents
import Testing

@testable import Intake

/// Mappings of a few fields, and tables of a few cells.
enum SmallMapping {
    static func text(
        _ records: String, row: String = "{ \"identifier\": [\"id\"] }", shared: String = "{}", name: String = "small",
        dataset: String = "small"
    ) -> String {
        """
        { "format": 1, "name": "\(name)", "version": 1,
          "dataset": { "id": "\(dataset)", "publisher": "P", "title": "T", "prefix": "\(dataset)-" },
          "row": \(row), "shared": \(shared), "records": \(records) }
        """
    }

    static func read(_ text: String) throws -> Mapping {
        let reading = try MappingReading(Array(text.utf8))
        return try #require(reading.mapping, "\(reading.faults)")
    }

    /// Deaths of one field, beside a number of dead.
    static func deaths(_ field: String, _ reader: String, row: String = "{ \"identifier\": [\"id\"] }") throws
        -> Mapping
    {
        try read(text("{ \"deaths\": { \"dead\": { \"count\": [\"n\"] }, \"\(field)\": \(reader) } }", row: row))
    }

    /// - Parameter table: CSV, its cells separated by bars.
    static func table(_ mapping: Mapping, _ table: String, accepting: [String] = []) throws -> MappedTable {
        try MappedTable(
            Array(("sep=|\n" + table).utf8), fileName: "small.csv", mappings: [mapping], accepting: accepting)
    }

    /// The records of a table by kind and identifier, for example `deaths/small-1`.
    static func records(_ mapping: Mapping, _ table: String) throws -> [String: Record] {
        var records: [String: Record] = [:]
        try self.table(mapping, table).forEachRecord { records["\($0)"] = $1 }
        return records
    }

    /// The toll of the only row of a table.
    static func deaths(_ mapping: Mapping, _ table: String) throws -> Deaths {
        guard
            case .deaths(var deaths)? = try records(mapping, table).first(where: { $0.key.hasPrefix("deaths/") })?.value
        else { throw ImportError(.badTable, "the table makes no toll") }
        // These tables have no dates.
        deaths.notes.flags.removeAll { $0.code == "time-not-stated" }
        return deaths
    }

    static func flags(_ deaths: Deaths) -> Set<String> { Set(deaths.notes.flags.map(\.code)) }
}
