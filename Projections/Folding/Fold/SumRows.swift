/// Rows of running sums in one piece of memory: for each row a number of records and the sums of a view's measures.
///
/// The number of records says whether a row is there at all: sums can be zero where there are records.
package struct SumRows {
    package let width: Int
    package private(set) var records: [Int64] = []
    package private(set) var sums: [Sum] = []

    package init(width: Int) {
        self.width = width
    }

    package var count: Int { records.count }

    /// Adds a row of zeros and gives its index.
    package mutating func append() -> Int {
        records.append(0)
        sums.append(contentsOf: repeatElement(.zero, count: width))
        return records.count - 1
    }

    /// Adds one row of a record's cells, `sign` being 1 or -1.
    @inline(__always)
    package mutating func add(_ sign: Int64, _ cells: borrowing CellBuffer, row: Int, to index: Int) {
        records[index] &+= sign
        let (from, to) = (row * width, index * width)
        // Spans, so that whether the array is shared is asked once for the row.
        let added = cells.sums.span
        var sums = sums.mutableSpan
        var rest = cells.statedMeasures(ofRow: row)
        while rest != 0 {
            let measure = rest.trailingZeroBitCount
            rest &= rest &- 1
            if sign > 0 {
                sums[to + measure] += added[from + measure]
            } else {
                sums[to + measure] -= added[from + measure]
            }
        }
    }

    /// Adds a row of other rows.
    package mutating func add(_ other: SumRows, row: Int, to index: Int) {
        records[index] &+= other.records[row]
        let (width, from, to) = (width, row * width, index * width)
        let added = other.sums.span
        var sums = sums.mutableSpan
        for measure in 0..<width { sums[to + measure] += added[from + measure] }
    }

    package mutating func add(records: Int64, to index: Int) { self.records[index] &+= records }

    package mutating func add(_ sum: Sum, measure: Int, to index: Int) { sums[index * width + measure] += sum }

    package func sum(_ measure: Int, of index: Int) -> Sum { sums[index * width + measure] }

    package func sums(of index: Int) -> [Sum] { Array(sums[index * width..<(index + 1) * width]) }

    /// Nothing is in a row.
    package func isZero(row index: Int) -> Bool {
        records[index] == 0 && (0..<width).allSatisfy { sum($0, of: index) == .zero }
    }

    /// Makes a row zero.
    package mutating func clear(row index: Int) {
        records[index] = 0
        for measure in index * width..<(index + 1) * width { sums[measure] = .zero }
    }

    package mutating func clear() {
        records.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
    }
}
