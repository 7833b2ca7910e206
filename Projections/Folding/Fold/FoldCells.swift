package import Incidents

/// A view's cells in memory, and what changed in them.
package struct FoldCells: ~Copyable {
    package var table = CellTable()
    /// What each cell adds up to, over all days; labelled with the row of ``days`` that was used for it last.
    package var present: SumRows
    /// By thread, and by the number that the thread has for a cell: the cell's own number, or −1 while unknown.
    private var numbers: [[Int32]] = []
    /// What changed since ``keepHistory(block:)`` was last called.
    private var touched = ChangedCells()

    // Since the last `saved()`.
    package private(set) var days: DayRows
    package private(set) var history = PendingHistory()
    package private(set) var changed = ChangedCells()

    package init(_ view: any View) {
        present = SumRows(width: view.measures.count)
        days = DayRows(width: view.measures.count)
    }

    /// Adds what the events of a block change. New cells are numbered in the order in which they were met.
    package mutating func add(
        _ changes: borrowing BlockChanges, of words: Vocabulary, thread: Int, _ view: any View,
        _ vocabulary: Vocabulary
    ) {
        while numbers.count <= thread { numbers.append([]) }
        for row in 0..<changes.sums.days.count {
            let (foreign, day) = (changes.sums.days.key(of: row).cell, changes.sums.days.key(of: row).day)
            while numbers[thread].count <= foreign { numbers[thread].append(-1) }
            var cell = Int(numbers[thread][foreign])
            if cell < 0 {
                cell = find(changes.sums.table[foreign], of: words, view, vocabulary)
                numbers[thread][foreign] = Int32(cell)
            }
            present.add(changes.sums.days.rows, row: row, to: cell)
            let changedRow = days.row(of: cell, day, guess: Int(present.label(of: cell)))
            present.setLabel(Int64(changedRow), of: cell)
            days.add(changes.sums.days.rows, row: row, to: changedRow)
            changed.insert(cell)
            touched.insert(cell)
        }
    }

    /// The number of the cell with a key that is given in the words of another vocabulary.
    private mutating func find(
        _ key: OwnedKey, of words: Vocabulary, _ view: any View, _ vocabulary: Vocabulary
    ) -> Int {
        var terms = [Term](repeating: .none, count: CellKey.maximumColumns)
        for (index, column) in view.keys.enumerated() {
            switch column.kind {
            case .number: terms[index] = key[index]
            case .text, .regions, .dataset, .amount: terms[index] = vocabulary.term(words.text(key[index]))
            }
        }
        let own = OwnedKey(CellKey(terms), owner: key.owner.translated(from: words, to: vocabulary))
        if let known = table.find(own) { return known }
        _ = present.append()
        return table.add(own)
    }

    /// Keeps the running sums of the cells that changed since this was last called, as of the end of a block.
    package mutating func keepHistory(block: UInt32) {
        for cell in touched.cells { history.append(cell: cell, block: block, present, row: cell) }
        touched.clear()
    }

    /// What changed is stored: forgets it.
    package mutating func saved() {
        history.clear()
        changed.clear()
        days.clear()
    }
}
