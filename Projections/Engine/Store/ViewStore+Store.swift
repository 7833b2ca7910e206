internal import Folding
internal import Incidents
internal import LMDB

extension ViewStore {
    /// Stores everything that changed in a fold, and its progress. The fold keeps it until ``Fold/saved()``, so that
    /// this can be repeated.
    func store(_ fold: borrowing Fold, _ point: LogPoint, _ transaction: inout WriteTransaction) throws {
        try storeCells(fold, &transaction)
        try storeHistory(fold, &transaction)
        try storeCalendar(fold, &transaction)
        for (position, error) in fold.newlyParked {
            try transaction.put(databases.parked, key: position, value: Array(error.utf8.prefix(4_000)))
        }
        let progress = Progress(
            logID: point.logID, position: fold.position, root: point.root, seen: fold.seen, blocks: blocks)
        try transaction.put(databases.meta, key: ViewDatabases.progressKey, value: progress.bytes)
    }

    private func storeCells(_ fold: borrowing Fold, _ transaction: inout WriteTransaction) throws {
        var value: [UInt8] = []
        var cursor = try transaction.writeCursor(databases.cells)
        for cell in fold.cells.changed.cells.sorted() {
            value.removeAll(keepingCapacity: true)
            ViewDatabases.appendKey(fold.cells.table[cell], of: view, fold.vocabulary, to: &value)
            RowCoding.append(fold.cells.present, row: cell, to: &value)
            try cursor.put(key: ViewDatabases.cellKey(cell), value: value)
        }
    }

    /// The sums over all days at the ends of blocks.
    private func storeHistory(_ fold: borrowing Fold, _ transaction: inout WriteTransaction) throws {
        // In the order of the keys, so that neighbours go to the same page one after another.
        let entries = fold.cells.history.entries.enumerated().sorted {
            ($0.element.cell, $0.element.block, $0.offset) < ($1.element.cell, $1.element.block, $1.offset)
        }
        let bytes = fold.cells.history.bytes
        var cursor = try transaction.writeCursor(databases.history)
        for (_, entry) in entries {
            let key = ViewDatabases.historyKey(cell: entry.cell, node: Node.allDays, block: entry.block)
            // Unsafe only for types with padding; a byte has none.
            try unsafe cursor.put(key: key.span.bytes, value: bytes.span.bytes.extracting(entry.bytes))
        }
    }

    /// The sums by year, month and day: what was stored last plus what changed.
    private func storeCalendar(_ fold: borrowing Fold, _ transaction: inout WriteTransaction) throws {
        // By cell and day, both in one number: days can be negative.
        let order = (0..<fold.cells.days.count).map { row in
            let key = fold.cells.days.key(of: row)
            return (UInt64(key.cell) << 32 | UInt64(UInt32(bitPattern: key.day.number) ^ 0x8000_0000), row)
        }.sorted { $0.0 < $1.0 }
        let block = Blocks.number(of: fold.position, shift: blocks.calendarShift)
        var calendar = CalendarWriter(view, block: block)
        var cursor = try transaction.writeCursor(databases.history)
        for (_, row) in order { try calendar.add(fold.cells.days, row: row, &cursor) }
        try calendar.finish(&cursor)
    }
}

extension ViewStore {
    /// Stores a fold that is nobody else's, in a commit of its own.
    func store(_ fold: inout Fold, _ point: LogPoint) throws {
        try environment.write { try store(fold, point, &$0) }
        fold.saved()
    }
}
