internal import CLMDB
internal import Synchronization

/// The one write transaction. Nobody sees its changes until it commits; dropping it aborts.
///
/// It is tied to its thread, as the lock is that it holds: elsewhere its operations throw `.badTransaction`, and
/// ending it elsewhere stops the program. Do not keep one across an `await`.
@safe
public struct WriteTransaction: ~Copyable, Transaction {
    public let environment: Environment
    // Unsafe: begun by this value, which cannot be copied; nil once ended.
    var native: OpaquePointer?
    let thread: ThreadIdentity
    /// Numbers it among the write transactions of this environment in this process.
    let number: UInt64
    let fullness = MapFullness()
    /// Whether a change failed because the map was full.
    var isMapFull: Bool {
        get { fullness.isFull }
        set { fullness.isFull = newValue }
    }

    init(_ environment: Environment) throws(LMDBError) {
        if environment.options.readOnly { throw environment.error(.readOnly, Environment.beginningWrite) }
        try environment.growMapIfNearlyFull()
        let thread = ThreadIdentity.current
        // Unsafe: begun here, and this value's own from here on.
        let native = try unsafe environment.begin(writing: true, thread, bound: true)
        self.environment = environment
        self.thread = thread
        unsafe self.native = native
        number = environment.lastWriter.add(1, ordering: .relaxed).newValue
    }

    deinit {
        if unsafe native != nil { unsafe Self.abort(environment, native, thread, number) }
    }

    public var context: TransactionContext {
        let usable = thread == .current
        return unsafe TransactionContext(native: usable ? native : nil, environment: environment.identity)
    }

    /// Makes the changes durable and visible.
    ///
    /// - Throws: `.mapFull`, `.diskFull`, `.io`, `.badTransaction`; the changes are then aborted.
    public consuming func commit() throws(LMDBError) {
        let operation = "committing"
        guard thread == .current, let native = unsafe native else {
            throw environment.error(.badTransaction, operation)
        }
        // The C library frees the transaction whether it commits or fails.
        unsafe self.native = nil
        let number = number
        // Unsafe: the transaction is this value's own, and ends here.
        let result = environment.settleCreations(of: number) { unsafe mdb_txn_commit(native) }
        environment.gate.leave(thread, bound: true, writing: true)
        // A transaction in which a change found the map full is bad for the C library; say why.
        if result == MDB_BAD_TXN && isMapFull { throw environment.error(.mapFull, operation) }
        try environment.check(result, operation)
    }

    /// Forgets the changes; dropping the transaction does the same.
    public consuming func abort() {}

    private static func abort(
        _ environment: Environment, _ native: OpaquePointer?, _ thread: ThreadIdentity, _ number: UInt64
    ) {
        precondition(thread == .current, "a write transaction must end on the thread that began it")
        // Unsafe: the transaction is the caller's own, and ends here.
        _ = environment.settleCreations(of: number) {
            unsafe mdb_txn_abort(native)
            return MDB_BAD_TXN
        }
        environment.gate.leave(thread, bound: true, writing: true)
    }
}
