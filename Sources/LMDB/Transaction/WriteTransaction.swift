internal import CLMDB

/// The one write transaction. Nobody sees its changes until it commits; dropping it aborts.
///
/// It is tied to its thread, as the lock is that it holds: elsewhere its operations throw `.badTransaction`, and
/// ending it elsewhere stops the program. Do not keep one across an `await`.
///
/// A change that fails for want of room, or because the file contradicts itself, makes the transaction unusable: its
/// commit throws, also where that error was swallowed.
@safe
public struct WriteTransaction: ~Copyable, Transaction {
    public let environment: Environment
    // Unsafe: begun by this value, which cannot be copied; nil once ended.
    private var native: OpaquePointer?
    private let thread: ThreadIdentity

    init(_ environment: Environment) throws(LMDBError) {
        let operation = "beginning a write transaction"
        if environment.options.readOnly { throw environment.error(.readOnly, operation) }
        try environment.refuseSecondWriter(operation)
        try environment.enter(operation)
        environment.clearDeadReaders()
        var transaction: OpaquePointer?
        // Unsafe: the environment is kept open; what begins here is this value's own.
        let result = unsafe mdb_txn_begin(environment.native, nil, 0, &transaction)
        guard result == MDB_SUCCESS else {
            environment.leave()
            throw LMDBError(native: result, path: environment.path, operation: operation)
        }
        do throws(LMDBError) {
            try environment.checkBeforeWriting()
        } catch {
            // Unsafe: begun above, and ended here.
            unsafe mdb_txn_abort(transaction)
            environment.leave()
            throw error
        }
        thread = .current
        environment.setWriter(thread)
        self.environment = environment
        unsafe native = transaction
    }

    deinit {
        guard let native = unsafe native else { return }
        precondition(thread == .current, "a write transaction must end on the thread that began it")
        environment.setWriter(nil)
        // Unsafe: the transaction is this value's own, and ends here.
        unsafe mdb_txn_abort(native)
        environment.leave()
    }

    public var context: TransactionContext {
        let usable = thread == .current
        return unsafe TransactionContext(native: usable ? native : nil, environment: environment.identity)
    }

    /// Makes the changes durable and visible.
    ///
    /// - Throws: `.diskFull`, `.io`, `.badTransaction`: the changes are then aborted, and nobody has seen them.
    ///   `.failed`: the last page could not be written; the changes may or may not be there when it is opened again.
    public consuming func commit() throws(LMDBError) { try end() }

    /// Commits, and begins the next write transaction, before which other processes may have theirs.
    ///
    /// - Parameter between: runs after the one and before the other.
    /// - Throws: as ``commit()`` and ``Environment/beginWrite()``, and what `between` throws; the value then has no transaction
    ///   any more.
    public mutating func commitAndBegin(_ between: () throws -> Void) throws {
        let environment = environment
        try end()
        try between()
        self = try WriteTransaction(environment)
    }

    private mutating func end() throws(LMDBError) {
        let operation = "committing"
        guard thread == .current, let native = unsafe native else {
            throw environment.error(.badTransaction, operation)
        }
        // The C library frees the transaction whether it commits or fails.
        unsafe self.native = nil
        let environment = environment
        environment.setWriter(nil)
        defer { environment.leave() }
        // Unsafe: the transaction is this value's own, and ends here.
        let result = unsafe mdb_txn_commit(native)
        if result == MDB_SUCCESS { return environment.committed() }
        // Where the C library could not write the page that makes a commit count, it does not know what is on disk.
        if environment.hasFailed {
            throw environment.error(.failed, operation, "what was being committed may be there all the same, or not")
        }
        throw LMDBError(native: result, path: environment.path, operation: operation)
    }

    /// Forgets the changes; dropping the transaction does the same.
    public consuming func abort() {}
}

extension Environment {
    /// Begins the write transaction, once no other one is open in any process.
    ///
    /// - Throws: `.readOnly`, `.closed`, `.wouldDeadlock` (this thread has a write transaction open); `.mapFull` as
    ///   ``beginRead()``; `.failed` after a commit that did.
    public func beginWrite() throws(LMDBError) -> WriteTransaction {
        try WriteTransaction(self)
    }

    /// Whether a commit has failed such that the C library refuses every transaction from then on; it says so only then.
    var hasFailed: Bool {
        var transaction: OpaquePointer?
        // Unsafe in both: the caller keeps the environment open; what begins here ends here.
        let result = unsafe mdb_txn_begin(native, nil, UInt32(MDB_RDONLY), &transaction)
        if result == MDB_SUCCESS { unsafe mdb_txn_abort(transaction) }
        return result == MDB_PANIC
    }

    /// Runs `body` in a write transaction, which is committed when it returns and aborted when it throws.
    ///
    /// - Throws: as ``beginWrite()`` and `WriteTransaction.commit()`, and what `body` throws.
    public func write<Value>(_ body: (inout WriteTransaction) throws -> Value) throws -> Value {
        var transaction = try WriteTransaction(self)
        let value = try body(&transaction)
        try transaction.commit()
        return value
    }
}
