internal import BasicContainers
package import Incidents

/// What changed, by cell and by the day on which it was known.
package struct DayRows: ~Copyable {
    /// A cell and a day.
    package struct Key: Equatable {
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
    /// Open addressing with linear probing: a row's index plus 1, or 0 for a free place.
    private var places = UniqueArray<UInt32>(repeating: 0, count: 64)

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
        let mask = places.count - 1
        var place = Self.spread(label) & mask
        while places[place] != 0 {
            let row = Int(places[place]) - 1
            if rows.label(of: row) == label { return row }
            place = (place + 1) & mask
        }
        let row = rows.append(label: label)
        places[place] = UInt32(row + 1)
        if rows.count * 2 > places.count { grow() }
        return row
    }

    private mutating func grow() {
        places = UniqueArray(repeating: 0, count: places.count * 4)
        let mask = places.count - 1
        for row in 0..<rows.count {
            var place = Self.spread(rows.label(of: row)) & mask
            while places[place] != 0 { place = (place + 1) & mask }
            places[place] = UInt32(row + 1)
        }
    }

    @inline(__always)
    private static func spread(_ label: Int64) -> Int {
        let product = UInt64(bitPattern: label).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }

    package mutating func clear() {
        rows.clear()
        for place in places.indices { places[place] = 0 }
    }
}
