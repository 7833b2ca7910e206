internal import LMDB
internal import MerkleLog

extension EventLog {
    /// Makes a new, empty log in a directory that holds none, with a new log id, and opens it for writing.
    ///
    /// - Parameter directory: is made if it is missing; its parent must exist.
    /// - Throws: `.alreadyExists`, `.alreadyOpen`, `.notALog` when another database is there, `.permissionDenied`,
    ///   `.diskFull`, `.io`.
    public static func create(
        at directory: String, options: EventLogOptions = EventLogOptions()
    ) throws(EventLogError) -> EventLog {
        let logID = LogID.random()
        return EventLog(try makeStorage(logID, directory, options), logID, .readWrite, options)
    }

    /// Makes the database of a new, empty log.
    static func makeStorage(
        _ logID: LogID, _ directory: String, _ options: EventLogOptions
    ) throws(EventLogError) -> LogStorage {
        if Environment.exists(at: directory) { try StorageFile.check(in: directory) }
        return try EventLogError.translating { try make(LogRecord(logID: logID), directory, options) }
    }

    private static func make(
        _ record: LogRecord, _ directory: String, _ options: EventLogOptions
    ) throws -> LogStorage {
        let environment = try Environment(
            path: directory, options: EnvironmentOptions(initialMapSize: options.mapSize))
        do {
            return try environment.write { transaction in
                try write(record, environment, directory, &transaction)
            }
        } catch {
            environment.close()
            throw error
        }
    }

    /// Writes the first rows, unless anything is there: two processes may do this at once.
    private static func write(
        _ record: LogRecord, _ environment: Environment, _ directory: String, _ transaction: inout WriteTransaction
    ) throws -> LogStorage {
        guard try environment.statistics().entries == 0 else {
            throw EventLogError(
                .alreadyExists, "\(directory) holds a log or another database already; choose another place.")
        }
        let storage = try LogStorage(environment, making: &transaction)
        try transaction.put(storage.main, key: Keys.log, value: record.row, flags: .noOverwrite)
        try transaction.put(storage.main, key: Keys.end, value: HeadRecord().row, flags: .noOverwrite)
        return storage
    }

    /// Opens the log in a directory, and checks that its end is as its head says: the last entry is there and the
    /// tree leads to the head's root.
    ///
    /// - Throws: `.notALog`, `.otherFormat`, `.damaged`, `.alreadyOpen`, `.permissionDenied`, `.io`.
    public convenience init(
        openingAt directory: String, access: Access, options: EventLogOptions = EventLogOptions()
    ) throws(EventLogError) {
        try self.init(openingAt: directory, access: access, options: options, checksEnd: true)
    }

    convenience init(
        openingAt directory: String, access: Access, options: EventLogOptions, checksEnd: Bool
    ) throws(EventLogError) {
        guard Environment.exists(at: directory) else {
            throw EventLogError(.notALog, "There is no log in \(directory).")
        }
        try StorageFile.check(in: directory)
        let (storage, logID) = try EventLogError.translating { try Self.open(directory, access, options, checksEnd) }
        self.init(storage, logID, access, options)
    }

    private static func open(
        _ directory: String, _ access: Access, _ options: EventLogOptions, _ checksEnd: Bool
    ) throws -> (LogStorage, LogID) {
        let environment = try Environment(
            path: directory,
            options: EnvironmentOptions(
                readOnly: access == .readOnly, initialMapSize: options.mapSize, createsDirectory: false))
        do {
            return try environment.read { transaction in
                let found = try LogStorage.find(environment, transaction)
                if checksEnd { try found.0.checkHead(transaction) }
                return found
            }
        } catch {
            environment.close()
            throw error
        }
    }
}
