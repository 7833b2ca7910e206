extension LMDBError: CustomStringConvertible {
    /// A sentence: what was being done, where, what went wrong, what to do.
    public var description: String {
        let end = detail.isEmpty ? "." : ": \(detail)."
        return "\(operation) failed at \(path): \(code.sentence)\(end)"
    }
}

extension LMDBError.Code {
    var sentence: String {
        switch self {
        case .mapFull:
            "the file has outgrown the address space that this process has for it; open it again where the limit "
                + "(ulimit -v) is higher"
        case .keyExists: "the key exists already, or is not above the last one in an append"
        case .notFound: "there is no such database"
        case .readersFull: "all reader slots are taken; end some readers or open with a larger maxReaders"
        case .alreadyOpen: "this process has the environment open already; share the open one"
        case .corrupted: "the data is damaged; restore it from a copy"
        case .failed: "the end of a commit could not be written; close it and open it again"
        case .versionMismatch: "the data was written by another version of LMDB"
        case .invalidFile: "this is not an LMDB environment"
        case .diskFull: "the disk is full; make room and try again"
        case .io(let number): "the system refused with error \(number), \(systemMessage(number))"
        case .permissionDenied: "this user may not read or write it; change its permissions"
        case .readOnly: "it is read-only"
        case .noSuchPath: "nothing is there"
        case .alreadyExists: "something is there already; choose another path"
        case .closed: "the environment is closed"
        case .wouldDeadlock: "going on would wait for a transaction that waits for this one"
        case .badTransaction: "the transaction cannot be used any more, or not here; drop it and begin another"
        case .badDatabase: "the database handle does not belong to this transaction's environment"
        case .transactionFull: "the transaction changes too many pages; split it"
        case .badValueSize: "a key must have 1 to 511 bytes, and a value must fit"
        case .incompatible: "the key is the name of a database, or the database does not allow the operation"
        case .outOfMemory: "memory or address space ran out"
        }
    }
}
