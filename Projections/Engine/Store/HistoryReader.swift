internal import Folding
internal import Incidents
internal import LMDB

/// Finds running sums in a view's history.
struct HistoryReader: ~Copyable, ~Escapable {
    private let view: any View
    private var cursor: Cursor

    @_lifetime(copy cursor)
    init(_ view: any View, _ cursor: consuming Cursor) {
        self.view = view
        self.cursor = cursor
    }

    /// Adds the running sums of a cell and a node at the end of a block, or of the last one before it that has any.
    @_lifetime(self: copy self)
    mutating func add(
        cell: Int, node: UInt32, through block: UInt32, to rows: inout SumRows, row: Int
    ) throws {
        let key = ViewDatabases.historyKey(cell: cell, node: node, block: block)
        // Unsafe only for types with padding; a byte has none.
        guard try unsafe cursor.seek(atOrBefore: key.span.bytes), cursor.key.hasPrefix(key, 8) else { return }
        try RowCoding.add(history: cursor.key, cursor.value, of: view, cell: cell, to: &rows, row: row)
    }

    /// Adds what of a cell was known by a day, at the end of a block.
    @_lifetime(self: copy self)
    mutating func add(
        cell: Int, knownBy day: Day, through block: UInt32, to rows: inout SumRows, row: Int
    ) throws {
        let last = Node.nodes(of: day)
        var node: UInt32 = 1
        while let next = try self.node(of: cell, atOrAfter: node), next <= last.day {
            if next == last.year || next == last.month {
                // Only a part of it was known by then: go into it.
                node = next + 1
            } else {
                try add(cell: cell, node: next, through: block, to: &rows, row: row)
                node = Self.end(of: next)
            }
        }
    }

    /// The first node that is after everything that a node holds.
    private static func end(of node: UInt32) -> UInt32 {
        if node & 0xFFFF == 0 { return node + 0x1_0000 }
        return node & 0xFF == 0 ? node + 0x100 : node + 1
    }

    @_lifetime(self: copy self)
    private mutating func node(of cell: Int, atOrAfter node: UInt32) throws -> UInt32? {
        let key = ViewDatabases.historyKey(cell: cell, node: node, block: 0)
        // Unsafe only for types with padding; a byte has none.
        guard try unsafe cursor.seek(atOrAfter: key.span.bytes), cursor.key.hasPrefix(key, 4) else { return nil }
        var reader = ByteReader(cursor.key)
        _ = reader.bigEndian() as UInt32?
        return reader.bigEndian()
    }
}

extension RawSpan {
    /// Whether the first bytes are those of a key of history.
    func hasPrefix(_ key: ViewDatabases.HistoryKey, _ count: Int) -> Bool {
        guard byteCount >= count else { return false }
        for offset in 0..<count where byte(at: offset) != key[offset] { return false }
        return true
    }
}

extension RowCoding {
    /// Adds a row of a view's history.
    ///
    /// - Throws: ``ProjectionError`` `damaged` where it is not one.
    static func add(
        history key: RawSpan, _ value: RawSpan, of view: any View, cell: Int, to rows: inout SumRows, row: Int
    ) throws {
        var reader = ByteReader(value)
        guard key.byteCount == 12, add(&reader, to: &rows, row: row) else {
            throw ProjectionError.damaged(view, "the history of cell \(cell) cannot be read")
        }
    }
}
