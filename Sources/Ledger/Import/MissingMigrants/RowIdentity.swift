import Crypto
import Incidents

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
    private(set) var rows: [ExportRow]

    init(_ rows: [ExportRow], dataset: Dataset) throws(ImportError) {
        self.rows = rows
        var places: [String: [Int]] = [:]
        for index in rows.indices {
            if rows[index].rowID.isEmpty { nameByContent(index, dataset: dataset) }
            try RowIdentity.check(self.rows[index].rowID, row: rows[index].number)
            try RowIdentity.check(self.rows[index].mainID, row: rows[index].number)
            places[self.rows[index].rowID, default: []].append(index)
        }
        for (id, indices) in places where indices.count > 1 {
            numberRows(indices, of: id)
        }
        for index in self.rows.indices where self.rows[index].mainID.isEmpty {
            self.rows[index].mainID = self.rows[index].rowID
        }
    }

    private mutating func nameByContent(_ index: Int, dataset: Dataset) {
        rows[index].rowID = "row-" + contentDigest(rows[index].deaths).prefix(16)
        guard dataset != .content else { return }
        let flag = Flag(
            code: ImportFlagCode.identifierMissing.rawValue,
            detail: "the row has no identifier; it is known by a digest of what it says")
        rows[index].deaths.notes.flags.append(flag)
    }

    private mutating func numberRows(_ indices: [Int], of id: String) {
        let isGiven = !id.hasPrefix("row-")
        let ordered = indices.map { (digest: contentDigest(rows[$0].deaths), index: $0) }
            .sorted { ($0.digest, $0.index) < ($1.digest, $1.index) }
        for (ordinal, entry) in ordered.enumerated() {
            if ordinal > 0 { rows[entry.index].rowID = "\(id)~\(ordinal + 1)" }
            guard isGiven else { continue }
            let flag = Flag(
                code: ImportFlagCode.identifierRepeated.rawValue,
                detail: "\(indices.count) rows of the file have it: \(id)")
            rows[entry.index].deaths.notes.flags.append(flag)
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
    return hex(SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8)))
}

/// Lower-case hexadecimal digits.
func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
