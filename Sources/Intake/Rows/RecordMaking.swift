import Dispatch
import Incidents
import Tables

/// Makes the records of rows on a thread of its own, some hundred rows ahead of who takes them.
final class RecordMaking {
    /// The rows of some incidents, and the records made of them.
    final class Batch: @unchecked Sendable {
        // `@unchecked`: it is changed by the making thread alone, which ends before `finish()` returns; who takes what was
        // made reads it after that.
        fileprivate(set) var end = 0
        fileprivate(set) var records: [(id: RecordID, record: Record)] = []
        fileprivate(set) var refused: [RefusedCell] = []
        fileprivate(set) var cellFlags: [(row: Int, flag: Flag)] = []
        fileprivate(set) var failure: (any Error)?
        fileprivate let group = DispatchGroup()

        /// Waits until all of it is made.
        func finish() { group.wait() }
    }

    /// What makes them: one batch after the other, so that cells are remembered from batch to batch.
    fileprivate final class Maker: @unchecked Sendable {
        // `@unchecked`: the queue runs one batch at a time, and nobody else touches it.
        let table: StoredTable
        let reader: RowReader
        let rows: [IdentifiedRow]
        let assembly: RecordAssembly
        var row = TableRow()

        init(_ table: StoredTable, _ reader: RowReader, _ rows: [IdentifiedRow], _ assembly: RecordAssembly) {
            self.table = table
            self.reader = reader
            self.rows = rows
            self.assembly = assembly
        }
    }

    /// Rows of a batch, beside those of the incident in which it ends.
    private static let size = 512

    private let maker: Maker
    private let queue = DispatchQueue(label: "records of a table")

    init(
        table: StoredTable, mapping: CompiledMapping, findings: TableFindings, rows: [IdentifiedRow],
        assembly: RecordAssembly
    ) {
        maker = Maker(table, RowReader(mapping, findings), rows, assembly)
    }

    /// Begins to make the records of the rows from one on, of which there is at least one.
    func begin(at first: Int) -> Batch? {
        let rows = maker.rows
        guard first < rows.count else { return nil }
        let batch = Batch()
        batch.end = min(first + Self.size, rows.count)
        while batch.end < rows.count, rows[batch.end].incident == rows[batch.end - 1].incident { batch.end += 1 }
        let range = first..<batch.end
        queue.async(group: batch.group) { [maker] in
            do { try maker.make(range, batch) } catch { batch.failure = error }
        }
        return batch
    }
}

extension RecordMaking.Maker {
    fileprivate func make(_ range: Range<Int>, _ batch: RecordMaking.Batch) throws {
        var first = range.lowerBound
        while first < range.upperBound {
            var end = first + 1
            while end < range.upperBound, rows[end].incident == rows[first].incident { end += 1 }
            var made: [MappedRow] = []
            for index in first..<end {
                try table.read(Int(rows[index].number), into: &row)
                let read = try reader.read(row)
                batch.refused += read.refused
                batch.cellFlags += read.cellFlags.map {
                    (read.number, Flag(code: $0.code, field: $0.field, detail: "row \(read.number): \($0.detail)"))
                }
                made.append(read)
            }
            let incidents = made.indices.compactMap { index in
                made[index].incident.map { (known: rows[first + index], incident: $0) }
            }
            if !incidents.isEmpty { batch.records.append(try assembly.incident(incidents)) }
            for (index, read) in made.enumerated() {
                batch.records += try assembly.records(read, rows[first + index])
            }
            first = end
        }
    }
}
