internal import LMDB

/// A log of format 1, which is brought to the current format when it is opened for writing.
///
/// It had rows that are cheap to have from the entries: `times` (recorded at → first position) and the unfinished blocks
/// of `kinds`. Its rows `head` and `log` lay in a database of their own, `meta`.
struct FirstFormat {
    static let number: UInt32 = 1

    private let environment: Environment
    private let meta: Database

    /// Finds such a log; nil where there is none.
    init?(_ environment: Environment, _ transaction: borrowing ReadTransaction) throws {
        guard try transaction.get(environment.main, key: Keys.log) == nil else { return nil }
        do {
            meta = try transaction.openDatabase("meta", flags: [])
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        let row = try transaction.get(meta, key: Keys.log)?.copied
        guard let row, LogRecord.format(of: row) == Self.number else { return nil }
        self.environment = environment
    }

    /// Brings the log in an environment to the current format, if it is one of this, in one transaction.
    ///
    /// `meta` and `times` stay as databases without rows: a program that knows this format only, and has the log open,
    /// then finds no head and writes nothing.
    ///
    /// - Throws: damage when the head, the last entry and the tree do not agree; the log is then left as it was.
    static func replace(in environment: Environment) throws {
        guard let old = try environment.read({ try FirstFormat(environment, $0) }) else { return }
        try environment.write { try old.replace(&$0) }
    }

    private func replace(_ transaction: inout WriteTransaction) throws {
        // Another process may have been first.
        guard let row = try transaction.get(meta, key: Keys.log)?.copied else { return }
        guard let record = LogRecord(row), let head = try transaction.get(meta, key: Keys.head)?.copied else {
            throw EventLogError.damaged("its id or the row that says where it ends is not readable.")
        }
        let storage = try LogStorage(environment, making: &transaction)
        try transaction.put(
            storage.main, key: Keys.log, value: LogRecord(logID: record.logID).row, flags: .noOverwrite)
        try transaction.put(storage.main, key: Keys.head, value: head, flags: .noOverwrite)
        try storage.checkHead(transaction)
        try removeRows(of: storage, &transaction)
    }

    private func removeRows(of storage: LogStorage, _ transaction: inout WriteTransaction) throws {
        let head = try storage.head(transaction)
        let unfinished = head.size / KindBlock.positionCount
        for kind in head.counts.indices where head.counts[kind] > 0 {
            try transaction.delete(storage.kinds, key: Keys.kindBlock(UInt8(kind), unfinished))
        }
        try transaction.clear(try transaction.openDatabase("times"))
        try transaction.clear(meta)
    }
}
