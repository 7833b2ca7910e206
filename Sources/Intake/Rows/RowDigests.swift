import Crypto
import Incidents
import Tables

/// Digests of rows: a row that has the digest with which a record was kept makes the same record again, and need not be
/// read. What is digested is all that a record of a row depends on: see FORMAT.md, *Imports*.
struct RowDigests: Sendable {
    /// To be raised whenever readers, assembly or validation make another record of a row than before: what was kept by an
    /// earlier program is then read again, once.
    static let program: UInt32 = 1
    static let length = 16

    /// Of what all rows have in common.
    private let common: SHA256

    init(_ mapping: CompiledMapping, _ findings: TableFindings) {
        var bytes: [UInt8] = []
        func number(_ value: Int) { Self.append(value, to: &bytes) }
        func text(_ text: String) { Self.append(text, to: &bytes) }
        number(Int(Self.program))
        bytes += mapping.mapping.digest
        text(findings.dateOrder?.rawValue ?? "")
        text(findings.dateSystem.rawValue)
        number(findings.schemes.count)
        for scheme in findings.schemes.sorted(by: { $0.key < $1.key }) {
            number(scheme.key)
            text(scheme.value)
        }
        number(mapping.header.count)
        for heading in mapping.header { text(heading) }
        // Which column feeds which reading: the tags of a second line may say so, and not the headings.
        number(mapping.readings.count)
        for reading in mapping.readings {
            number(reading.columns.count)
            for column in reading.columns.sorted(by: { $0.key < $1.key }) {
                text(column.key)
                number(column.value.index)
            }
        }
        number(mapping.templates.count)
        for template in mapping.templates { number((template.condition ?? -1) + 1) }
        var hash = SHA256()
        hash.update(data: bytes)
        common = hash
    }

    /// Of the records of one row but its incident.
    ///
    /// - Parameter cells: as ``TableRow`` encodes them.
    func digest(of row: IdentifiedRow, _ cells: ArraySlice<UInt8>) -> [UInt8] {
        var names: [UInt8] = []
        for name in [row.incident, row.rowID, row.given] { Self.append(name, to: &names) }
        names.append(row.finding.rawValue)
        var hash = common
        hash.update(data: names)
        hash.update(data: cells)
        return Array(hash.finalize().prefix(Self.length))
    }

    /// Of the incident of all its rows.
    ///
    /// - Parameter rows: the digests of its rows, in their order.
    static func digest(ofIncident rows: [[UInt8]]) -> [UInt8] {
        if rows.count == 1 { return rows[0] }
        var hash = SHA256()
        for row in rows { hash.update(data: row) }
        return Array(hash.finalize().prefix(length))
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(text.utf8.count, to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }
}
