internal import Incidents

/// What changed, by cell and by the day on which it was known.
struct DayRows {
    private(set) var rows: SumRows
    private(set) var cells: [Int] = []
    private(set) var days: [Day] = []
    private var indices: [UInt64: Int] = [:]
    /// For each cell the row that was used last: most events of a batch are known at the same day.
    private var last: [(day: Int32, row: Int32)] = []

    init(width: Int) {
        rows = SumRows(width: width)
    }

    var count: Int { cells.count }

    @inline(__always)
    mutating func add(_ sign: Int64, _ buffer: borrowing CellBuffer, row: Int, cell: Int, day: Day) {
        rows.add(sign, buffer, row: row, to: index(cell, day))
    }

    /// Adds a row of other rows.
    mutating func add(_ other: SumRows, row: Int, cell: Int, day: Day) {
        let index = index(cell, day)
        rows.add(other, row: row, to: index)
    }

    @inline(__always)
    private mutating func index(_ cell: Int, _ day: Day) -> Int {
        if cell < last.count, last[cell].day == day.number, last[cell].row >= 0 { return Int(last[cell].row) }
        return find(cell, day)
    }

    private mutating func find(_ cell: Int, _ day: Day) -> Int {
        let key = UInt64(cell) << 32 | UInt64(UInt32(bitPattern: day.number))
        let index: Int
        if let known = indices[key] {
            index = known
        } else {
            index = rows.append()
            indices[key] = index
            cells.append(cell)
            days.append(day)
        }
        while last.count <= cell { last.append((0, -1)) }
        last[cell] = (day.number, Int32(index))
        return index
    }

    mutating func clear() {
        for cell in cells { last[cell].row = -1 }
        rows.clear()
        cells.removeAll(keepingCapacity: true)
        days.removeAll(keepingCapacity: true)
        indices.removeAll(keepingCapacity: true)
    }
}
