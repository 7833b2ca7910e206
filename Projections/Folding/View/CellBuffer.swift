public import Incidents

/// What one record adds to the cells of a view. Used again for each event, so that none costs an allocation.
///
/// A record states few of a view's measures: so each cell keeps which ones are stated.
public struct CellBuffer {
    /// The number of measures of the view.
    package let width: Int
    /// The cells in use; after them lies memory of earlier events.
    package private(set) var count = 0
    private var keys: [CellKey] = []
    /// For each cell but the last the measures that are stated, one bit each.
    private var stated: [UInt64] = []
    /// The same of the last cell.
    private var lastStated: UInt64 = 0
    /// `width` sums for each cell; those that are not stated hold what an earlier event left.
    package private(set) var sums: [Sum] = []

    package init(width: Int) {
        self.width = width
    }

    /// Begins a cell, to which the following calls add.
    public mutating func begin(_ key: CellKey) {
        if count > 0 { stated[count - 1] = lastStated }
        if count == keys.count {
            keys.append(key)
            stated.append(0)
            sums.append(contentsOf: repeatElement(.zero, count: width))
        } else {
            keys[count] = key
        }
        lastStated = 0
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

    /// Adds a part that is no count as stated.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    @inline(__always)
    public mutating func add(_ sum: Sum, to measure: Int) {
        precondition(measure >= 0 && measure < width && count > 0, "the view has no such measure, or began no cell")
        let (cell, bit) = (count - 1, UInt64(1) << UInt64(measure))
        if lastStated & bit == 0 {
            lastStated |= bit
            sums[cell * width + measure] = sum
        } else {
            sums[cell * width + measure].addPart(sum)
        }
    }

    /// Others have what was added to the cell that was begun last as well: it counts there from 0 on, or up to 0.
    ///
    /// - Parameter first: measures before it stay as they are.
    /// - Precondition: a cell was begun.
    public mutating func share(from first: Int) {
        var rest = lastStated & (.max << UInt64(first))
        while rest != 0 {
            let place = (count - 1) * width + SumRows.takeFirst(of: &rest)
            sums[place] = sums[place].possible
        }
    }

    @inline(__always)
    package func key(_ cell: Int) -> CellKey { keys[cell] }

    @inline(__always)
    package func statedMeasures(of cell: Int) -> UInt64 { cell == count - 1 ? lastStated : stated[cell] }

    /// What the record adds where it may count or not: of every measure from 0 on, or up to 0.
    package var possible: CellBuffer {
        var possible = self
        for cell in 0..<count {
            var rest = statedMeasures(of: cell)
            while rest != 0 {
                let measure = SumRows.takeFirst(of: &rest)
                possible.sums[cell * width + measure] = sums[cell * width + measure].possible
            }
        }
        return possible
    }

    package mutating func clear() {
        count = 0
    }
}
