import Incidents

/// Which rows of a file make which record, and the records made of them one after the other.
struct RecordSource: Sendable {
    private struct Name: Sendable {
        var id: RecordID
        /// In `identified`. A record of deaths has one.
        var rows: Range<Int>
    }

    private let rows: ExportRows
    /// In the order of their incidents, and within one of their identifiers.
    private let identified: [IdentifiedRow]
    /// By identifier, an incident before its deaths.
    private let names: [Name]
    private let assembly: RecordAssembly

    /// - Parameter identified: all rows of the file, each with an identifier of its own.
    init(rows: ExportRows, identified: [IdentifiedRow], assembly: RecordAssembly) {
        self.rows = rows
        self.assembly = assembly
        self.identified = identified.sorted { ($0.mainID, $0.rowID) < ($1.mainID, $1.rowID) }
        names = Self.names(of: self.identified)
    }

    private static func names(of rows: [IdentifiedRow]) -> [Name] {
        var names: [Name] = []
        names.reserveCapacity(rows.count * 2)
        var first = 0
        for index in rows.indices {
            names.append(Name(id: RecordAssembly.name(.deaths, rows[index].rowID), rows: index..<index + 1))
            guard index + 1 == rows.count || rows[index + 1].mainID != rows[index].mainID else { continue }
            names.append(Name(id: RecordAssembly.name(.incident, rows[index].mainID), rows: first..<index + 1))
            first = index + 1
        }
        names.sort { ImportPlanner.isBefore($0.id, $1.id) }
        return names
    }

    /// Makes the incidents that might be too large, so that a file with one is refused before anything is done with it.
    ///
    /// - Parameter sizes: the bytes of each row's sources, in the order of the file.
    /// - Throws: ``ImportError`` `rowTooLarge`.
    func checkIncidents(of sizes: [Int32]) throws(ImportError) {
        for name in names where name.id.kind == .incident {
            let size = name.rows.reduce(0) { $0 + Int(sizes[identified[$1].number - 1]) }
            if size > RecordAssembly.maximumSources { _ = try record(name, of: read(name.rows)) }
        }
    }

    fileprivate func read(_ range: Range<Int>) throws(ImportError) -> [ExportRow] {
        var read: [ExportRow] = []
        for index in range {
            let known = identified[index]
            var row = try rows.row(known.number)
            (row.rowID, row.mainID) = (known.rowID, known.mainID)
            if let flag = known.flag { row.deaths.notes.flags.append(flag) }
            read.append(row)
        }
        return read
    }

    private func record(_ name: Name, of rows: [ExportRow]) throws(ImportError) -> Record {
        name.id.kind == .deaths ? assembly.deaths(rows[0]) : try assembly.incident(rows)
    }

    func reading() -> Reading { Reading(source: self) }

    /// One pass over all records.
    struct Reading {
        private let source: RecordSource
        private var index = 0
        /// The rows that were read last: those of an incident are mostly those of the deaths that follow it.
        private var rows: [ExportRow] = []
        private var range = 0..<0

        fileprivate init(source: RecordSource) { self.source = source }

        /// - Throws: ``ImportError``, which no file that was read once gives.
        mutating func next() throws(ImportError) -> (id: RecordID, record: Record)? {
            guard index < source.names.count else { return nil }
            let name = source.names[index]
            index += 1
            if !(range.contains(name.rows.lowerBound) && name.rows.upperBound <= range.upperBound) {
                rows = try source.read(name.rows)
                range = name.rows
            }
            let offset = name.rows.lowerBound - range.lowerBound
            return (name.id, try source.record(name, of: Array(rows[offset..<offset + name.rows.count])))
        }
    }
}
