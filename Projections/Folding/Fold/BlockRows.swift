package import Incidents

/// The sums that the events of a block change in one view: by cell, whose number means nothing elsewhere, and day.
package struct BlockRows {
    /// The cells that were met so far, in this block or an earlier one.
    package private(set) var table = CellTable()
    package private(set) var days: DayRows
    /// Where the last record was added. Records that follow each other often belong together, as an incident and its toll do,
    /// and are in one cell of most views.
    private var last: (key: OwnedKey, day: Day, row: Int)?

    package init(width: Int) {
        days = DayRows(width: width)
    }

    /// Adds what a record adds to its cells on a day, `sign` being 1 or −1.
    @inline(__always)
    package mutating func add(_ sign: Int64, _ buffer: borrowing CellBuffer, _ owner: OwnerTerms, _ day: Day) {
        days.begin()
        for index in 0..<buffer.count {
            let key = OwnedKey(buffer.key(index), owner: owner)
            if let last, last.day == day, last.key == key {
                days.choose(row: last.row)
            } else {
                last = (key, day, days.choose(cell: table.find(key) ?? table.add(key), day: day))
            }
        }
        days.add(sign, buffer)
    }

    /// Forgets the sums, and keeps the cells.
    package mutating func clear() {
        days.clear()
        last = nil
    }
}
