import Incidents

@testable import Intake

/// A record as the row of the export until 2021 from which it was made: text cells as they stood, dates and numbers in
/// one form. That it can be made back shows that nothing was lost.
struct ExportCells {
    var cells: [String: String] = [:]

    init(_ deaths: Deaths) {
        for (column, text) in texts(deaths) { cells[column] = text }
        for (column, count) in counts(deaths) { cells[column] = count.isReported ? "\(count.low)" : "" }
        if let period = deaths.occurred {
            cells["Reported Date"] = "\(period.lastDay)"
            cells["Reported Year"] = "\(period.year)"
            cells["Reported Month"] = period.month.map { "\($0)" } ?? ""
        }
        for cell in deaths.notes.rawCells { cells[cell.column] = cell.text }
    }

    private func texts(_ deaths: Deaths) -> [(String, String)] {
        [
            ("Web ID", deaths.notes.externalIDs.first?.value ?? ""),
            ("Region of Incident", deaths.place.regions.first { $0.scheme == "mmp-2014" }?.code ?? ""),
            ("UNSD Geographical Grouping", deaths.place.regions.first { $0.scheme == "mmp-unsd" }?.code ?? ""),
            ("Cause of Death", deaths.cause),
            ("Location Description", deaths.place.description),
            ("Information Source", deaths.notes.sources.first?.publisher ?? ""),
            ("URL", deaths.notes.sources.map(\.locator).filter { !$0.isEmpty }.joined(separator: ", ")),
            ("Location Coordinates", deaths.place.point?.text ?? ""),
            ("Migration Route", deaths.route),
            ("Source Quality", deaths.sourceQuality.map { "\($0)" } ?? ""),
        ]
    }

    private func counts(_ deaths: Deaths) -> [(String, Count)] {
        let parts = [deaths.dead, deaths.missing].filter(\.isReported)
        let toll = parts.isEmpty ? Count.notReported : .exactly(parts.reduce(0) { $0 + $1.low })
        return [
            ("Number Dead", deaths.dead), ("Minimum Estimated Number of Missing", deaths.missing),
            ("Total Dead and Missing", deaths.statedTotal.isReported ? deaths.statedTotal : toll),
            ("Number of Survivors", deaths.survivors), ("Number of Females", deaths.females),
            ("Number of Males", deaths.males), ("Number of Children", deaths.children),
        ]
    }

    /// The cells of an expected row with its date, month and numbers in the same form.
    static func normal(_ row: [String: String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: row.map { ($0.key, normal($0.value, $0.key)) })
    }

    /// Old and new cells of an expected change, by column.
    static func normal(_ changes: [String: [String: String]]) -> [String: [String: String]] {
        Dictionary(
            uniqueKeysWithValues: changes.map { column, change in
                (column, change.mapValues { normal($0, column) })
            })
    }

    private static func normal(_ text: String, _ column: String) -> String {
        if column == "Reported Date" { return readDate(text, DateForm()).value.map { "\($0.lastDay)" } ?? text }
        if column == "Reported Month" { return readMonth(text).map { "\($0)" } ?? text }
        let isNumber = ["Number", "Total", "Minimum"].contains { column.hasPrefix($0) }
        return isNumber ? text.replacing(",", with: "") : text
    }
}
