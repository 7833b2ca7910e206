package import Incidents

/// The sums that the events of a block change in one view: by cell, whose number means nothing elsewhere, and day.
package struct BlockRows: ~Copyable {
    /// The cells that were met so far, in this block or an earlier one; of each is noted which row was used for it last.
    package private(set) var table = CellTable()
    package private(set) var days: DayRows
    /// Where the last record was added. Records that follow each other often belong together, as an incident and its toll do,
    /// and are in one cell of most views.
    private var last: (key: OwnedKey, day: Day, row: Int)?

    package init(width: Int) {
        days = DayRows(width: width)
    }

    /// Adds a cell of a record on a day, `sign` being 1 or −1.
    ///
    /// - Parameters:
    ///   - stated: the measures to add, one bit each.
    ///   - added: the sum of one of them.
    @inline(__always)
    package mutating func add(
        _ sign: Int64, _ key: OwnedKey, _ day: Day, _ stated: UInt64, _ added: (Int) -> Sum
    ) {
        let row: Int
        if let last, last.day == day, last.key == key {
            row = last.row
        } else {
            let cell = table.find(key) ?? table.add(key)
            let guess = table.note(of: cell)
            row = days.row(of: cell, day, guess: Int(guess))
            if row != guess { table.setNote(Int32(row), of: cell) }
            last = (key, day, row)
        }
        days.add(sign, to: row, stated, added)
    }

    /// Forgets the sums, and keeps the cells.
    package mutating func clear() {
        days.clear()
        last = nil
    }
}
