internal import Folding
internal import LMDB

/// Stores sums by year, month and day: what was stored last plus what changed.
///
/// It is given what changed in the order of cells and days. So one year, one month and one day are summed at a time, and
/// each is put as soon as a day comes that it does not hold.
struct CalendarWriter: ~Copyable {
    private let view: any View
    private let block: UInt32
    private var cell = -1
    /// The year, the month and the day that are summed, and a row of sums for each.
    private var nodes: [3 of UInt32] = [0, 0, 0]
    private var sums: SumRows
    private var value: [UInt8] = []

    /// - Parameter block: the calendar block that ends at what is stored, or in which it lies.
    init(_ view: any View, block: UInt32) {
        self.view = view
        self.block = block
        sums = SumRows(width: view.measures.count)
        for _ in 0..<3 { _ = sums.append() }
    }

    /// Adds what changed in a cell on a day.
    ///
    /// - Parameter cursor: of the view's history.
    /// - Throws: `LMDBError`; ``ProjectionError`` `damaged`.
    @_lifetime(cursor: copy cursor)
    mutating func add(_ days: borrowing DayRows, row: Int, _ cursor: inout WriteCursor) throws {
        let key = days.key(of: row)
        let next = Node.nodes(of: key.day)
        if cell != key.cell { try finish(&cursor) }
        cell = key.cell
        try begin(2, next.day, &cursor)
        try begin(1, next.month, &cursor)
        try begin(0, next.year, &cursor)
        for level in 0..<3 { sums.add(days.rows, row: row, to: level) }
    }

    /// Puts what is summed.
    ///
    /// - Throws: `LMDBError`; ``ProjectionError`` `damaged`.
    @_lifetime(cursor: copy cursor)
    mutating func finish(_ cursor: inout WriteCursor) throws {
        for level in 0..<3 { try begin(2 - level, 0, &cursor) }
    }

    /// Begins the sum of a node unless it is the one that is summed, which is put before.
    @_lifetime(cursor: copy cursor)
    private mutating func begin(_ level: Int, _ node: UInt32, _ cursor: inout WriteCursor) throws {
        guard nodes[level] != node else { return }
        if nodes[level] != 0 { try put(level, &cursor) }
        nodes[level] = node
    }

    /// Adds what was stored last, puts the sum, and forgets it.
    @_lifetime(cursor: copy cursor)
    private mutating func put(_ level: Int, _ cursor: inout WriteCursor) throws {
        let last = ViewDatabases.historyKey(cell: cell, node: nodes[level], block: .max)
        // Unsafe in both only for types with padding; a byte has none.
        if try unsafe cursor.seek(atOrBefore: last.span.bytes), cursor.key.hasPrefix(last, 8) {
            try RowCoding.add(history: cursor.key, cursor.value, of: view, cell: cell, to: &sums, row: level)
        }
        value.removeAll(keepingCapacity: true)
        RowCoding.append(sums, row: level, to: &value)
        let key = ViewDatabases.historyKey(cell: cell, node: nodes[level], block: block)
        try unsafe cursor.put(key: key.span.bytes, value: value.span.bytes)
        sums.clear(row: level)
    }
}
