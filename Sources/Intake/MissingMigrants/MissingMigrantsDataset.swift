import Incidents
import Tables

/// A body of records of the Missing Migrants Project whose exports follow each other.
///
/// Identifiers changed in 2021 and the old and the new ones do not join, so exports of before and since are two
/// datasets: neither withdraws what only the other has, and somebody must say that the one succeeds the other.
enum MissingMigrantsDataset: String, Sendable {
    /// Rows identified by `Web ID`: exports until 2021.
    case webID = "missing-migrants-web-id"
    /// Rows identified by `Incident ID` within `Main ID`: exports since 2021.
    case mainID = "missing-migrants-main-id"
    /// Rows without an identifier: known by a digest of what they say. See `RowIdentity`.
    case content = "missing-migrants-content"

    init(_ header: Header) {
        if header.has(.incidentID) || header.has(.mainID) {
            self = .mainID
        } else if header.has(.webID) {
            self = .webID
        } else {
            self = .content
        }
    }

    /// What its identifiers begin with; none is the beginning of another.
    var prefix: String {
        switch self {
        case .webID: "mmp-"
        case .mainID: "mmpi-"
        case .content: "mmpc-"
        }
    }

    /// The name of one of its records.
    func name(_ kind: RecordKind, _ id: String) -> RecordID {
        RecordID(kind: kind, id: prefix + id)
    }

    /// Of the identifiers of its rows; nil: they have none.
    var rowScheme: String? {
        switch self {
        case .webID: "mmp-web-id"
        case .mainID: "mmp-incident-id"
        case .content: nil
        }
    }

    /// Of the identifiers of its incidents; nil: they have none.
    var incidentScheme: String? {
        self == .mainID ? "mmp-main-id" : rowScheme
    }

    /// What the ledger is told of it with its first import.
    func described(_ scheme: ColumnScheme) -> SourceDataset {
        var record = Incidents.Dataset()
        record.publisher = "IOM Missing Migrants Project"
        record.title =
            switch self {
            case .webID: "Missing Migrants Project: rows by Web ID (exports until 2021)"
            case .mainID: "Missing Migrants Project: rows by Main ID and Incident ID (exports since 2021)"
            case .content: "Missing Migrants Project: rows without an identifier"
            }
        record.prefix = prefix
        record.identifierScheme = rowScheme ?? ""
        record.regionScheme = scheme.rawValue
        return SourceDataset(id: rawValue, record: record)
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
    init(_ header: Header, _ table: StoredTable) throws(ImportError) {
        switch MissingMigrantsDataset(header) {
        case .webID: self = .until2021
        case .mainID: self = .since2021
        case .content:
            self = try Self.usesWordsSince2021(header, table) ? .since2021 : .until2021
        }
    }

    private static func usesWordsSince2021(_ header: Header, _ table: StoredTable) throws(ImportError) -> Bool {
        guard let index = header.indices[.region] else { return false }
        return try ImportError.wrapping { () throws(TableError) in
            var row = TableRow()
            for number in 1...table.count {
                try table.read(number, into: &row)
                if onlySince2021.contains(normalised(row.text(index))) { return true }
            }
            return false
        }
    }

    /// Regions that the old vocabulary does not have.
    private static let onlySince2021: Set<String> = [
        "eastern africa", "eastern asia", "middle africa", "northern africa", "south-eastern asia", "southern africa",
        "southern asia", "western africa", "western asia",
    ]
}
