internal import BasicContainers

/// Rows of running sums in one piece of memory: for each row a number of records and the sums of a view's measures.
///
/// The number of records says whether a row is there at all: sums can be zero where there are records. Most rows have sums
/// of few measures, so each keeps which ones something was ever added to: the others are zero, and are passed over.
///
/// All of a row lies together, because rows are many and nearly every one that is used has to be fetched from memory.
package struct SumRows: ~Copyable {
    package let width: Int
    /// For each row its head and `width` sums. The head is the number of records, one bit for each measure that something
    /// was added to, and the label.
    private var lanes = UniqueArray<SIMD4<Int64>>()

    /// - Precondition: at most ``CellBuffer/maximumMeasures``.
    package init(width: Int) {
        precondition(width <= CellBuffer.maximumMeasures, "a row has a bit for each measure")
        self.width = width
    }

    private var stride: Int { width + 1 }

    package private(set) var count = 0

    /// Adds a row of zeros and gives its index.
    ///
    /// - Parameter label: whatever its owner wants to know of it.
    @inline(__always)
    package mutating func append(label: Int64 = 0) -> Int {
        lanes.append(addingCount: stride) { added in
            added.append(SIMD4(0, 0, label, 0))
            while !added.isFull { added.append(.zero) }
        }
        count += 1
        return count - 1
    }

    /// What the row's owner wants to know of it.
    @inline(__always)
    package func label(of row: Int) -> Int64 { lanes[row * stride][2] }

    @inline(__always)
    package mutating func setLabel(_ label: Int64, of row: Int) { lanes[row * stride][2] = label }

    /// Adds a cell of a record to a row, `sign` being 1 or -1.
    ///
    /// - Parameters:
    ///   - stated: the measures to add, one bit each.
    ///   - added: the sum of one of them.
    @inline(__always)
    package mutating func add(_ sign: Int64, to row: Int, _ stated: UInt64, _ added: (Int) -> Sum) {
        let start = row * stride
        var lanes = lanes.mutableSpan
        Self.add(sign, stated, to: &lanes[start])
        var rest = stated
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            if sign > 0 {
                lanes[start + 1 + measure] &+= added(measure).parts
            } else {
                lanes[start + 1 + measure] &-= added(measure).parts
            }
        }
    }

    /// Adds a row of other rows.
    @inline(__always)
    package mutating func add(_ other: borrowing SumRows, row: Int, to index: Int) {
        let (from, to) = (row * stride, index * stride)
        let added = other.lanes.span
        var lanes = lanes.mutableSpan
        var rest = UInt64(bitPattern: added[from][1])
        Self.add(added[from][0], rest, to: &lanes[to])
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            lanes[to + 1 + measure] &+= added[from + 1 + measure]
        }
    }

    @inline(__always)
    private static func add(_ records: Int64, _ used: UInt64, to head: inout SIMD4<Int64>) {
        head[0] &+= records
        head[1] |= Int64(bitPattern: used)
    }

    package mutating func add(records: Int64, to index: Int) { lanes[index * stride][0] &+= records }

    package mutating func add(_ sum: Sum, measure: Int, to index: Int) {
        Self.add(0, 1 << UInt64(measure), to: &lanes[index * stride])
        lanes[index * stride + 1 + measure] &+= sum.parts
    }

    /// How many records were added, less those that were taken away.
    package func records(of index: Int) -> Int64 { lanes[index * stride][0] }

    /// - Precondition: the view has that measure.
    package func sum(_ measure: Int, of index: Int) -> Sum {
        precondition(measure >= 0 && measure < width, "the view has no such measure")
        return Sum(parts: lanes[index * stride + 1 + measure])
    }

    package func sums(of index: Int) -> [Sum] { (0..<width).map { sum($0, of: index) } }

    /// The measures of a row whose sum is not zero, and those of them whose sum is not one number: one bit each.
    package func measures(of index: Int) -> (stated: UInt64, inexact: UInt64) {
        var (stated, inexact): (UInt64, UInt64) = (0, 0)
        var rest = UInt64(bitPattern: lanes[index * stride][1])
        while rest != 0 {
            let measure = Self.takeFirst(of: &rest)
            let sum = sum(measure, of: index)
            if sum.isReported { stated |= 1 << UInt64(measure) }
            if sum.exactValue == nil { inexact |= 1 << UInt64(measure) }
        }
        return (stated, inexact)
    }

    /// Nothing is in a row.
    package func isZero(row index: Int) -> Bool { records(of: index) == 0 && measures(of: index).stated == 0 }

    /// Makes a row zero.
    package mutating func clear(row index: Int) {
        for place in index * stride..<(index + 1) * stride { lanes[place] = .zero }
    }

    package mutating func clear() {
        lanes.removeAll(keepingCapacity: true)
        count = 0
    }

    /// The number of the lowest bit that is set, which is taken away.
    @inline(__always)
    package static func takeFirst(of bits: inout UInt64) -> Int {
        let first = bits.trailingZeroBitCount
        bits &= bits &- 1
        return first
    }
}
