import Tables

/// What can be written to a temporary file and read from it again.
protocol Spoolable {
    func write(to writer: inout SpoolWriter)
    init(from reader: inout SpoolReader)
}

/// Values of which there may be as many as a file has rows: few in memory, more of them in a temporary file.
///
/// Writing comes first and reading after it; then it never changes, so any number of readers may share it.
final class Spool<Element: Spoolable>: @unchecked Sendable {
    // `@unchecked`: one owner writes, before anybody reads; after that nothing changes.
    private static var piece: Int { 1 << 18 }

    private(set) var count = 0
    private var writer = SpoolWriter()
    /// Made with the first value, so that what stays empty costs nothing.
    private var file: SpillFile?

    var isEmpty: Bool { count == 0 }

    /// - Returns: where it lies, for ``element(at:)``.
    @discardableResult
    func append(_ element: Element) throws -> Int {
        let file = try self.file ?? SpillFile()
        self.file = file
        let place = file.count
        writer.bytes.removeAll(keepingCapacity: true)
        writer.number(0)
        element.write(to: &writer)
        writer.setLength()
        try file.append(writer.bytes[...])
        count += 1
        return place
    }

    /// Gives all of them in their order.
    func readAll(_ body: (Element) throws -> Void) throws {
        guard let file else { return }
        var (bytes, next, place) = ([UInt8](), 0, 0)
        for _ in 0..<count {
            if bytes.count - next < 4 { try refill(&bytes, &next, &place, file, atLeast: 4) }
            let length = SpoolReader(bytes, at: next).length
            if bytes.count - next < length { try refill(&bytes, &next, &place, file, atLeast: length) }
            var reader = SpoolReader(bytes, at: next)
            reader.skipLength()
            // Held by the reader only, so that nothing is copied.
            try body(Element(from: &reader))
            next += length
        }
    }

    private func refill(
        _ bytes: inout [UInt8], _ next: inout Int, _ place: inout Int, _ file: SpillFile, atLeast count: Int
    ) throws {
        place += next
        try file.read(at: place, count: max(count, Self.piece), into: &bytes)
        next = 0
    }

    /// The one that ``append(_:)`` put in a place.
    func element(at place: Int) throws -> Element {
        guard let file else { preconditionFailure("nothing was put there") }
        var bytes: [UInt8] = []
        try file.read(at: place, count: 4, into: &bytes)
        let length = SpoolReader(bytes, at: 0).length
        try file.read(at: place, count: length, into: &bytes)
        var reader = SpoolReader(bytes, at: 0)
        reader.skipLength()
        return Element(from: &reader)
    }

    /// All of them in memory, for who knows that they are few.
    var elements: [Element] {
        get throws {
            var elements: [Element] = []
            elements.reserveCapacity(count)
            try readAll { elements.append($0) }
            return elements
        }
    }
}

/// Values that belong to rows of a file, given in the order of rows in whichever they came.
final class RowSpool<Element: Spoolable>: @unchecked Sendable {
    // `@unchecked`: as ``Spool``.
    private let spool = Spool<Element>()
    private var places: [(row: UInt32, place: Int)] = []
    private var isSorted = true

    var count: Int { places.count }
    var isEmpty: Bool { places.isEmpty }

    func append(_ element: Element, row: UInt32) throws {
        if let last = places.last, last.row > row { isSorted = false }
        places.append((row, try spool.append(element)))
    }

    /// All were given.
    func finish() {
        if !isSorted { places.sort { ($0.row, $0.place) < ($1.row, $1.place) } }
        isSorted = true
    }

    /// Gives all of them by row, those of one row as they came, until `body` returns false.
    func read(_ body: (Element) throws -> Bool) throws {
        for place in places { guard try body(try spool.element(at: place.place)) else { return } }
    }

    /// Those of some rows.
    ///
    /// - Parameter next: the first that was not given yet, which it becomes for the rows after them.
    func read(rows: ClosedRange<UInt32>, from next: inout Int, _ body: (Element) throws -> Void) throws {
        while next < places.count, places[next].row <= rows.upperBound {
            if places[next].row >= rows.lowerBound { try body(try spool.element(at: places[next].place)) }
            next += 1
        }
    }
}

/// Writes a value for a ``Spool``: numbers of a known width, texts after their length.
struct SpoolWriter {
    fileprivate(set) var bytes: [UInt8] = []

    mutating func number(_ value: UInt32) {
        // Unsafe: the pointer is used only inside the closure, while the value is lent.
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func number64(_ value: Int64) {
        number(UInt32(truncatingIfNeeded: value))
        number(UInt32(truncatingIfNeeded: value >> 32))
    }

    mutating func data(_ value: [UInt8]) {
        number(UInt32(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func text(_ value: String) {
        number(UInt32(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    fileprivate mutating func setLength() {
        let length = UInt32(bytes.count)
        for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
    }
}

/// Reads what ``SpoolWriter`` has written.
struct SpoolReader {
    private let source: [UInt8]
    private var index: Int

    fileprivate init(_ source: [UInt8], at index: Int) {
        self.source = source
        self.index = index
    }

    /// Of the whole value, at whose beginning it stands.
    fileprivate var length: Int {
        var copy = self
        return Int(copy.number())
    }

    fileprivate mutating func skipLength() { index += 4 }

    mutating func number() -> UInt32 {
        defer { index += 4 }
        return UInt32(source[index]) | UInt32(source[index + 1]) << 8 | UInt32(source[index + 2]) << 16
            | UInt32(source[index + 3]) << 24
    }

    mutating func number64() -> Int64 {
        let low = UInt64(number())
        return Int64(bitPattern: low | UInt64(number()) << 32)
    }

    mutating func data() -> [UInt8] {
        let count = Int(number())
        defer { index += count }
        return Array(source[index..<index + count])
    }

    mutating func text() -> String {
        let count = Int(number())
        defer { index += count }
        return String(decoding: source[index..<index + count], as: UTF8.self)
    }
}
