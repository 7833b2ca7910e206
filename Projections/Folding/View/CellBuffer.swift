public import Incidents

/// What one record adds to the cells of a view. One is used for all events and views of a thread, so that none costs an
/// allocation, and its memory is at hand.
///
/// A record states few of a view's measures: so each cell keeps which ones are stated.
@safe public struct CellBuffer: ~Copyable {
    /// The most measures that a view can have: there is a bit for each.
    public static let maximumMeasures = 64

    /// The number of measures of the view.
    @usableFromInline
    private(set) var width: Int
    /// The cells in use.
    @usableFromInline
    package private(set) var count = 0
    /// Of the cell that was begun last the measures that are stated, one bit each.
    @usableFromInline
    var stated: UInt64 = 0
    /// Its sums, by measure; those that are not stated hold what an earlier record left.
    ///
    /// Unsafe because nothing checks its bounds but ``add(_:to:)``: it has room for ``maximumMeasures`` from its first
    /// initialisation on, belongs to this buffer alone, which cannot be copied, and is freed with it.
    @usableFromInline
    let sums: UnsafeMutablePointer<Sum>
    private var key = CellKey(.none)
    /// The cells before it: nearly all records have none.
    private var earlier = CellsOfRecord(width: 0)

    /// - Precondition: at most ``maximumMeasures``.
    package init(width: Int = 0) {
        precondition(width <= Self.maximumMeasures, "a view has too many measures")
        self.width = width
        unsafe sums = .allocate(capacity: Self.maximumMeasures)
        unsafe sums.initialize(repeating: .zero, count: Self.maximumMeasures)
    }

    deinit { unsafe sums.deallocate() }

    /// Forgets all cells, and is one of a view with so many measures from now on.
    ///
    /// - Precondition: at most ``maximumMeasures``.
    @inline(__always)
    package mutating func clear(width: Int) {
        precondition(width <= Self.maximumMeasures, "a view has too many measures")
        self.width = width
        count = 0
    }

    /// Begins a cell, to which the following calls add.
    @inline(__always)
    public mutating func begin(_ key: CellKey) {
        if count > 0 { putAside() }
        self.key = key
        stated = 0
        count += 1
    }

    private mutating func putAside() {
        if count == 1 { earlier.clear(width: width) }
        let sums = unsafe sums
        earlier.append(key, stated: stated) { unsafe sums[$0] }
    }

    /// Adds a count to a measure of the cell that was begun last.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    @inlinable
    @inline(__always)
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
    @inlinable
    @inline(__always)
    public mutating func add(_ value: Int64, to measure: Int) {
        add(Sum(exactly: value), to: measure)
    }

    /// Adds a part that is no count as stated.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    @inlinable
    @inline(__always)
    public mutating func add(_ sum: Sum, to measure: Int) {
        precondition(measure >= 0 && measure < width && count > 0, "the view has no such measure, or began no cell")
        let bit = UInt64(1) << UInt64(measure)
        // The width, which the measure was compared with, is at most the room that there is.
        if stated & bit == 0 {
            stated |= bit
            unsafe sums[measure] = sum
        } else {
            unsafe sums[measure].addPart(sum)
        }
    }

    /// Others have what was added to the cell that was begun last as well: it counts there from 0 on, or up to 0.
    ///
    /// - Parameter first: measures before it stay as they are.
    /// - Precondition: a cell was begun.
    public mutating func share(from first: Int) {
        var rest = stated & (.max << UInt64(first))
        while rest != 0 {
            let measure = SumRows.takeFirst(of: &rest)
            // Only measures that the view has are ever stated.
            unsafe sums[measure] = sums[measure].possible
        }
    }

    /// The sum of a measure of the cell that was begun last, which states it.
    @inline(__always)
    private borrowing func sum(_ measure: Int) -> Sum {
        precondition(measure >= 0 && measure < Self.maximumMeasures)
        return unsafe sums[measure]
    }

    /// Calls `body` for each cell, with its key, the measures that it states, one bit each, and what says the sum of one of them.
    @inline(__always)
    package borrowing func visit(_ body: (CellKey, UInt64, (Int) -> Sum) -> Void) {
        if count > 1 { earlier.visit(body) }
        if count > 0 { body(key, stated) { sum($0) } }
    }

    /// Keeps them beyond the next record.
    package borrowing func copy(to cells: inout CellsOfRecord) {
        cells.clear(width: width)
        visit { key, stated, sum in cells.append(key, stated: stated, sum) }
    }

    /// The same in a value of its own.
    package var cells: CellsOfRecord {
        var cells = CellsOfRecord(width: width)
        copy(to: &cells)
        return cells
    }
}
