/// Reads objects one after the other: those of one list, `[{…}, {…}]`, or one after the other as JSON lines have them.
///
/// The members of an object are the cells of a row. Which columns there are is known when all objects have been seen: a
/// first reading finds them, a second fills rows by them. What is itself a list or an object is kept as it stands.
struct JSONRowReader: RowStream {
    private enum Place {
        case start, list, lines, end
    }

    /// Names of members, in the order in which they were first seen.
    private(set) var columns: [String] = []
    private var indices: [String: Int] = [:]
    private var text: JSONText
    private var place = Place.start
    private var count = 0
    /// What the cells of the row say, one after the other.
    private var values: [UInt8] = []
    /// Where each column's value is.
    private var cells: [(range: Range<Int>, type: CellType)?] = []

    /// - Parameters:
    ///   - stream: well-formed UTF-8 without a byte order mark.
    ///   - columns: those that an earlier reading has found.
    init(_ stream: any ByteStream, columns: [String] = []) {
        text = JSONText(stream)
        for name in columns { _ = try? index(of: name) }
    }

    mutating func next(_ row: inout TableRow) throws(TableError) -> Bool {
        repeat {
            guard try findObject() else { return false }
            count += 1
            row.clear()
            row.line = text.line
            row.sheetRow = count
            try readObject()
            for cell in cells {
                if let cell {
                    row.add(values[cell.range])
                    row.close(cell.type)
                } else {
                    row.close()
                }
            }
            try row.checkSize { "Object \(count), on line \(row.line)," }
        } while row.isBlank
        return true
    }

    /// Goes to the beginning of the next object.
    private mutating func findObject() throws(TableError) -> Bool {
        var next = try text.skipSpace()
        switch place {
        case .start:
            place = next == UInt8(ascii: "[") ? .list : .lines
            if place == .list {
                text.advance()
                next = try text.skipSpace()
                if next == UInt8(ascii: "]") { return try finish() }
            }
        case .list where next == nil: break
        case .list:
            if next == UInt8(ascii: "]") { return try finish() }
            try text.expect(UInt8(ascii: ","))
            next = try text.skipSpace()
        case .lines: break
        case .end: return false
        }
        guard let next else {
            guard place == .lines else { throw text.fault("the list is never closed: the file was cut") }
            return false
        }
        guard next == UInt8(ascii: "{") else {
            throw text.fault("an object, {…}, is expected as row \(count + 1)")
        }
        return true
    }

    private mutating func finish() throws(TableError) -> Bool {
        text.advance()
        place = .end
        guard try text.skipSpace() == nil else { throw text.fault("there is more after the end of the list") }
        return false
    }

    private mutating func readObject() throws(TableError) {
        values.removeAll(keepingCapacity: true)
        for index in cells.indices { cells[index] = nil }
        text.advance()
        if try text.skipSpace() == UInt8(ascii: "}") { return text.advance() }
        var name: [UInt8] = []
        while true {
            _ = try text.skipSpace()
            name.removeAll(keepingCapacity: true)
            try text.readString(into: &name)
            let column = try index(of: String(decoding: name, as: UTF8.self))
            guard cells[column] == nil else {
                throw text.fault("the object has \(excerpt(columns[column])) twice")
            }
            _ = try text.skipSpace()
            try text.expect(UInt8(ascii: ":"))
            let start = values.count
            let type = try text.readValue(into: &values)
            cells[column] = (start..<values.count, type)
            let next = try text.skipSpace()
            guard next == UInt8(ascii: ",") else { break }
            text.advance()
        }
        try text.expect(UInt8(ascii: "}"))
    }

    private mutating func index(of name: String) throws(TableError) -> Int {
        if let index = indices[name] { return index }
        guard columns.count < TableError.mostColumns else {
            throw TableError(.tooLarge, "The objects have more than \(TableError.mostColumns) different names.")
        }
        indices[name] = columns.count
        columns.append(name)
        cells.append(nil)
        return columns.count - 1
    }
}
