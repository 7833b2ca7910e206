internal import EventLog
internal import Incidents
internal import LMDB

extension ViewStore {
    /// Stores everything that changed in a fold, and its checkpoint. The fold keeps it until ``Fold/saved()``, so that
    /// this can be repeated.
    func store(_ fold: borrowing Fold, _ point: LogPoint, _ transaction: inout WriteTransaction) throws {
        try storeCells(fold, &transaction)
        try storeHistory(fold, &transaction)
        try storeCalendar(fold, &transaction)
        for (position, error) in fold.newlyParked {
            try transaction.put(databases.parked, key: position, value: Array(error.utf8.prefix(4_000)))
        }
        let checkpoint = Checkpoint(
            logID: point.logID, position: fold.position, root: point.root, seen: fold.seen, blocks: blocks)
        try transaction.put(databases.meta, key: ViewDatabases.checkpointKey, value: checkpoint.bytes)
    }

    private func storeCells(_ fold: borrowing Fold, _ transaction: inout WriteTransaction) throws {
        var value: [UInt8] = []
        for cell in fold.cells.changed.cells.sorted() {
            value.removeAll(keepingCapacity: true)
            ViewDatabases.appendKey(fold.cells.table.keys[cell], of: view, fold.vocabulary, to: &value)
            RowCoding.append(fold.cells.present, row: cell, to: &value)
            try transaction.put(databases.cells, key: ViewDatabases.cellKey(cell), value: value)
        }
    }

    /// The sums over all days at the ends of blocks.
    private func storeHistory(_ fold: Fold, _ transaction: inout WriteTransaction) throws {
        // In the order of the keys, so that neighbours go to the same page one after another.
        let entries = fold.cells.history.entries.enumerated().sorted {
            ($0.element.cell, $0.element.block, $0.offset) < ($1.element.cell, $1.element.block, $1.offset)
        }
        for (_, entry) in entries {
            let key = ViewDatabases.historyKey(cell: entry.cell, node: Node.allDays, block: entry.block)
            try transaction.put(databases.history, key: key, value: Array(fold.cells.history.bytes[entry.bytes]))
        }
    }

    /// The sums by year, month and day: what was stored last plus what changed.
    private func storeCalendar(_ fold: Fold, _ transaction: inout WriteTransaction) throws {
        guard fold.cells.days.count > 0 else { return }
        let block = Blocks.number(of: fold.position, shift: blocks.calendarShift)
        var (rows, keys) = Self.byNode(fold.cells.days, width: view.measures.count)
        try addStored(&rows, keys, transaction)
        var value: [UInt8] = []
        for (row, key) in keys.enumerated() {
            value.removeAll(keepingCapacity: true)
            RowCoding.append(rows, row: row, to: &value)
            let key = ViewDatabases.historyKey(cell: key.cell, node: key.node, block: block)
            try transaction.put(databases.history, key: key, value: value)
        }
    }

    private func addStored(
        _ rows: inout SumRows, _ keys: [(cell: Int, node: UInt32)], _ transaction: borrowing WriteTransaction
    ) throws {
        var history = HistoryReader(view, try transaction.cursor(databases.history))
        for (row, key) in keys.enumerated() {
            try history.add(cell: key.cell, node: key.node, through: .max, to: &rows, row: row)
        }
    }

    /// The changes by day, summed by the nodes that each day belongs to, in the order of cells and nodes.
    static func byNode(_ days: DayRows, width: Int) -> (SumRows, [(cell: Int, node: UInt32)]) {
        // By cell and day, both in one number: days can be negative.
        let order = days.keys.enumerated().map { row, key in
            (UInt64(key.cell) << 32 | UInt64(UInt32(bitPattern: key.day.number) ^ 0x8000_0000), row)
        }.sorted { $0.0 < $1.0 }
        var rows = SumRows(width: width)
        var keys: [(cell: Int, node: UInt32)] = []
        // The rows of the current year, month and day: a node comes before those within it, as its days do.
        var current = (year: 0, month: 0, day: 0)
        func row(_ cell: Int, _ node: UInt32, orAfter current: Int) -> Int {
            if current < keys.count, keys[current] == (cell, node) { return current }
            keys.append((cell, node))
            return rows.append()
        }
        for (_, index) in order {
            let (cell, nodes) = (days.keys[index].cell, Node.nodes(of: days.keys[index].day))
            current.year = row(cell, nodes.year, orAfter: current.year)
            current.month = row(cell, nodes.month, orAfter: current.month)
            current.day = row(cell, nodes.day, orAfter: current.day)
            for row in [current.year, current.month, current.day] { rows.add(days.rows, row: index, to: row) }
        }
        return (rows, keys)
    }
}

extension ViewStore {
    /// Stores a fold that is nobody else's, in a commit of its own.
    func store(_ fold: inout Fold, _ point: LogPoint) throws {
        try environment.write { try store(fold, point, &$0) }
        fold.saved()
    }
}
