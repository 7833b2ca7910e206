package import Incidents

/// The cells of a view while an answer is put together: which ones are asked for, and what they add up to.
package struct AnswerCells: ~Copyable {
    package let view: any View
    package let vocabulary = Vocabulary()
    package private(set) var table = CellTable()
    package private(set) var isWanted: [Bool] = []
    package var rows: SumRows

    private var filters: [Filter]

    /// - Parameter filters: for indices of key columns the values of the rows to show.
    package init(_ view: any View, filters: [(column: Int, values: Set<String>)]) {
        self.view = view
        self.filters = filters.map { Filter(column: $0.column, kind: view.keys[$0.column].kind, values: $0.values) }
        rows = SumRows(width: view.measures.count)
    }

    /// Whether a cell is asked for.
    package mutating func wants(_ key: OwnedKey) -> Bool {
        for index in filters.indices where !filters[index].wants(key, vocabulary) { return false }
        return true
    }

    /// What is asked of one column.
    private struct Filter {
        let column: Int
        let kind: KeyColumn.Kind
        let values: Set<String>
        /// By the number of a text what is said of it, since many cells have the same: 0 nothing yet, 1 yes, 2 no.
        private var verdicts: [UInt8] = []
        /// Of a column of numbers what is asked for.
        private let numbers: [Term]

        init(column: Int, kind: KeyColumn.Kind, values: Set<String>) {
            (self.column, self.kind, self.values) = (column, kind, values)
            numbers = values.compactMap { $0.isEmpty ? Term.none : Int32($0).map { .number($0) } }
        }

        mutating func wants(_ key: OwnedKey, _ vocabulary: Vocabulary) -> Bool {
            let term = key[column]
            if kind == .number { return numbers.contains(term) }
            let index = Int(term.raw)
            while verdicts.count <= index { verdicts.append(0) }
            if verdicts[index] == 0 { verdicts[index] = isAsked(vocabulary.text(term)) ? 1 : 2 }
            return verdicts[index] == 1
        }

        private func isAsked(_ text: String) -> Bool {
            guard kind == .regions else { return values.contains(text) }
            return CountedRegions(text: text).regions.contains { values.contains($0.description) }
        }
    }

    /// Adds a cell.
    ///
    /// - Parameters:
    ///   - isWanted: what ``wants(_:)`` says of it.
    ///   - sums: one row, with which it begins.
    package mutating func append(_ key: OwnedKey, isWanted: Bool, _ sums: borrowing SumRows) {
        _ = table.add(key)
        rows.add(sums, row: 0, to: rows.append())
        self.isWanted.append(isWanted)
    }

    /// Adds what one record adds, `sign` being 1 or -1.
    ///
    /// - Parameter isPossible: it may count or not.
    package mutating func add(
        _ sign: Int64, _ record: borrowing CellsOfRecord, isPossible: Bool, owner: OwnerTerms
    ) {
        record.visit(isPossible: isPossible) { key, stated, added in
            let key = OwnedKey(key, owner: owner)
            rows.add(sign, to: table.find(key) ?? append(key), stated, added)
        }
    }

    /// A new row of zeros.
    private mutating func append(_ key: OwnedKey) -> Int {
        _ = table.add(key)
        isWanted.append(wants(key))
        return rows.append()
    }

    private static func text(of key: OwnedKey, _ column: Int, _ view: any View, _ vocabulary: Vocabulary) -> String {
        switch view.keys[column].kind {
        case .text, .regions, .dataset, .amount: vocabulary.text(key[column])
        case .number: key[column].number.map { String($0) } ?? ""
        }
    }

    /// Adds what events changed, as far as it was known by a day.
    package mutating func add(_ changes: borrowing BlockChanges, knownBy: Day?) {
        for row in 0..<changes.sums.days.count {
            let key = changes.sums.days.key(of: row)
            if let knownBy, key.day > knownBy { continue }
            // Every cell is in the table: the view has come at least as far.
            if let cell = table.find(changes.sums.table[key.cell]) {
                rows.add(changes.sums.days.rows, row: row, to: cell)
            }
        }
    }

    /// The rows to show, in order.
    package func ownedRows() -> [OwnedRow] {
        // The records of amendments add up to 0 where the desk changed nothing but what is summed.
        var cells = isWanted.indices.filter { isWanted[$0] && !rows.isZero(row: $0) }
        if cells.count > 1 {
            // It puts all texts of the view in order.
            let order = RowOrder(view, vocabulary, table)
            cells.sort { order.isBefore($0, $1) }
        }
        return cells.map { cell in
            OwnedRow(
                owner: table[cell].owner.owner(in: vocabulary),
                key: view.keys.indices.map { Self.text(of: table[cell], $0, view, vocabulary) },
                sums: rows.sums(of: cell), records: rows.records(of: cell))
        }
    }
}

/// The order of rows: by the key columns from left to right, then by their owner.
private struct RowOrder {
    private let columns: [KeyColumn]
    private let keys: [OwnedKey]
    /// The place of each text of the vocabulary among all of them, by UTF-8 bytes.
    private let rank: [UInt32]

    init(_ view: any View, _ vocabulary: Vocabulary, _ table: borrowing CellTable) {
        columns = view.keys
        var keys: [OwnedKey] = []
        for cell in 0..<table.count { keys.append(table[cell]) }
        self.keys = keys
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
