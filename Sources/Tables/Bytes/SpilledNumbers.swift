/// Numbers in a temporary file, one after the other: for something of which a table has as many as rows.
///
/// Writing comes first and reading after it.
struct SpilledNumbers: Sendable {
    fileprivate static let bytesPerNumber = MemoryLayout<Int>.size
    private static let waitingCount = 4_096

    fileprivate let file: SpillFile
    /// Those that are not in the file yet.
    private var waiting: [Int] = []
    private(set) var count = 0

    init() throws(TableError) {
        file = try SpillFile()
    }

    mutating func append(_ number: Int) throws(TableError) {
        waiting.append(number)
        count += 1
        if waiting.count == Self.waitingCount { try flush() }
    }

    /// All were given.
    mutating func finish() throws(TableError) {
        try flush()
        try file.finish()
    }

    private mutating func flush() throws(TableError) {
        // Unsafe: the bytes are copied within the closure.
        let bytes = unsafe waiting.withUnsafeBytes { unsafe Array($0) }
        try file.append(bytes[...])
        waiting.removeAll(keepingCapacity: true)
    }
}

/// Reads numbers, those near each other at once.
struct SpilledNumbersReader {
    private static let window = 512

    private let numbers: SpilledNumbers
    private var bytes: [UInt8] = []
    /// The first one of those.
    private var first = 0

    init(_ numbers: SpilledNumbers) {
        self.numbers = numbers
    }

    /// - Parameter index: of the first of two that follow each other.
    mutating func pair(at index: Int) throws(TableError) -> (Int, Int) {
        let size = SpilledNumbers.bytesPerNumber
        if index < first || (index + 2 - first) * size > bytes.count {
            try numbers.file.read(at: index * size, count: Self.window * size, into: &bytes)
            first = index
        }
        let place = (index - first) * size
        // Unsafe: both lie in the bytes, as they were written.
        return unsafe bytes.withUnsafeBytes { bytes in
            unsafe (
                bytes.loadUnaligned(fromByteOffset: place, as: Int.self),
                bytes.loadUnaligned(fromByteOffset: place + size, as: Int.self)
            )
        }
    }
}
