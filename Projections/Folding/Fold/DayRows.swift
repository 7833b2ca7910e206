package import Incidents

/// What changed, by cell and by the day on which it was known.
package struct DayRows {
    /// A cell and a day.
    package struct Key: NumberedKey {
        package var cell: Int
        package var day: Day

        package var spread: UInt64 {
            let product = (UInt64(cell) << 32 | UInt64(UInt32(bitPattern: day.number)))
                .multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
            return product.high ^ product.low
        }
    }

    package private(set) var rows: SumRows
    private var table = NumberTable<Key>()
    /// For each cell the row that was used last: most events of a batch are known at the same day.
    private var last: [(day: Int32, row: Int32)] = []

    package init(width: Int) {
        rows = SumRows(width: width)
    }

    /// The cell and the day of each row, in the order in which they were first met.
    package var keys: [Key] { table.keys }

    package var count: Int { table.count }

    /// Adds a cell of a record to a row, as ``SumRows`` does.
    @inline(__always)
    package mutating func add(_ sign: Int64, to row: Int, _ stated: UInt64, _ added: (Int) -> Sum) {
        rows.add(sign, to: row, stated, added)
    }

    /// Adds a row of other rows.
    package mutating func add(_ other: SumRows, row: Int, cell: Int, day: Day) {
        rows.add(other, row: row, to: self.row(of: cell, day))
    }

    /// The row of a cell and a day, which is a new one of zeros where there was none.
    @inline(__always)
    package mutating func row(of cell: Int, _ day: Day) -> Int {
        if cell < last.count, last[cell].day == day.number, last[cell].row >= 0 { return Int(last[cell].row) }
        return find(Key(cell: cell, day: day))
    }

    private mutating func find(_ key: Key) -> Int {
        let index: Int
        if let known = table.find(key) {
            index = known
        } else {
            index = rows.append()
            _ = table.add(key)
        }
        while last.count <= key.cell { last.append((0, -1)) }
        last[key.cell] = (key.day.number, Int32(index))
        return index
    }

    package mutating func clear() {
        for key in table.keys { last[key.cell].row = -1 }
        rows.clear()
        table.clear()
    }
}
