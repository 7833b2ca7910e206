internal import LMDB

/// The log's environment and the databases in it.
struct LogStorage: Sendable {
    let environment: Environment
    /// position → entry.
    let entries: Database
    /// kind ‖ id ‖ 00 ‖ version → position.
    let streams: Database
    /// key → first position, count, digest of the content.
    let idempotency: Database
    /// recorded at → first position.
    let times: Database
    /// kind ‖ block → bitmap of positions.
    let kinds: Database
    /// level ‖ index → up to 256 hashes.
    let tiles: Database
    /// tree size → text of a signed note.
    let checkpoints: Database
    /// `head` and `log`.
    let meta: Database

    /// Finds the databases.
    ///
    /// - Throws: `.notFound` when one is missing.
    init(_ environment: Environment, _ transaction: borrowing ReadTransaction) throws(LMDBError) {
        try self.init(environment) { name throws(LMDBError) in try transaction.openDatabase(name, flags: []) }
    }

    /// Makes the databases.
    init(_ environment: Environment, making transaction: inout WriteTransaction) throws(LMDBError) {
        try self.init(environment) { name throws(LMDBError) in try transaction.openDatabase(name, flags: []) }
    }

    private init(
        _ environment: Environment, _ open: (String) throws(LMDBError) -> Database
    ) throws(LMDBError) {
        self.environment = environment
        entries = try open("entries")
        streams = try open("streams")
        idempotency = try open("idempotency")
        times = try open("times")
        kinds = try open("kinds")
        tiles = try open("tiles")
        checkpoints = try open("checkpoints")
        meta = try open("meta")
    }

    func head<Source: Transaction & ~Copyable>(_ transaction: borrowing Source) throws -> HeadRecord {
        guard let row = try transaction.get(meta, key: Keys.head) else {
            throw EventLogError.damaged("the row that says where it ends is missing.")
        }
        guard let head = HeadRecord(row) else {
            throw EventLogError.damaged("the row that says where it ends is not readable or contradicts itself.")
        }
        return head
    }
}
