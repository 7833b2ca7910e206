internal import BasicContainers
internal import Incidents

/// What one record adds, kept beyond the next record: its cells, in the order in which the view began them.
package struct CellsOfRecord: ~Copyable {
    private var width: Int
    private var cells = UniqueArray<(key: CellKey, stated: UInt64)>()
    /// `width` sums for each cell; those that are not stated say nothing.
    private var sums = UniqueArray<Sum>()

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
    ///
    /// - Parameter isPossible: the record may count or not: of every measure it adds from 0 on, or up to 0.
    @inline(__always)
    package func visit(isPossible: Bool = false, _ body: (CellKey, UInt64, (Int) -> Sum) -> Void) {
        for cell in cells.indices {
            body(cells[cell].key, cells[cell].stated) { measure in
                let sum = sums[cell * width + measure]
                return isPossible ? sum.possible : sum
            }
        }
    }
}
