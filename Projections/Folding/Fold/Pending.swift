/// Cells in the order in which they first changed, each once.
package struct ChangedCells {
    package private(set) var cells: [Int] = []
    private var isIn: [Bool] = []

    @inline(__always)
    package mutating func insert(_ cell: Int) {
        while isIn.count <= cell { isIn.append(false) }
        if isIn[cell] { return }
        isIn[cell] = true
        cells.append(cell)
    }

    package mutating func clear() {
        for cell in cells { isIn[cell] = false }
        cells.removeAll(keepingCapacity: true)
    }
}

/// Running sums at ends of blocks that are still to be stored, in the form in which they are.
package struct PendingHistory {
    package private(set) var entries: [(cell: Int, block: UInt32, bytes: Range<Int>)] = []
    package private(set) var bytes: [UInt8] = []

    package var byteCount: Int { bytes.count }

    package mutating func append(cell: Int, block: UInt32, _ rows: SumRows, row: Int) {
        let start = bytes.count
        RowCoding.append(rows, row: row, to: &bytes)
        entries.append((cell, block, start..<bytes.count))
    }

    package mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}
