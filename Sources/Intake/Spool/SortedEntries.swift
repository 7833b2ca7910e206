import Tables

/// Keys and values, put in the order of their keys, and those of one key as they came: as few as fit a piece in memory, more
/// of them in a temporary file, which is sorted piece by piece and merged.
///
/// What comes in order is written as it comes, and neither sorted nor merged.
final class SortedEntries: @unchecked Sendable {
    // `@unchecked`: one owner appends, before ``finish()``; after it nothing changes.
    private let pieceBytes: Int
    private let mergedAtOnce: Int
    private var piece = SortPiece()
    /// In the order in which their entries came.
    private var runs: [SortedRun] = []
    /// Of the last of them.
    private var lastKey: [UInt8] = []
    private var file: SpillFile?
    private(set) var count = 0

    /// - Parameters:
    ///   - pieceBytes: what is held in memory.
    ///   - mergedAtOnce: how many runs are read side by side, each with 64 KiB of memory; at least 2.
    init(pieceBytes: Int = 1 << 20, mergedAtOnce: Int = 128) {
        self.pieceBytes = pieceBytes
        self.mergedAtOnce = mergedAtOnce
    }

    func append(key: [UInt8], value: [UInt8]) throws(TableError) {
        if !piece.isEmpty, piece.byteCount + key.count + value.count > pieceBytes { try flush() }
        piece.append(key, value)
        count += 1
    }

    /// All were given.
    ///
    /// - Returns: all of them.
    func finish() throws(TableError) -> SortedRun {
        guard !runs.isEmpty else {
            var run = SortedRun(in: nil)
            piece.sort()
            try piece.give { entry throws(TableError) in try run.append(entry) }
            piece = SortPiece()
            return run
        }
        if !piece.isEmpty { try flush() }
        piece = SortPiece()
        while runs.count > 1 {
            let next = try SpillFile()
            var merged: [SortedRun] = []
            for first in stride(from: 0, to: runs.count, by: mergedAtOnce) {
                merged.append(try .merging(runs[first..<min(first + mergedAtOnce, runs.count)], in: next))
            }
            runs = merged
            file = next
        }
        try file?.finish()
        defer { (runs, file) = ([], nil) }
        return runs[0]
    }

    private func flush() throws(TableError) {
        if file == nil { file = try SpillFile() }
        piece.sort()
        // What goes on where the last run ended is a part of it.
        let isNext = !runs.isEmpty && !isBefore(piece.firstKey, lastKey[...])
        var run = isNext ? runs.removeLast() : SortedRun(in: file)
        try piece.give { entry throws(TableError) in try run.append(entry) }
        lastKey = Array(piece.lastKey)
        runs.append(run)
        piece.removeAll()
    }
}

/// As many entries as are sorted at once.
private struct SortPiece {
    private var bytes: [UInt8] = []
    /// Where each entry begins.
    private var places: [UInt32] = []
    private var isSorted = true

    var isEmpty: Bool { places.isEmpty }
    var byteCount: Int { bytes.count }

    /// Of the entries as they stand; there is one.
    var firstKey: ArraySlice<UInt8> { SortedRun.key(of: bytes[Int(places[0])...]) }
    var lastKey: ArraySlice<UInt8> { SortedRun.key(of: bytes[Int(places[places.count - 1])...]) }

    mutating func append(_ key: [UInt8], _ value: [UInt8]) {
        if isSorted, !isEmpty, isBefore(key[...], lastKey) { isSorted = false }
        places.append(UInt32(bytes.count))
        for number in [SortedRun.headerBytes + key.count + value.count, key.count] {
            for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        bytes += key
        bytes += value
    }

    func give(_ body: (ArraySlice<UInt8>) throws(TableError) -> Void) throws(TableError) {
        for place in places { try body(bytes[Int(place)..<Int(place) + Int(bytes.number(at: Int(place)))]) }
    }

    mutating func sort() {
        guard !isSorted else { return }
        isSorted = true
        // Unsafe: the pointer is used within the closure, and every place is that of an entry in the bytes.
        unsafe bytes.withUnsafeBytes { bytes in
            func key(_ place: UInt32) -> UnsafeRawBufferPointer {
                let first = Int(place) + SortedRun.headerBytes
                return unsafe UnsafeRawBufferPointer(rebasing: bytes[first..<first + Int(bytes.number(at: first - 4))])
            }
            places.sort { left, right in
                let order = unsafe compare(key(left), key(right))
                return order == 0 ? left < right : order < 0
            }
        }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        isSorted = true
    }
}
