public import Incidents

/// What one record adds to the cells of a view. Used again for each event, so that none costs an allocation.
public struct CellBuffer {
    /// The number of measures of the view.
    let width: Int
    private(set) var keys: [CellKey] = []
    /// `width` sums for each key.
    private(set) var sums: [Sum] = []

    init(width: Int) {
        self.width = width
    }

    /// Begins a cell, to which the following calls add.
    @inline(__always)
    public mutating func begin(_ key: CellKey) {
        keys.append(key)
        sums.append(contentsOf: repeatElement(.zero, count: width))
    }

    /// Adds a count to a measure of the cell that was begun last.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    @inline(__always)
    public mutating func add(_ count: CountFacts, to measure: Int) {
        if count.isReported { add(Sum(count), to: measure) }
    }

    /// Adds a number, for example 1 record, to a measure of the cell that was begun last.
    ///
    /// - Precondition: a cell was begun, and the view has that measure.
    @inline(__always)
    public mutating func add(_ value: Int64, to measure: Int) {
        add(Sum(exactly: value), to: measure)
    }

    @inline(__always)
    private mutating func add(_ sum: Sum, to measure: Int) {
        precondition(measure >= 0 && measure < width && !keys.isEmpty, "the view has no such measure, or began no cell")
        sums[sums.count - width + measure] += sum
    }

    mutating func clear() {
        guard !keys.isEmpty else { return }
        keys.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
    }
}
