internal import LMDB
internal import MerkleLog

extension LogStorage {
    /// Finds the log in an open environment.
    ///
    /// - Throws: `.notALog`, `.otherFormat`, `.damaged`.
    static func find(
        _ environment: Environment, _ transaction: borrowing ReadTransaction
    ) throws -> (LogStorage, LogID) {
        let directory = environment.path
        // The format first: another one may have other databases.
        guard let row = try transaction.get(environment.main, key: Keys.log)?.copied,
            let format = LogRecord.format(of: row)
        else { throw EventLogError(.notALog, "\(directory) holds a database, but not a log.") }
        // There never was a format 0.
        guard format == LogRecord.currentFormat || format == 0 else {
            throw EventLogError.otherFormat(directory, format)
        }
        guard let record = LogRecord(row) else {
            throw EventLogError.damaged("its format version or its id is not readable.")
        }
        do throws(LMDBError) {
            return (try LogStorage(environment), record.logID)
        } catch {
            if error.code != .notFound { throw error }
            throw EventLogError.damaged("one of its databases is missing (\(error.operation)).")
        }
    }

    /// - Throws: damage when the end, the last entry and the tree do not agree.
    func checkEnd<Source: Transaction & ~Copyable>(_ transaction: borrowing Source) throws {
        let end = try end(transaction)
        guard UInt64(try transaction.count(entries)) == (try lastStored(transaction)) else {
            throw EventLogError.damaged(
                "it holds \(try transaction.count(entries)) entries, but its end says \(end.size).")
        }
        if end.size > 0 {
            let header = try header(at: end.size, transaction)
            guard header.recordedAt == end.recordedAt else {
                throw EventLogError.damaged(
                    end.size, "its last entry, at position \(end.size), is not as its end says.")
            }
        }
        _ = try edge(at: end, transaction)
    }
}
