public import Incidents

/// What one record adds to the cells of a view. Used again for each event, so that none costs an allocation.
///
/// A record states few of a view's measures, and often adds the same to several cells: so each row keeps which measures
/// are stated, and several cells may have one row.
public struct CellBuffer {
    /// The number of measures of the view.
    package let width: Int
    /// The cells in use; after them, as after the rows, lies memory of earlier events.
    package private(set) var count = 0
    private var cells: [(key: CellKey, row: Int)] = []
    private var rowCount = 0
    /// For each row but the last the measures that are stated, one bit each.
    private var stated: [UInt64] = []
    /// The same of the last row.
    private var lastStated: UInt64 = 0
    /// `width` sums for each row; those that are not stated hold what an earlier event left.
    package private(set) var sums: [Sum] = []

    package init(width: Int) {
        self.width = width
    }

    /// Begins a cell, to which the following calls add.
    public mutating func begin(_ key: CellKey) {
        if rowCount == stated.count {
            stated.append(0)
            sums.append(contentsOf: repeatElement(.zero, count: width))
        }
        if rowCount > 0 { stated[rowCount - 1] = lastStated }
        lastStated = 0
        rowCount += 1
        append(key)
    }

    /// Makes whatever is added to the cell that was begun last be added to another cell as well.
    ///
    /// - Precondition: a cell was begun.
    public mutating func alsoAdd(to key: CellKey) {
        precondition(rowCount > 0, "no cell was begun")
        append(key)
    }

    private mutating func append(_ key: CellKey) {
        if count == cells.count {
            cells.append((key, rowCount - 1))
        } else {
            cells[count] = (key, rowCount - 1)
        }
        count += 1
    }

    /// Adds a count to a measure of the cell that was begun last.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    public mutating func add(_ count: CountFacts, to measure: Int) {
        // Nearly all are exact.
        if count.qualifier == .exact {
            add(Sum(exactly: count.low), to: measure)
        } else if count.isReported {
            add(Sum(count), to: measure)
        }
    }

    /// Adds a number, for example 1 record, to a measure of the cell that was begun last.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    public mutating func add(_ value: Int64, to measure: Int) {
        add(Sum(exactly: value), to: measure)
    }

    @inline(__always)
    private mutating func add(_ sum: Sum, to measure: Int) {
        precondition(measure >= 0 && measure < width && rowCount > 0, "the view has no such measure, or began no cell")
        let (row, bit) = (rowCount - 1, UInt64(1) << UInt64(measure))
        if lastStated & bit == 0 {
            lastStated |= bit
            sums[row * width + measure] = sum
        } else {
            sums[row * width + measure].addPart(sum)
        }
    }

    @inline(__always)
    package func key(_ index: Int) -> CellKey { cells[index].key }

    /// The row of a cell.
    @inline(__always)
    package func row(_ index: Int) -> Int { cells[index].row }

    @inline(__always)
    package func statedMeasures(ofRow row: Int) -> UInt64 { row == rowCount - 1 ? lastStated : stated[row] }

    /// What the record adds where it may count or not: of every measure from 0 on, or up to 0.
    package var possible: CellBuffer {
        var possible = self
        for row in 0..<rowCount {
            var rest = statedMeasures(ofRow: row)
            while rest != 0 {
                let measure = SumRows.takeFirst(of: &rest)
                possible.sums[row * width + measure] = sums[row * width + measure].possible
            }
        }
        return possible
    }

    package mutating func clear() {
        count = 0
        rowCount = 0
    }
}
