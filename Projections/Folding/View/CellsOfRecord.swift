internal import Incidents

/// What one record adds, kept beyond the next record: its cells, in the order in which the view began them.
package struct CellsOfRecord {
    private var width: Int
    private var cells: [(key: CellKey, stated: UInt64)] = []
    /// `width` sums for each cell; those that are not stated say nothing.
    private var sums: [Sum] = []

    package init(width: Int) {
        self.width = width
    }

    /// Forgets all cells, and is of a view with so many measures from now on.
    mutating func clear(width: Int) {
        self.width = width
        cells.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
    }

    mutating func append(_ key: CellKey, stated: UInt64, _ sum: (Int) -> Sum) {
        cells.append((key, stated))
        for measure in 0..<width { sums.append(sum(measure)) }
    }

    /// Calls `body` for each cell, as ``CellBuffer/visit(_:)`` does.
    package func visit(_ body: (CellKey, UInt64, (Int) -> Sum) -> Void) {
        for (index, cell) in cells.enumerated() {
            body(cell.key, cell.stated) { sums[index * width + $0] }
        }
    }

    /// What the record adds where it may count or not: of every measure from 0 on, or up to 0.
    package var possible: CellsOfRecord {
        var possible = self
        for place in sums.indices { possible.sums[place] = sums[place].possible }
        return possible
    }
}
