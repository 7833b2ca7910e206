internal import LMDB

/// A log of format 1 or 2, which is brought to the current format when it is opened for writing.
///
/// Both had rows that are cheap to have from the entries: format 1 `times` (recorded at → first position) and the
/// unfinished blocks of `kinds`, both the rows of `streams` behind the last multiple of 16 positions. The row that says
/// where the log ends was called `head`; in format 1 it lay beside `log` in a database of its own, `meta`.
struct OlderFormat {
    let number: UInt32
    private let environment: Environment
    /// Where `log` and `head` lie.
    private let home: Database

    private static let head = Array("head".utf8)

    /// Finds such a log; nil where there is none.
    init?(_ environment: Environment, _ transaction: borrowing ReadTransaction) throws {
        self.environment = environment
        if let row = try transaction.get(environment.main, key: Keys.log)?.copied {
            guard LogRecord.format(of: row) == 2 else { return nil }
            (number, home) = (2, environment.main)
            return
        }
        do {
            home = try transaction.openDatabase("meta", flags: [])
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        guard let row = try transaction.get(home, key: Keys.log)?.copied, LogRecord.format(of: row) == 1 else {
            return nil
        }
        number = 1
    }

    /// Brings the log in an environment to the current format, if it is one of these, in one transaction.
    ///
    /// A program that knows only the older format, and has the log open, then finds no head and writes nothing.
    ///
    /// - Throws: damage when the head, the last entry and the tree do not agree; the log is then left as it was.
    static func replace(in environment: Environment) throws {
        guard let old = try environment.read({ try OlderFormat(environment, $0) }) else { return }
        try environment.write { try old.replace(&$0) }
    }

    private func replace(_ transaction: inout WriteTransaction) throws {
        let row = try transaction.get(home, key: Keys.log)?.copied
        // Another process may have been first.
        guard let row, LogRecord.format(of: row) == number else { return }
        guard let record = LogRecord(row), let head = try transaction.get(home, key: Self.head)?.copied else {
            throw EventLogError.damaged("its id or the row that says where it ends is not readable.")
        }
        let storage = try LogStorage(environment, making: &transaction)
        try transaction.delete(home, key: Self.head)
        try transaction.put(storage.main, key: Keys.log, value: LogRecord(logID: record.logID).row)
        try transaction.put(storage.main, key: Keys.end, value: head, flags: .noOverwrite)
        try storage.checkHead(transaction)
        if number == 1 { try removeRowsOfFirst(storage, &transaction) }
        for row in try storage.unindexedStreams(at: storage.head(transaction).size, transaction).rows {
            var key = Keys.streamPrefix(StreamID(kind: row.kind, id: String(decoding: row.id, as: UTF8.self)))
            Keys.appendVersion(row.version, to: &key)
            try transaction.delete(storage.streams, key: key)
        }
    }

    /// `meta` and `times` stay as databases without rows.
    private func removeRowsOfFirst(_ storage: LogStorage, _ transaction: inout WriteTransaction) throws {
        let head = try storage.head(transaction)
        let unfinished = head.size / KindBlock.positionCount
        for kind in head.counts.indices where head.counts[kind] > 0 {
            try transaction.delete(storage.kinds, key: Keys.kindBlock(UInt8(kind), unfinished))
        }
        try transaction.clear(try transaction.openDatabase("times"))
        try transaction.clear(home)
    }
}
