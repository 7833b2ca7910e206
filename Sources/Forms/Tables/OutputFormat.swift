/// How an answer is written.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// For people.
    case table
    /// For programs and spreadsheets: stable columns, nothing but rows.
    case csv
    /// For programs: keys in lowerCamelCase.
    case json
}
