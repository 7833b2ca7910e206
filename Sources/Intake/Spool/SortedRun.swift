import Foundation
import Tables

/// Entries in the order of their keys, in memory or in a part of a temporary file, with the key of every some thousandth
/// byte, so that one of them is found.
///
/// An entry is its length, the length of its key, 4 bytes each, the key and the value.
struct SortedRun: Sendable {
    /// The key of an entry every so many bytes.
    static let blockBytes = 1 << 15
    static let headerBytes = 8

    /// Nil: in memory.
    let file: SpillFile?
    /// Where it begins in the file.
    let start: Int
    private(set) var length = 0
    /// Where blocks of entries begin, and the first key of each.
    private(set) var blocks: [(key: [UInt8], offset: Int)] = []
    /// All of it, where there is no file.
    private(set) var bytes: [UInt8] = []

    /// - Parameter file: to which it adds its entries, and nobody else does meanwhile; nil: it stays in memory.
    init(in file: SpillFile?) {
        self.file = file
        start = file?.count ?? 0
    }

    /// Adds an entry whose key is not before the last one's.
    mutating func append(_ entry: ArraySlice<UInt8>) throws(TableError) {
        if blocks.last.map({ length - $0.offset >= Self.blockBytes }) ?? true {
            blocks.append((Array(Self.key(of: entry)), length))
        }
        if let file { try file.append(entry) } else { bytes += entry }
        length += entry.count
    }

    /// - Parameter entry: may go on after its end.
    static func key(of entry: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = entry.startIndex + headerBytes
        return entry[start..<start + Int(entry.number(at: entry.startIndex + 4))]
    }

    /// The block in which the first entry that is not before a key begins, or the one before it.
    func block(of key: ArraySlice<UInt8>) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(blocks[middle].key[...], key) { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    /// One run of several, which are in the order in which their entries came: of equal keys those of an earlier run first.
    static func merging(_ runs: ArraySlice<SortedRun>, in file: SpillFile) throws(TableError) -> SortedRun {
        var merged = SortedRun(in: file)
        var readers: [RunReader] = []
        for run in runs { readers.append(try RunReader(run)) }
        var heap = Array(readers.indices)
        func isFirst(_ left: Int, _ right: Int) -> Bool {
            let order = compare(readers[left].key, readers[right].key)
            return order == 0 ? left < right : order < 0
        }
        func sink(_ place: Int) {
            var place = place
            while true {
                var least = place
                for child in [2 * place + 1, 2 * place + 2]
                where child < heap.count && isFirst(heap[child], heap[least]) { least = child }
                if least == place { return }
                heap.swapAt(place, least)
                place = least
            }
        }
        for place in (0..<heap.count / 2).reversed() { sink(place) }
        while let first = heap.first {
            try merged.append(readers[first].entry)
            try readers[first].advance()
            if readers[first].isAtEnd { heap.swapAt(0, heap.count - 1) }
            if readers[first].isAtEnd { heap.removeLast() }
            sink(0)
        }
        return merged
    }
}

/// Reads the entries of a run one after the other.
struct RunReader {
    private static let window = 1 << 16

    let run: SortedRun
    /// Some of the run, from an offset on.
    private(set) var bytes: [UInt8] = []
    private var first = 0
    /// Where the entry lies in them at which it stands; empty: it is at the end.
    private var range = 0..<0
    private var keyLength = 0

    var isAtEnd: Bool { range.isEmpty }
    var entry: ArraySlice<UInt8> { bytes[range] }
    /// Where it stands in the run.
    var offset: Int { first + range.lowerBound }
    /// Where the value begins in ``bytes``.
    var valueStart: Int { range.lowerBound + SortedRun.headerBytes + keyLength }
    var key: ArraySlice<UInt8> { bytes[range.lowerBound + SortedRun.headerBytes..<valueStart] }

    init(_ run: SortedRun) throws(TableError) {
        self.run = run
        if run.file == nil { bytes = run.bytes }
        try move(to: 0)
    }

    mutating func advance() throws(TableError) { try move(to: first + range.upperBound) }

    /// - Parameter offset: where an entry begins, or the end.
    mutating func move(to offset: Int) throws(TableError) {
        guard offset < run.length else {
            range = offset - first..<offset - first
            return
        }
        var place = offset - first
        if place < 0 || place + SortedRun.headerBytes > bytes.count {
            try fill(from: offset, atLeast: SortedRun.headerBytes)
            place = 0
        }
        let length = Int(bytes.number(at: place))
        if place + length > bytes.count {
            try fill(from: offset, atLeast: length)
            place = 0
        }
        range = place..<place + length
        keyLength = Int(bytes.number(at: place + 4))
    }

    private mutating func fill(from offset: Int, atLeast count: Int) throws(TableError) {
        let count = min(max(count, Self.window), run.length - offset)
        try run.file?.read(at: run.start + offset, count: count, into: &bytes)
        first = offset
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// In 4 bytes, the least significant first.
    func number(at index: Int) -> UInt32 {
        UInt32(self[index]) | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2]) << 16 | UInt32(self[index + 3])
            << 24
    }
}

/// The order of two texts of bytes: below 0 where the left one is first.
func compare(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    // Unsafe: the pointers are used within the closures, each for as many bytes as both have.
    let order = unsafe left.withUnsafeBytes { left in
        unsafe right.withUnsafeBytes { right in
            unsafe compare(left, right)
        }
    }
    return order
}

func isBefore(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool { compare(left, right) < 0 }

func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let count = min(left.count, right.count)
    guard count > 0, let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
        return left.count - right.count
    }
    // Unsafe: both have so many bytes.
    let order = unsafe memcmp(leftStart, rightStart, count)
    return order == 0 ? left.count - right.count : Int(order)
}
