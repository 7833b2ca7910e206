import Crypto
import Forms
import Incidents

/// A row of a file by its identifiers: what is kept of it between two readings.
struct IdentifiedRow {
    /// Counts from 1 for the first row after the header.
    var number: Int
    /// Empty until it is made, where the row has none.
    var rowID: String
    /// The identifier of the incident; empty until then where the row has none.
    var mainID: String
    /// What the importer finds in the identifier.
    var flag: Flag?
}

/// Gives every row of a file an identifier of its own, whatever the order of the rows.
///
/// - A row with an identifier has it. Rows are never merged by what they say.
/// - Rows that share one identifier keep it apart as `ID`, `ID~2`, `ID~3` …, in the order of the digests of what they
///   say, each with a flag.
/// - A row without an identifier is known by what it says: `row-` and the first 16 digits of the SHA-256 of its cells in
///   normal form, numbered in the same way among rows that say the same. So a corrected row without an identifier is
///   another record: nothing tells that it is the same one, and the importer does not guess.
struct RowIdentity {
    /// One for each row, in the order of the file; each different.
    private(set) var rows: [IdentifiedRow]
    /// Identifiers as given that look like one that is made here.
    private let taken: Set<String>
    /// The digest of what a row says.
    private let digest: (_ number: Int) throws(ImportError) -> String

    init(
        _ rows: [IdentifiedRow], dataset: Dataset, digest: @escaping (_ number: Int) throws(ImportError) -> String
    ) throws(ImportError) {
        self.rows = rows
        self.digest = digest
        taken = Set(rows.lazy.map(\.rowID).filter { $0.contains("~") })
        for index in rows.indices {
            if rows[index].rowID.isEmpty { try nameByContent(index, dataset: dataset) }
            try RowIdentity.check(self.rows[index].rowID, row: rows[index].number)
            try RowIdentity.check(self.rows[index].mainID, row: rows[index].number)
        }
        try numberRepeated()
        for index in self.rows.indices where self.rows[index].mainID.isEmpty {
            self.rows[index].mainID = self.rows[index].rowID
        }
    }

    private mutating func nameByContent(_ index: Int, dataset: Dataset) throws(ImportError) {
        rows[index].rowID = "row-" + (try digest(rows[index].number)).prefix(16)
        guard dataset != .content else { return }
        rows[index].flag = Flag(
            code: ImportFlagCode.identifierMissing.rawValue,
            detail: "the row has no identifier; it is known by a digest of what it says")
    }

    private mutating func numberRepeated() throws(ImportError) {
        let ordered = rows.indices.sorted { (rows[$0].rowID, $0) < (rows[$1].rowID, $1) }
        var first = 0
        while first < ordered.count {
            let id = rows[ordered[first]].rowID
            let end = ordered[first...].firstIndex { rows[$0].rowID != id } ?? ordered.count
            if end - first > 1 { try numberRows(ordered[first..<end], of: id) }
            first = end
        }
    }

    private mutating func numberRows(_ indices: ArraySlice<Int>, of id: String) throws(ImportError) {
        let isGiven = !id.hasPrefix("row-")
        var ordered: [(digest: String, index: Int)] = []
        for index in indices { ordered.append((try digest(rows[index].number), index)) }
        ordered.sort { ($0.digest, $0.index) < ($1.digest, $1.index) }
        var ordinal = 1
        for (place, entry) in ordered.enumerated() {
            if place > 0 {
                repeat { ordinal += 1 } while taken.contains("\(id)~\(ordinal)")
                rows[entry.index].rowID = "\(id)~\(ordinal)"
            }
            guard isGiven else { continue }
            rows[entry.index].flag = Flag(
                code: ImportFlagCode.identifierRepeated.rawValue,
                detail: "\(indices.count) rows of the file have it: \(id)")
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
