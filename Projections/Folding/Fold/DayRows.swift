package import Incidents

/// What changed, by cell and by the day on which it was known.
package struct DayRows: ~Copyable {
    /// A cell and a day.
    package struct Key {
        package var cell: Int
        package var day: Day

        /// Both in one number.
        fileprivate var label: Int64 { Int64(cell) << 32 | Int64(UInt32(bitPattern: day.number)) }

        fileprivate init(label: Int64) {
            cell = Int(label >> 32)
            day = Day(number: Int32(truncatingIfNeeded: label))
        }

        fileprivate init(cell: Int, day: Day) {
            (self.cell, self.day) = (cell, day)
        }
    }

    /// Each is labelled with its cell and day.
    package private(set) var rows: SumRows
    private var places = NumberPlaces()

    package init(width: Int) {
        rows = SumRows(width: width)
    }

    /// The cell and the day of a row; rows are in the order in which they were first met.
    package func key(of row: Int) -> Key { Key(label: rows.label(of: row)) }

    package var count: Int { rows.count }

    /// Adds a cell of a record to a row, as ``SumRows`` does.
    @inline(__always)
    package mutating func add(_ sign: Int64, to row: Int, _ stated: UInt64, _ added: (Int) -> Sum) {
        rows.add(sign, to: row, stated, added)
    }

    /// Adds a row of other rows to one of these.
    @inline(__always)
    package mutating func add(_ other: borrowing SumRows, row: Int, to index: Int) {
        rows.add(other, row: row, to: index)
    }

    /// The row of a cell and a day, which is a new one of zeros where there was none.
    ///
    /// - Parameter guess: the row that was used for the cell last: most events of a batch are known at the same day. Any
    ///   number will do.
    @inline(__always)
    package mutating func row(of cell: Int, _ day: Day, guess: Int) -> Int {
        let label = Key(cell: cell, day: day).label
        if guess < rows.count, rows.label(of: guess) == label { return guess }
        return find(label)
    }

    private mutating func find(_ label: Int64) -> Int {
        if let row = places.find(Self.spread(label), { rows.label(of: $0) == label }) { return row }
        let row = rows.append(label: label)
        for row in places.makeRoom(for: rows.count) { places.put(row, Self.spread(rows.label(of: row))) }
        return row
    }

    @inline(__always)
    private static func spread(_ label: Int64) -> UInt64 {
        let product = UInt64(bitPattern: label).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
        return product.high ^ product.low
    }

    package mutating func clear() {
        rows.clear()
        places.clear()
    }
}
