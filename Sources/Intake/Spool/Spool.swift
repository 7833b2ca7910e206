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

    func append(_ element: Element) throws {
        let file = try self.file ?? SpillFile()
        self.file = file
        writer.removeAll()
        writer.number(0)
        element.write(to: &writer)
        writer.setLength()
        try file.append(writer.bytes[...])
        count += 1
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
