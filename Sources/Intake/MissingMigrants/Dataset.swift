import Forms

/// A body of records of the Missing Migrants Project whose exports follow each other.
///
/// Identifiers changed in 2021 and the old and the new ones do not join, so exports of before and since are two
/// datasets: neither withdraws what only the other has. A ledger that holds both counts people twice; the plan of an
/// import says so.
enum Dataset: String, Sendable {
    /// Rows identified by `Web ID`: exports until 2021.
    case webID = "missing-migrants-web-id"
    /// Rows identified by `Incident ID` within `Main ID`: exports since 2021.
    case incidentID = "missing-migrants-incident-id"
    /// Rows without an identifier: known by a digest of what they say. See `RowIdentity`.
    case content = "missing-migrants-content"

    /// All of them.
    static let prefix = "missing-migrants-"

    init(_ header: Header) {
        if header.has(.incidentID) || header.has(.mainID) {
            self = .incidentID
        } else if header.has(.webID) {
            self = .webID
        } else {
            self = .content
        }
    }
}

/// The vocabulary of a file's region column.
enum ColumnScheme: String, Sendable {
    /// The fifteen regions of exports until 2021.
    case until2021 = "mmp-2014"
    /// The sixteen regions of exports since 2021.
    case since2021 = "mmp-2021"

    /// The scheme of the column "UNSD Geographical Grouping" in every export.
    static let unsd = "mmp-unsd"

    /// By the identifiers that came with it; where there are none, by the words of the region column.
    init(_ header: Header, rows: CSVTable.Rows) {
        switch Dataset(header) {
        case .webID: self = .until2021
        case .incidentID: self = .since2021
        case .content:
            let index = header.indices[.region]
            let isNew = rows.contains { row in
                index.map { ColumnScheme.onlySince2021.contains(normalised(row.cells[$0])) } ?? false
            }
            self = isNew ? .since2021 : .until2021
        }
    }

    /// Regions that the old vocabulary does not have.
    private static let onlySince2021: Set<String> = [
        "eastern africa", "eastern asia", "middle africa", "northern africa", "south-eastern asia", "southern africa",
        "southern asia", "western africa", "western asia",
    ]
}
