/// The row `log`: `format version u32 ‖ log id 16`. It is written once.
struct LogRecord: Equatable {
    /// What this code reads and writes.
    static let currentFormat: UInt32 = 4

    var format: UInt32
    var logID: LogID

    init(logID: LogID) {
        format = Self.currentFormat
        self.logID = logID
    }

    /// The version alone, which every format begins with; nil when there is not even that.
    static func format(of row: [UInt8]) -> UInt32? {
        row.count >= 4 ? row.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } : nil
    }

    init?(_ row: [UInt8]) {
        guard row.count == 4 + LogID.byteCount, let format = Self.format(of: row), format > 0,
            let logID = LogID(row.dropFirst(4))
        else { return nil }
        self.format = format
        self.logID = logID
    }

    var row: [UInt8] {
        var row: [UInt8] = []
        appendBigEndian(format, to: &row)
        return row + logID.bytes
    }
}
