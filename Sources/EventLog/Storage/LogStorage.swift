internal import LMDB

/// The log's environment and the databases in it.
struct LogStorage: Sendable {
    let environment: Environment
    /// position → entry.
    let entries: Database
    /// kind ‖ id ‖ 00 ‖ version → position; complete blocks of 4,096 positions only.
    let streams: Database
    /// key → first position, count, digest of the content.
    let idempotency: Database
    /// kind ‖ block → bitmap of positions; complete blocks only.
    let kinds: Database
    /// level ‖ index → up to 256 hashes; level 1 and above.
    let tiles: Database
    /// tree size → text of a signed note.
    let checkpoints: Database
    /// `end`, `log` and `staged`: rows of the main database, because every commit writes its page anyway.
    let main: Database

    /// What an environment of a log declares.
    static let databases = ["entries", "streams", "idempotency", "kinds", "tiles", "checkpoints"]

    /// - Throws: `.notFound` when a database is missing.
    init(_ environment: Environment) throws(LMDBError) {
        self.environment = environment
        entries = try environment.database("entries")
        streams = try environment.database("streams")
        idempotency = try environment.database("idempotency")
        kinds = try environment.database("kinds")
        tiles = try environment.database("tiles")
        checkpoints = try environment.database("checkpoints")
        main = environment.main
    }

    func end<Source: Transaction & ~Copyable>(_ transaction: borrowing Source) throws -> EndRow {
        guard let row = try transaction.get(main, key: Keys.end) else {
            throw EventLogError.damaged("the row that says where it ends is missing.")
        }
        guard let end = EndRow(row) else {
            throw EventLogError.damaged("the row that says where it ends is not readable or contradicts itself.")
        }
        return end
    }
}
