internal import LMDB
internal import MerkleLog

extension EventLog {
    /// Makes a new, empty log in a directory that holds none, and opens it for writing.
    ///
    /// - Parameters:
    ///   - directory: is made if it is missing; its parent must exist.
    ///   - original: the log of which it will be a copy; nil: none, and it gets a new log id.
    /// - Throws: `.alreadyExists`, `.alreadyOpen`, `.notALog` when another database is there, `.permissionDenied`,
    ///   `.diskFull`, `.io`.
    public static func create(
        at directory: String, copying original: LogID? = nil, options: EventLogOptions = EventLogOptions()
    ) throws(EventLogError) -> EventLog {
        let logID = original ?? LogID.random()
        return try EventLog(
            try makeStorage(logID, directory), logID, original == nil ? .readWrite : .copying, options)
    }

    /// Makes the database of a new, empty log.
    static func makeStorage(
        _ logID: LogID, _ directory: String
    ) throws(EventLogError) -> LogStorage {
        return try EventLogError.translating { try make(LogRecord(logID: logID), directory) }
    }

    private static func make(_ record: LogRecord, _ directory: String) throws -> LogStorage {
        if Environment.exists(at: directory) { try refuseOther(in: directory) }
        let environment = try Environment(path: directory, databases: LogStorage.databases)
        do {
            let storage = try LogStorage(environment)
            try environment.write { transaction in
                // Another process may have been first.
                guard try transaction.get(storage.main, key: Keys.log) == nil else {
                    throw EventLogError.alreadyExists(directory)
                }
                try transaction.put(storage.main, key: Keys.log, value: record.row, flags: .noOverwrite)
                try transaction.put(storage.main, key: Keys.end, value: EndRow().bytes, flags: .noOverwrite)
            }
            return storage
        } catch {
            environment.close()
            throw error
        }
    }

    /// Refuses to make a log where there is one, or another database: what is not a log's must not be changed.
    private static func refuseOther(in directory: String) throws {
        let environment = try Environment(path: directory, options: EnvironmentOptions(readOnly: true))
        defer { environment.close() }
        // A log that was not made to its end has databases, and no rows.
        let isEmpty = try environment.read { transaction in
            let isLog = try transaction.get(environment.main, key: Keys.log) != nil
            return try !isLog && [0, LogStorage.databases.count].contains(transaction.count(environment.main))
        }
        guard isEmpty else { throw EventLogError.alreadyExists(directory) }
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
        let (storage, logID) = try EventLogError.translating { try Self.open(directory, access, checksEnd) }
        try self.init(storage, logID, access, options)
    }

    private static func open(
        _ directory: String, _ access: Access, _ checksEnd: Bool
    ) throws -> (LogStorage, LogID) {
        let environment = try Environment(
            path: directory, databases: LogStorage.databases,
            options: EnvironmentOptions(readOnly: access == .readOnly, creates: false, checksPages: !checksEnd))
        do {
            return try environment.read { transaction in
                let found = try LogStorage.find(environment, transaction)
                if checksEnd { try found.0.checkEnd(transaction) }
                return found
            }
        } catch {
            environment.close()
            throw error
        }
    }
}
