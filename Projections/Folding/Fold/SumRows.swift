/// Rows of running sums in one piece of memory: for each row a number of records and the sums of a view's measures.
///
/// The number of records says whether a row is there at all: sums can be zero where there are records. Most rows have sums
/// of few measures, so each keeps which ones something was ever added to: the others are zero, and are passed over.
package struct SumRows {
    package let width: Int
    private var heads: [Head] = []
    /// `width` for each row.
    private var sums: [Sum] = []

    private struct Head {
        var records: Int64 = 0
        /// One bit for each measure that something was added to.
        var used: UInt64 = 0

        @inline(__always)
        mutating func add(_ records: Int64, _ used: UInt64) {
            self.records &+= records
            self.used |= used
        }
    }

    /// - Precondition: at most ``CellBuffer/maximumMeasures``.
    package init(width: Int) {
        precondition(width <= CellBuffer.maximumMeasures, "a row has a bit for each measure")
        self.width = width
    }

    package var count: Int { heads.count }

    /// Adds a row of zeros and gives its index.
    package mutating func append() -> Int {
        heads.append(Head())
        sums.append(contentsOf: repeatElement(.zero, count: width))
        return heads.count - 1
    }

    /// Adds a cell of a record to a row, `sign` being 1 or -1.
    ///
    /// - Parameters:
    ///   - stated: the measures to add, one bit each.
    ///   - added: the sum of one of them.
    @inline(__always)
    package mutating func add(_ sign: Int64, to row: Int, _ stated: UInt64, _ added: (Int) -> Sum) {
        heads[row].add(sign, stated)
        let start = row * width
        // A span, so that whether the array is shared is asked once.
        var sums = sums.mutableSpan
        var rest = stated
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            if sign > 0 {
                sums[start + measure] += added(measure)
            } else {
                sums[start + measure] -= added(measure)
            }
        }
    }

    /// Adds a row of other rows.
    package mutating func add(_ other: borrowing SumRows, row: Int, to index: Int) {
        var rest = other.heads[row].used
        heads[index].add(other.heads[row].records, rest)
        let (from, to) = (row * width, index * width)
        let added = other.sums.span
        var sums = sums.mutableSpan
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            sums[to + measure] += added[from + measure]
        }
    }

    package mutating func add(records: Int64, to index: Int) { heads[index].records &+= records }

    package mutating func add(_ sum: Sum, measure: Int, to index: Int) {
        heads[index].used |= 1 << UInt64(measure)
        sums[index * width + measure] += sum
    }

    /// How many records were added, less those that were taken away.
    package func records(of index: Int) -> Int64 { heads[index].records }

    package func sum(_ measure: Int, of index: Int) -> Sum { sums[index * width + measure] }

    package func sums(of index: Int) -> [Sum] { Array(sums[index * width..<(index + 1) * width]) }

    /// The measures of a row whose sum is not zero, and those of them whose sum is not one number: one bit each.
    package func measures(of index: Int) -> (stated: UInt64, inexact: UInt64) {
        var (stated, inexact): (UInt64, UInt64) = (0, 0)
        var rest = heads[index].used
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            let sum = sum(measure, of: index)
            if sum.isReported { stated |= 1 << UInt64(measure) }
            if sum.exactValue == nil { inexact |= 1 << UInt64(measure) }
        }
        return (stated, inexact)
    }

    /// Nothing is in a row.
    package func isZero(row index: Int) -> Bool { heads[index].records == 0 && measures(of: index).stated == 0 }

    /// Makes a row zero.
    package mutating func clear(row index: Int) {
        heads[index] = Head()
        for measure in index * width..<(index + 1) * width { sums[measure] = .zero }
    }

    package mutating func clear() {
        heads.removeAll(keepingCapacity: true)
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
