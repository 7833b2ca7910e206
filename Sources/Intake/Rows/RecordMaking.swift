import Dispatch
import Foundation
import Incidents
import Tables

/// Makes the records of rows on threads of its own, some hundred rows ahead of who takes them.
final class RecordMaking {
    /// The rows of some incidents, and the records made of them.
    final class Batch: @unchecked Sendable {
        // `@unchecked`: it is changed by the thread that makes its records alone, which ends before `finish()` returns; who
        // takes what was made reads it after that.
        /// In the order of their incidents, and all of each.
        let rows: [IdentifiedRow]
        fileprivate(set) var records: [StatedRecord] = []
        fileprivate(set) var refused: [RefusedCell] = []
        fileprivate(set) var cellFlags: [(row: Int, flag: Flag)] = []
        fileprivate var failure: (any Error)?
        fileprivate let group = DispatchGroup()

        fileprivate init(_ rows: [IdentifiedRow]) { self.rows = rows }

        /// Waits until all of it is made.
        fileprivate func finish() { group.wait() }
    }

    /// Rows of a batch, beside those of the incident in which it ends.
    private static let size = 256

    /// The rows that are in no batch.
    private var rows: SortedCursor<IdentifiedRow>
    private let makers: [Maker]
    /// Those that are being made, in their order.
    private var begun: [Batch] = []
    private var count = 0

    /// - Parameter rows: in the order of their incidents.
    init(
        table: StoredTable, mapping: CompiledMapping, findings: TableFindings, rows: SortedSpool<IdentifiedRow>,
        assembly: RecordAssembly, repeats: RowRepeats? = nil
    ) throws {
        self.rows = try rows.cursor()
        let threads = rows.count <= Self.size ? 1 : max(1, ProcessInfo.processInfo.activeProcessorCount)
        let digests = RowDigests(mapping, findings)
        makers = (0..<threads).map { _ in
            let reader = RowReader(mapping, findings)
            // What is found in cells that no record takes is found by reading.
            return Maker(table, reader, assembly, digests, reader.readsUnknownCells ? nil : repeats)
        }
    }

    /// The records of the next rows, in their order; nil: there are no more.
    ///
    /// - Throws: what making them throws.
    func next() throws -> Batch? {
        while begun.count <= makers.count, try begin() {}
        guard !begun.isEmpty else { return nil }
        let batch = begun.removeFirst()
        batch.finish()
        if let failure = batch.failure { throw failure }
        return batch
    }

    /// Waits for what is still being made.
    func finish() {
        for batch in begun { batch.finish() }
        begun = []
    }

    /// - Returns: whether there were rows left.
    private func begin() throws -> Bool {
        var some: [IdentifiedRow] = []
        while let row = rows.element, some.count < Self.size || row.incident == some[some.count - 1].incident {
            some.append(row)
            try rows.advance()
        }
        guard !some.isEmpty else { return false }
        let batch = Batch(some)
        let maker = makers[count % makers.count]
        maker.queue.async(group: batch.group) {
            do { try maker.make(batch) } catch { batch.failure = error }
        }
        begun.append(batch)
        count += 1
        return true
    }
}

/// What makes records on one thread: one batch after the other, so that cells are remembered from batch to batch.
private final class Maker: @unchecked Sendable {
    // `@unchecked`: its queue runs one batch at a time, and nobody else touches it.
    let queue = DispatchQueue(label: "records of a table")
    private var table: StoredReader
    private let reader: RowReader
    private let assembly: RecordAssembly
    private let digests: RowDigests
    private let repeats: RowRepeats?
    private var row = TableRow()

    init(
        _ table: StoredTable, _ reader: RowReader, _ assembly: RecordAssembly, _ digests: RowDigests,
        _ repeats: RowRepeats?
    ) {
        self.table = table.reader
        self.reader = reader
        self.assembly = assembly
        self.digests = digests
        self.repeats = repeats
    }

    func make(_ batch: RecordMaking.Batch) throws {
        let incidents = incidents(batch.rows)
        // What is asked of the ledger is asked once for all of them.
        let names = repeats == nil ? [] : incidents.map { assembly.naming.names(ofIncident: $0) }
        var streams = try repeats?.lookUp(names.flatMap { $0.map(\.record) })[...] ?? []
        for (place, incident) in incidents.enumerated() {
            let digests = try incident.map { row in
                self.digests.digest(of: row, try table.cells(Int(row.number)))
            }
            guard let repeats else {
                try make(incident, digests, [], batch)
                continue
            }
            let held = streams.prefix(names[place].count)
            streams = streams.dropFirst(held.count)
            if let repeated = try repeated(names[place], held, digests, repeats) {
                batch.records += repeated
            } else {
                try make(incident, digests, held, batch)
            }
        }
    }

    /// The rows of each incident.
    private func incidents(_ rows: [IdentifiedRow]) -> [ArraySlice<IdentifiedRow>] {
        var incidents: [ArraySlice<IdentifiedRow>] = []
        var first = 0
        while first < rows.count {
            var end = first + 1
            while end < rows.count, rows[end].incident == rows[first].incident { end += 1 }
            incidents.append(rows[first..<end])
            first = end
        }
        return incidents
    }

    /// The records of an incident's rows as they are held, where all of them say what they said; else nil.
    private func repeated(
        _ names: [(record: RecordID, row: Int?)], _ held: ArraySlice<HeldStream>, _ digests: [[UInt8]],
        _ repeats: RowRepeats
    ) throws -> [StatedRecord]? {
        // What is remarked of a row's cells stands in its own first record, by which it is told that nothing was.
        let own = Set(names.compactMap(\.row)).count
        guard own == digests.count || digests.count == 1 && !names.isEmpty else { return nil }
        let ofIncident = RowDigests.digest(ofIncident: digests)
        var records: [StatedRecord] = []
        for (name, stream) in zip(names, held) {
            let digest = name.row.map { digests[$0] } ?? ofIncident
            guard let outline = try repeats.outline(stream, of: digest) else { return nil }
            records.append(StatedRecord(id: name.record, repeating: outline, stream))
        }
        return records
    }

    /// Makes the records of one incident.
    private func make(
        _ rows: ArraySlice<IdentifiedRow>, _ digests: [[UInt8]], _ held: ArraySlice<HeldStream>,
        _ batch: RecordMaking.Batch
    ) throws {
        var made: [MappedRow] = []
        for known in rows {
            try table.read(Int(known.number), into: &row)
            let read = try reader.read(row)
            batch.refused += read.refused
            batch.cellFlags += read.cellFlags.map { (read.number, $0) }
            made.append(read)
        }
        var records: [StatedRecord] = []
        let incidents = made.indices.compactMap { index in
            made[index].incident.map { (known: rows[rows.startIndex + index], incident: $0) }
        }
        if !incidents.isEmpty {
            records.append(try assembly.incident(incidents, RowDigests.digest(ofIncident: digests)))
        }
        for (index, read) in made.enumerated() {
            records += try assembly.records(read, rows[rows.startIndex + index], digests[index])
        }
        for (place, stream) in held.enumerated() where place < records.count && records[place].id == stream.record {
            records[place].stream = stream
        }
        batch.records += records
    }
}
