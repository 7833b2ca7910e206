import Tables

/// Values in the order of a key of theirs, and those of one key as they came, of which there may be as many as a file has
/// rows: few in memory, more of them in a temporary file.
///
/// Writing comes first, then ``finish()``, and reading after it: then it never changes, so any number of readers may share
/// it.
final class SortedSpool<Element: Spoolable>: @unchecked Sendable {
    // `@unchecked`: one owner writes, before anybody reads; after that nothing changes.
    private let key: (Element, inout SortKey) -> Void
    private var entries: SortedEntries?
    private var run: SortedRun?
    private(set) var count = 0
    private var (sortKey, writer) = (SortKey(), SpoolWriter())

    var isEmpty: Bool { count == 0 }

    /// - Parameters:
    ///   - entries: how they are sorted.
    ///   - key: gives the key of a value.
    init(_ entries: SortedEntries = SortedEntries(), by key: @escaping (Element, inout SortKey) -> Void) {
        self.key = key
        self.entries = entries
    }

    func append(_ element: Element) throws(TableError) {
        guard let entries else { preconditionFailure("nothing is added to what is finished") }
        sortKey.removeAll()
        key(element, &sortKey)
        writer.removeAll()
        element.write(to: &writer)
        try entries.append(key: sortKey.bytes, value: writer.bytes)
        count += 1
    }

    /// All were given.
    func finish() throws(TableError) {
        guard let entries else { return }
        run = try entries.finish()
        self.entries = nil
    }

    /// Stands at the first of them.
    func cursor() throws(TableError) -> SortedCursor<Element> {
        guard let run else { preconditionFailure("it is read once all were given") }
        return SortedCursor(try RunReader(run))
    }

    /// Gives all of them in their order, until `body` returns false.
    func read(_ body: (Element) throws -> Bool) throws {
        var cursor = try cursor()
        while let element = cursor.element {
            guard try body(element) else { return }
            try cursor.advance()
        }
    }

    func readAll(_ body: (Element) throws -> Void) throws {
        try read { element in
            try body(element)
            return true
        }
    }
}

/// Goes through the values of a ``SortedSpool``, and finds one by its key: the next ones fastest.
struct SortedCursor<Element: Spoolable> {
    private var reader: RunReader
    /// The values that it has left behind have keys that are before this one; or this one, where it `isPassed`.
    private var bound: [UInt8] = []
    private var isPassed = false
    /// The block in which it found the last one that was sought.
    private var block = 0

    fileprivate init(_ reader: RunReader) {
        self.reader = reader
    }

    /// The one at which it stands; nil: it is behind the last one.
    var element: Element? {
        guard !reader.isAtEnd else { return nil }
        var value = SpoolReader(reader.bytes, at: reader.valueStart)
        return Element(from: &value)
    }

    mutating func advance() throws(TableError) {
        guard !reader.isAtEnd else { return }
        setBound(reader.key, isPassed: true)
        try reader.advance()
    }

    private mutating func setBound(_ key: ArraySlice<UInt8>, isPassed: Bool) {
        bound.removeAll(keepingCapacity: true)
        bound += key
        self.isPassed = isPassed
    }

    /// The one at which it stands, which it leaves behind.
    mutating func next() throws(TableError) -> Element? {
        guard let element else { return nil }
        try advance()
        return element
    }

    /// Goes to the first value whose key is not before one.
    mutating func seek(_ key: SortKey) throws(TableError) {
        let (key, blocks) = (key.bytes[...], reader.run.blocks)
        guard !blocks.isEmpty else { return }
        let order = compare(bound[...], key)
        let isAhead = order < 0 || order == 0 && !isPassed
        if !isAhead || block + 1 < blocks.count && isBefore(blocks[block + 1].key[...], key) {
            block = reader.run.block(of: key)
            if !isAhead || blocks[block].offset > reader.offset { try reader.move(to: blocks[block].offset) }
        }
        setBound(key, isPassed: false)
        while !reader.isAtEnd, isBefore(reader.key, key) { try reader.advance() }
    }
}

/// What values are ordered by, as bytes that are compared: a text that is the beginning of another one is before it.
struct SortKey {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// - Parameter texts: the first fields of a key.
    init(_ texts: String...) {
        for text in texts { self.text(text) }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// - Parameter text: without the byte 0.
    mutating func text(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }

    mutating func number(_ number: UInt32) {
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}

extension String: Spoolable {
    func write(to writer: inout SpoolWriter) { writer.text(self) }
    init(from reader: inout SpoolReader) { self = reader.text() }
}
