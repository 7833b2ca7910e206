import Incidents

/// The table of all records that an export holds, those that are withdrawn among them.
enum RecordTable {
    static let name = "record"

    static let table = ExportTable(
        name,
        "A row each record of which something had been said, whatever its kind: those that are withdrawn are here and in no "
            + "other table.",
        columns: [
            ExportColumn(
                "kind", .text, "The kind of the record.", isRequired: true, codes: RecordKind.allCases.map(\.code)),
            ExportColumn("id", .text, "The identifier of the record.", isRequired: true),
            ExportColumn(
                "stands", .truth, "There is such a record; false: it is withdrawn.", isRequired: true),
        ] + RecordProvenance.columns, key: ["kind", "id"])

    static func cells(_ record: ExportedRecord) -> [ExportCell] {
        [.text(record.record.kind.code), .text(record.record.id), .truth(record.state != nil)]
            + record.provenance.cells
    }
}

/// The tables of an export of some kinds, and the rows that a record has in them.
struct ExportSchema: Sendable {
    let kinds: [KindTables]
    /// Rows of a table refer to tables before it.
    let tables: [ExportTable]
    private let places: [String: Int]

    init(_ kinds: Set<RecordKind>) {
        self.kinds = KindTables.all.filter { kinds.contains($0.kind) }
        tables =
            [RecordTable.table] + self.kinds.flatMap { [$0.main] + $0.lists } + SharedList.allCases.map(\.table)
        places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
    }

    func table(named name: String) -> Int? { places[name] }

    /// The main row of a record that stands: the cells of its kind's table; nil: it is withdrawn.
    func mainCells(of record: ExportedRecord, _ context: ExportContext) -> (kind: KindTables, cells: [ExportCell])? {
        guard let state = record.state, let kind = kinds.first(where: { $0.kind == state.kind }) else { return nil }
        return (
            kind, [.text(record.record.id)] + kind.cells(state, context) + record.provenance.cells
        )
    }

    /// All rows of a record, in the order in which tables refer to each other.
    func rows(of record: ExportedRecord, _ context: ExportContext) -> [ExportRow] {
        var rows = [ExportRow(table: 0, cells: RecordTable.cells(record))]
        guard let (kind, cells) = mainCells(of: record, context), let state = record.state,
            let main = places[kind.main.name]
        else { return rows }
        rows.append(ExportRow(table: main, cells: cells))
        for (offset, list) in kind.rows(state).enumerated() {
            for (index, cells) in list.enumerated() {
                rows.append(
                    ExportRow(
                        table: main + 1 + offset,
                        cells: [.text(record.record.id), .integer(Int64(index + 1))] + cells))
            }
        }
        return rows + sharedRows(of: record, state, kind)
    }

    private func sharedRows(of record: ExportedRecord, _ state: Record, _ kind: KindTables) -> [ExportRow] {
        let disputes = record.disputes.map { dispute -> SharedRow in
            (.dispute, [.text(dispute.field), ExportCell(dispute.desk), ExportCell(dispute.dataset)])
        }
        let parts = record.links.map { part -> SharedRow in
            (.linkPart, [.text(part.link), .text(part.part.code), ExportCell(part.beside)])
        }
        var numbers = [Int64](repeating: 0, count: SharedList.allCases.count)
        let first = tables.count - SharedList.allCases.count
        return (kind.shared(state) + disputes + parts).map { list, cells in
            numbers[list.rawValue] += 1
            return ExportRow(
                table: first + list.rawValue,
                cells: [.text(record.record.kind.code), .text(record.record.id), .integer(numbers[list.rawValue])]
                    + cells)
        }
    }
}
