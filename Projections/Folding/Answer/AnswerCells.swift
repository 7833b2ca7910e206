package import Incidents

/// The cells of a view while an answer is put together: which ones are asked for, and what they add up to.
package struct AnswerCells {
    package let view: any View
    package let vocabulary = Vocabulary()
    package private(set) var table = CellTable()
    package private(set) var isWanted: [Bool] = []
    package var rows: SumRows

    /// The values of the rows that are asked for, by the index of their column.
    private let filters: [(column: Int, values: Set<String>)]
    /// For each filter what it says of the terms that were met: many cells have the same.
    private var verdicts: [[Term: Bool]]

    /// - Parameter filters: for indices of key columns the values of the rows to show.
    package init(_ view: any View, filters: [(column: Int, values: Set<String>)]) {
        self.view = view
        self.filters = filters
        verdicts = filters.map { _ in [:] }
        rows = SumRows(width: view.measures.count)
    }

    /// Whether a cell is asked for.
    package mutating func wants(_ key: OwnedKey) -> Bool {
        for (index, filter) in filters.enumerated() {
            let term = key[filter.column]
            if let known = verdicts[index][term] {
                if known { continue } else { return false }
            }
            let text = Self.text(of: key, filter.column, view, vocabulary)
            let isAsked =
                view.keys[filter.column].kind == .regions
                ? CountedRegions(text: text).regions.contains { filter.values.contains($0.description) }
                : filter.values.contains(text)
            verdicts[index][term] = isAsked
            if !isAsked { return false }
        }
        return true
    }

    /// Adds a cell.
    ///
    /// - Parameters:
    ///   - isWanted: what ``wants(_:)`` says of it.
    ///   - sums: one row, with which it begins.
    package mutating func append(_ key: OwnedKey, isWanted: Bool, _ sums: SumRows) {
        _ = table.add(key)
        rows.add(sums, row: 0, to: rows.append())
        self.isWanted.append(isWanted)
    }

    private static func text(of key: OwnedKey, _ column: Int, _ view: any View, _ vocabulary: Vocabulary) -> String {
        switch view.keys[column].kind {
        case .text, .regions: vocabulary.text(key[column])
        case .number: key[column].number.map { String($0) } ?? ""
        }
    }

    /// Adds what events changed, as far as it was known by a day.
    package mutating func add(_ changes: borrowing BlockChanges, knownBy: Day?) {
        for row in 0..<changes.rows.count {
            let key = changes.rows.keys[row]
            if let knownBy, key.day > knownBy { continue }
            // Every cell is in the table: the view has come at least as far.
            if let cell = table.find(changes.table.keys[key.cell]) { rows.add(changes.rows.rows, row: row, to: cell) }
        }
    }

    /// The rows to show, in order.
    package func ownedRows() -> [OwnedRow] {
        // The records of amendments add up to 0 where the desk changed nothing but what is summed.
        var cells = isWanted.indices.filter { isWanted[$0] && !rows.isZero(row: $0) }
        let order = RowOrder(view, vocabulary, table)
        cells.sort { order.isBefore($0, $1) }
        return cells.map { cell in
            OwnedRow(
                owner: table.keys[cell].owner.owner(in: vocabulary),
                key: view.keys.indices.map { Self.text(of: table.keys[cell], $0, view, vocabulary) },
                sums: rows.sums(of: cell), records: rows.records[cell])
        }
    }
}

/// The order of rows: by the key columns from left to right, then by their owner.
private struct RowOrder {
    private let columns: [KeyColumn]
    private let keys: [OwnedKey]
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
        let (a, b) = (keys[left].owner, keys[right].owner)
        if a.dataset != b.dataset { return rank[Int(a.dataset.raw)] < rank[Int(b.dataset.raw)] }
        if a.voice != b.voice { return a.voice < b.voice }
        return a.year.raw < b.year.raw
    }
}
