internal import CLMDB

/// A snapshot of the environment.
///
/// It is not tied to a thread: it can be handed to another thread or task, though it is used by one at a time.
/// While it is open, pages that it can see are not used again: end it soon.
@safe
public struct ReadTransaction: ~Copyable, Transaction {
    public let environment: Environment
    // Unsafe: begun by this value, which cannot be copied, and ended by its deinit.
    private let native: OpaquePointer

    init(_ environment: Environment) throws(LMDBError) {
        let operation = "beginning a read transaction"
        try environment.enter(operation)
        do throws(LMDBError) {
            // Unsafe: begun here, and this value's own from here on.
            unsafe native = try Self.begin(environment, operation)
        } catch {
            environment.leave()
            throw error
        }
        self.environment = environment
    }

    deinit {
        // Unsafe: the transaction is this value's own, and nothing that was read from it can outlive it.
        unsafe mdb_txn_abort(native)
        environment.leave()
    }

    private static func begin(_ environment: Environment, _ operation: String) throws(LMDBError) -> OpaquePointer {
        if environment.isUnlocked, LockFile.isHeld(in: environment.path) {
            throw LockFile.refusal(environment.path, operation)
        }
        var transaction: OpaquePointer?
        // Unsafe in what follows: the caller keeps the environment open.
        var result = unsafe mdb_txn_begin(environment.native, nil, UInt32(MDB_RDONLY), &transaction)
        if result == MDB_READERS_FULL {
            try environment.check(unsafe mdb_reader_check(environment.native, nil), operation)
            result = unsafe mdb_txn_begin(environment.native, nil, UInt32(MDB_RDONLY), &transaction)
        }
        try environment.check(result, operation)
        guard let transaction = unsafe transaction else { throw environment.error(.outOfMemory, operation) }
        return unsafe transaction
    }

    public var context: TransactionContext {
        unsafe TransactionContext(native: native, environment: environment.identity)
    }

    /// The number of the write transaction whose result this one sees.
    public var number: Int { unsafe Int(bitPattern: UInt(mdb_txn_id(native))) }

    /// Ends the transaction; dropping it does the same.
    public consuming func abort() {}
}

extension Environment {
    /// Begins a read transaction, which can be handed to another thread.
    ///
    /// - Throws: `.readersFull`, `.closed`; `.mapFull` where another process has made the file longer than the address
    ///   space that this one has for it; `.outOfMemory`.
    public func beginRead() throws(LMDBError) -> sending ReadTransaction {
        try ReadTransaction(self)
    }

    /// Runs `body` in a read transaction.
    ///
    /// - Throws: as ``beginRead()``, and what `body` throws.
    public func read<Result: ~Copyable>(
        _ body: (borrowing ReadTransaction) throws -> Result
    ) throws -> Result {
        let transaction = try ReadTransaction(self)
        return try body(transaction)
    }
}
