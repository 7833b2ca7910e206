public import Incidents

/// The cells of a file that could not be read, in the order of its rows: in a temporary file, since every row may have one.
public struct RefusedCells: Sendable {
    private let spool = SortedSpool<RefusedCell> { $1.number($0.row) }

    public var count: Int { spool.count }
    public var isEmpty: Bool { spool.isEmpty }

    func append(_ cell: RefusedCell) throws { try spool.append(cell) }

    /// All were given.
    func finish() throws { try spool.finish() }

    /// Gives them in the order of the file's rows until `body` returns false.
    public func read(_ body: (RefusedCell) throws -> Bool) throws { if !isEmpty { try spool.read(body) } }

    /// The first of them.
    public func first(_ most: Int) throws -> [RefusedCell] {
        var cells: [RefusedCell] = []
        try read { cell in
            guard cells.count < most else { return false }
            cells.append(cell)
            return true
        }
        return cells
    }
}

extension RefusedCell: Spoolable {
    func write(to writer: inout SpoolWriter) {
        writer.number(row)
        for text in [column, text, reason] { writer.text(text) }
    }

    init(from reader: inout SpoolReader) {
        self.init(row: reader.number(), column: reader.text(), text: reader.text(), reason: reader.text())
    }
}
