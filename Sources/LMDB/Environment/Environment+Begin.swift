internal import CLMDB
internal import Synchronization

extension Environment {
    static let beginningRead = "beginning a read transaction"
    static let beginningWrite = "beginning a write transaction"

    /// Begins a native transaction whose snapshot has no database that the catalog lacks. The caller is inside the
    /// gate afterwards, as `thread` and `bound` say.
    func begin(writing: Bool, _ thread: ThreadIdentity, bound: Bool) throws(LMDBError) -> OpaquePointer {
        let operation = writing ? Self.beginningWrite : Self.beginningRead
        var mayClearReaders = true
        while true {
            try enter(thread, bound: bound, writing: writing, operation)
            let known = catalogCount.load(ordering: .acquiring)
            var transaction: OpaquePointer?
            // Unsafe in what follows: the gate keeps the environment open, and the transaction is this call's own.
            let result = unsafe mdb_txn_begin(native, nil, writing ? 0 : UInt32(MDB_RDONLY), &transaction)
            if result == MDB_SUCCESS, let begun = unsafe transaction {
                if unsafe Self.databaseCount(begun) == known {
                    if writing { gate.startWriting(thread) }
                    return unsafe begun
                }
                unsafe mdb_txn_abort(begun)
            }
            gate.leave(thread, bound: bound)
            switch result {
            case MDB_SUCCESS: try refreshCatalog()
            case MDB_MAP_RESIZED: try adoptMap()
            case MDB_READERS_FULL where mayClearReaders:
                mayClearReaders = false
                try clearStaleReaders()
            default: throw LMDBError(native: result, path: path, operation: operation)
            }
        }
    }
}
