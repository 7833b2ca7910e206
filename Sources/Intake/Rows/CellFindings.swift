import Incidents

/// What is found in a cell that no record takes, and in which row.
struct RowFlag: Spoolable {
    var row: UInt32
    var flag: Flag

    init(row: UInt32, flag: Flag) {
        self.row = row
        self.flag = flag
    }

    static func key(_ found: RowFlag, _ key: inout SortKey) { key.number(found.row) }

    func write(to writer: inout SpoolWriter) {
        writer.number(row)
        flag.write(to: &writer)
    }

    init(from reader: inout SpoolReader) {
        row = reader.number()
        flag = Flag(from: &reader)
    }
}

/// What earlier imports of a dataset found in cells that no record takes, wherever it was: as many as there were.
struct KnownFindings {
    private var found: SortedCursor<Flag>?

    /// There are none.
    init() {}

    /// - Parameter flags: by ``key(_:_:)``.
    init(_ flags: SortedSpool<Flag>) throws {
        if !flags.isEmpty { found = try flags.cursor() }
    }

    static func key(_ flag: Flag, _ key: inout SortKey) {
        for text in [flag.code, flag.field, flag.detail] { key.text(text) }
    }

    mutating func contains(_ flag: Flag) throws -> Bool {
        try found?.seek(SortKey(flag.code, flag.field, flag.detail))
        return found?.element == flag
    }
}

extension Flag: Spoolable {
    func write(to writer: inout SpoolWriter) {
        for text in [code, field, detail] { writer.text(text) }
    }

    init(from reader: inout SpoolReader) {
        self.init(code: reader.text(), field: reader.text(), detail: reader.text())
    }
}
