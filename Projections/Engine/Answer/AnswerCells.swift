internal import Incidents
internal import LMDB

/// The cells of a view while an answer is put together: which ones are asked for, and what they add up to.
struct AnswerCells {
    let view: any View
    let vocabulary = Vocabulary()
    private(set) var table = CellTable()
    private(set) var isWanted: [Bool] = []
    var rows: SumRows

    /// Reads the cells; their sums as of the checkpoint over all days only if asked for, else zeros.
    init(
        _ view: any View, _ databases: ViewDatabases, _ transaction: borrowing ReadTransaction,
        filters: [String: Set<String>], withSums: Bool
    ) throws {
        self.view = view
        rows = SumRows(width: view.measures.count)
        let wanted = try Self.wanted(view, filters)
        var (table, isWanted, rows) = (table, isWanted, rows)
        let vocabulary = vocabulary
        try ViewStore.forEachCell(view, databases, vocabulary, transaction) { key, sums in
            _ = table.add(key)
            let row = rows.append()
            if withSums { rows.add(sums, row: 0, to: row) }
            isWanted.append(
                wanted.allSatisfy { column, values in values.contains(Self.text(of: key, column, view, vocabulary)) })
        }
        (self.table, self.isWanted, self.rows) = (table, isWanted, rows)
    }

    private static func wanted(
        _ view: any View, _ filters: [String: Set<String>]
    ) throws(ProjectionError) -> [(column: Int, values: Set<String>)] {
        var wanted: [(Int, Set<String>)] = []
        for (name, values) in filters {
            guard let column = view.keys.firstIndex(where: { $0.name == name }) else {
                let names = view.keys.map(\.name).joined(separator: ", ")
                throw ProjectionError(.unknownColumn, "View \(view.name) has no column \"\(name)\", only \(names).")
            }
            wanted.append((column, values))
        }
        return wanted
    }

    private static func text(of key: CellKey, _ column: Int, _ view: any View, _ vocabulary: Vocabulary) -> String {
        switch view.keys[column].kind {
        case .text: vocabulary.text(key[column])
        case .number: key[column].number.map { String($0) } ?? ""
        }
    }

    /// The rows to show, in order.
    func answerRows() -> [ViewRow] {
        var cells = isWanted.indices.filter { isWanted[$0] && rows.records[$0] != 0 }
        let order = RowOrder(view, vocabulary, table)
        cells.sort { order.isBefore($0, $1) }
        return cells.map { cell in
            ViewRow(
                key: view.keys.indices.map { Self.text(of: table.keys[cell], $0, view, vocabulary) },
                sums: rows.sums(of: cell), records: rows.records[cell])
        }
    }
}

/// The order of rows: by the key columns from left to right.
private struct RowOrder {
    private let columns: [KeyColumn]
    private let keys: [CellKey]
    /// The place of each text of the vocabulary among all of them, by UTF-8 bytes.
    private let rank: [UInt32]

    init(_ view: any View, _ vocabulary: Vocabulary, _ table: CellTable) {
        columns = view.keys
        keys = table.keys
        let texts = (0..<vocabulary.count).map { Array(vocabulary.text(Term(raw: UInt32($0))).utf8) }
        var rank = [UInt32](repeating: 0, count: texts.count)
        let sorted = texts.indices.sorted { texts[$0].lexicographicallyPrecedes(texts[$1]) }
        for (place, index) in sorted.enumerated() { rank[index] = UInt32(place) }
        self.rank = rank
    }

    func isBefore(_ left: Int, _ right: Int) -> Bool {
        for (index, column) in columns.enumerated() {
            let (a, b) = (keys[left][index].raw, keys[right][index].raw)
            if a == b { continue }
            // The raw form of numbers is ordered as they are, with nothing first.
            return column.kind == .number ? a < b : rank[Int(a)] < rank[Int(b)]
        }
        return false
    }
}
