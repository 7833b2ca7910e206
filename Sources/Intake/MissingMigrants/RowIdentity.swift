import Crypto
import Forms
import Incidents

/// A row of a file by its identifiers: what is kept of it between two readings.
struct IdentifiedRow: Sendable {
    /// Counts from 1 for the first row after the header.
    var number: Int
    /// As given; of a row without one, made from what it says.
    var givenID: String
    /// The identifier of the incident as given; empty where the row has none.
    var mainID: String
    /// Names the row's record among those of its dataset; each different.
    var rowID = ""
    /// What the importer finds in the identifier.
    var flag: Flag?
}

/// Gives every row of a file an identifier, whatever the order of the rows.
///
/// - A row with an identifier has it. Rows are never merged by what they say.
/// - A row without an identifier is known by what it says: `row-` and the first 16 digits of the SHA-256 of its cells in
///   normal form. So a corrected row without an identifier is another record: nothing tells that it is the same one, and
///   the importer does not guess.
///
/// Rows that then share an identifier are told apart by ``RowNames``.
struct RowIdentity {
    /// One for each row, in the order of the file.
    private(set) var rows: [IdentifiedRow]

    /// - Parameter digest: of what a row says.
    init(
        _ rows: [IdentifiedRow], dataset: MissingMigrantsDataset,
        digest: (_ number: Int) throws(ImportError) -> String
    ) throws(ImportError) {
        self.rows = rows
        for index in rows.indices {
            if rows[index].givenID.isEmpty {
                self.rows[index].givenID = "row-" + (try digest(rows[index].number)).prefix(16)
                if dataset != .content {
                    self.rows[index].flag = Flag(
                        code: ImportFlagCode.identifierMissing.rawValue,
                        detail: "the row has no identifier; it is known by a digest of what it says")
                }
            }
            try Self.check(self.rows[index].givenID, row: rows[index].number)
            try Self.check(self.rows[index].mainID, row: rows[index].number)
        }
    }

    private static func check(_ id: String, row: Int) throws(ImportError) {
        let isPrintable = id.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPrintable, id.utf8.count <= 180 else {
            throw ImportError(
                .badIdentifier,
                "Row \(row) has an identifier of \(id.utf8.count) bytes or with control characters;"
                    + " a record's identifier has at most 180 bytes and none of them.")
        }
    }
}

/// SHA-256, in hexadecimal digits, of what a row says in normal form: in which spelling of dates and numbers, with which
/// white space and beside which columns of third parties it says so makes no difference.
func contentDigest(_ deaths: Deaths) -> String {
    let point = deaths.place.point
    var parts: [String] = []
    parts.append(deaths.occurred.map { "\($0.firstDay) \($0.lastDay) \($0.year) \($0.month ?? 0)" } ?? "")
    parts.append(point.map { "\($0.latitudeE7) \($0.longitudeE7)" } ?? "")
    parts += deaths.place.regions.map { normalised($0.code) }
    parts += [
        deaths.dead, deaths.missing, deaths.survivors, deaths.females, deaths.males, deaths.children,
        deaths.statedTotal,
    ].map { $0.qualifier == .notReported ? "" : "\($0.low)" }
    parts += [
        deaths.place.description, deaths.cause, deaths.route, deaths.regionOfOrigin, deaths.countryOfOrigin,
    ].map { normalised($0) }
    parts += deaths.notes.sources.map { normalised($0.publisher) + "\u{1E}" + normalised($0.locator) }
    parts.append(deaths.sourceQuality.map { "\($0)" } ?? "")
    return Hex.encode(Array(SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))))
}
