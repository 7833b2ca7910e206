internal import CLMDB
internal import Synchronization

/// A snapshot of the environment.
///
/// It is not tied to a thread: it can be handed to another thread or task, though it is used by one at a time.
/// While it is open, pages that it can see are not used again, and the map cannot grow in this process: end it soon.
@safe
public struct ReadTransaction: ~Copyable, Transaction {
    public let environment: Environment
    // Unsafe: begun by this value, which cannot be copied, and ended by its deinit.
    private let native: OpaquePointer
    private let thread: ThreadIdentity
    private let isBound: Bool

    init(_ environment: Environment, bound: Bool) throws(LMDBError) {
        let thread = ThreadIdentity.current
        // Unsafe: begun here, and this value's own from here on.
        let native = try unsafe environment.begin(writing: false, thread, bound: bound)
        self.environment = environment
        self.thread = thread
        isBound = bound
        unsafe self.native = native
    }

    deinit {
        // Unsafe: the transaction is this value's own, and nothing that was read from it can outlive it.
        unsafe mdb_txn_abort(native)
        environment.gate.leave(thread, bound: isBound)
    }

    public var context: TransactionContext {
        unsafe TransactionContext(native: native, environment: environment.identity)
    }

    /// The number of the write transaction whose result this one sees.
    public var number: Int { unsafe Int(bitPattern: UInt(mdb_txn_id(native))) }

    /// Ends the transaction. A read transaction has nothing to commit; dropping it does the same.
    public consuming func commit() throws(LMDBError) {}

    /// Ends the transaction; dropping it does the same.
    public consuming func abort() {}

    /// A handle of the database called `name`.
    ///
    /// - Throws: `.notFound` if the snapshot does not have it; `.incompatible` if it has other flags.
    public func openDatabase(_ name: String, flags: DatabaseFlags = []) throws(LMDBError) -> Database {
        let operation = "opening the database \"\(name)\""
        guard let database = environment.catalog.withLock({ $0.databases[name] }),
            unsafe environment.contains(name, native)
        else { throw environment.error(.notFound, operation) }
        guard database.flags == flags else { throw environment.error(.incompatible, operation) }
        return database
    }
}

extension Environment {
    /// Begins a read transaction, which can be handed to another thread.
    ///
    /// While it is open, growing the map has to wait; a `write` that must grow on a thread that also keeps such a
    /// transaction open throws `.wouldDeadlock` after `remapPatience`. Prefer ``read(_:)``.
    ///
    /// - Throws: `.readersFull`, `.closed`, `.wouldDeadlock` (another process has grown the map, and transactions
    ///   of this one stay open), `.outOfMemory`.
    public func beginRead() throws(LMDBError) -> sending ReadTransaction {
        try ReadTransaction(self, bound: false)
    }

    /// Runs `body` in a read transaction.
    ///
    /// - Throws: as ``beginRead()``, and what `body` throws.
    public func read<Result: ~Copyable>(
        _ body: (borrowing ReadTransaction) throws -> Result
    ) throws -> Result {
        let transaction = try ReadTransaction(self, bound: true)
        return try body(transaction)
    }
}
