/// Rows of running sums in one piece of memory: for each row a number of records and the sums of a view's measures.
///
/// The number of records says whether a row is there at all: sums can be zero where there are records. Most rows have sums
/// of few measures, so each keeps which ones something was ever added to: the others are zero, and are passed over.
package struct SumRows {
    package let width: Int
    package private(set) var records: [Int64] = []
    private var sums: [Sum] = []
    /// For each row, one bit for each measure that something was added to.
    private var used: [UInt64] = []

    /// - Precondition: at most 64 measures.
    package init(width: Int) {
        precondition(width <= 64, "a row has bits for 64 measures")
        self.width = width
    }

    package var count: Int { records.count }

    /// Adds a row of zeros and gives its index.
    package mutating func append() -> Int {
        records.append(0)
        used.append(0)
        sums.append(contentsOf: repeatElement(.zero, count: width))
        return records.count - 1
    }

    /// Adds a record's cells, each to one of the rows, `sign` being 1 or -1.
    ///
    /// - Precondition: as many rows as there are cells.
    @inline(__always)
    package mutating func add(_ sign: Int64, _ cells: borrowing CellBuffer, to rows: borrowing [Int]) {
        for cell in 0..<cells.count {
            records[rows[cell]] &+= sign
            used[rows[cell]] |= cells.statedMeasures(of: cell)
        }
        let width = width
        // Spans, so that whether the array is shared is asked once for the record.
        let added = cells.sums.span
        var sums = sums.mutableSpan
        for cell in 0..<cells.count {
            let (from, to) = (cell * width, rows[cell] * width)
            var rest = cells.statedMeasures(of: cell)
            while rest != 0 {
                let measure = Self.takeFirst(of: &rest)
                if sign > 0 {
                    sums[to + measure] += added[from + measure]
                } else {
                    sums[to + measure] -= added[from + measure]
                }
            }
        }
    }

    /// Adds a row of other rows.
    package mutating func add(_ other: borrowing SumRows, row: Int, to index: Int) {
        records[index] &+= other.records[row]
        var rest = other.used[row]
        used[index] |= rest
        let (from, to) = (row * width, index * width)
        let added = other.sums.span
        var sums = sums.mutableSpan
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            sums[to + measure] += added[from + measure]
        }
    }

    package mutating func add(records: Int64, to index: Int) { self.records[index] &+= records }

    package mutating func add(_ sum: Sum, measure: Int, to index: Int) {
        used[index] |= 1 << UInt64(measure)
        sums[index * width + measure] += sum
    }

    package func sum(_ measure: Int, of index: Int) -> Sum { sums[index * width + measure] }

    package func sums(of index: Int) -> [Sum] { Array(sums[index * width..<(index + 1) * width]) }

    /// The measures of a row whose sum is not zero, and those of them whose sum is not one number: one bit each.
    package func measures(of index: Int) -> (stated: UInt64, inexact: UInt64) {
        var (stated, inexact): (UInt64, UInt64) = (0, 0)
        var rest = used[index]
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            let sum = sum(measure, of: index)
            if sum.isReported { stated |= 1 << UInt64(measure) }
            if sum.exactValue == nil { inexact |= 1 << UInt64(measure) }
        }
        return (stated, inexact)
    }

    /// Nothing is in a row.
    package func isZero(row index: Int) -> Bool { records[index] == 0 && measures(of: index).stated == 0 }

    /// Makes a row zero.
    package mutating func clear(row index: Int) {
        records[index] = 0
        used[index] = 0
        for measure in index * width..<(index + 1) * width { sums[measure] = .zero }
    }

    package mutating func clear() {
        records.removeAll(keepingCapacity: true)
        used.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
    }

    /// The number of the lowest bit that is set, which is taken away.
    @inline(__always)
    package static func takeFirst(of bits: inout UInt64) -> Int {
        let first = bits.trailingZeroBitCount
        bits &= bits &- 1
        return first
    }
}
