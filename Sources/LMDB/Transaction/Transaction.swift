internal import CLMDB
internal import Glibc

/// What read and write transactions have in common: one unchanging snapshot (plus, in a write transaction, its own
/// changes) and reads of it.
///
/// Transactions cannot be copied. What is read from one cannot outlive it, nor its next change: the compiler
/// refuses.
public protocol Transaction: ~Copyable {
    /// The environment that it reads.
    var environment: Environment { get }
    /// For this module's use.
    var context: TransactionContext { get }
}

/// What a transaction hands to the operations on it. Nothing outside this module can look inside.
@safe
public struct TransactionContext {
    /// Nil when the transaction is not usable here. Unsafe: valid as long as the transaction, which the operations
    /// borrow while they use it.
    let native: OpaquePointer?
    let environment: UInt64
}

extension Transaction where Self: ~Copyable {
    /// The native transaction, once it is known that `database` belongs to it.
    func native(for database: Database, _ operation: @autoclosure () -> String) throws(LMDBError) -> OpaquePointer {
        let context = context
        // Unsafe: the pointer is used by the caller, who borrows the transaction.
        guard let native = unsafe context.native else { throw environment.error(.badTransaction, operation()) }
        guard database.environment == context.environment else {
            throw environment.error(.badDatabase, operation())
        }
        return unsafe native
    }

    /// Throws unless the result of a call on a database is success. An invalid argument can only be a handle that the
    /// transaction does not have.
    func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(LMDBError) {
        if result == MDB_SUCCESS { return }
        if result == EINVAL { throw environment.error(.badDatabase, operation()) }
        throw LMDBError(native: result, path: environment.path, operation: operation())
    }
}
