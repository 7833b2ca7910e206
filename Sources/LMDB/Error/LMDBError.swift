/// What went wrong with an LMDB environment: what (``code``), while doing what (``operation``), where (``path``).
///
/// ``description`` is a sentence that a person can act on. Programs and tests compare ``code``.
public struct LMDBError: Error, Hashable, Sendable {
    /// The kinds of failure. Each says what the caller can do about it.
    public enum Code: Hashable, Sendable {
        /// The file has outgrown the address space that it was given when it was opened.
        case mapFull
        /// A key that must be new exists (`PutFlags.noOverwrite`), or a key to append is not above the last one
        /// (`PutFlags.append`).
        case keyExists
        /// A database was not declared, or is not there.
        case notFound
        /// All reader slots are taken, also after those of dead processes were cleared.
        case readersFull
        /// This process already has the environment open, under this path or another one that leads to it.
        case alreadyOpen
        /// The file's pages contradict each other: restore a copy.
        case corrupted
        /// The end of this or an earlier commit could not be written: close the environment and open it again.
        case failed
        /// The file was made by another version of LMDB's format.
        case versionMismatch
        /// The file is not an LMDB file.
        case invalidFile
        /// The disk, or the user's share of it, is full.
        case diskFull
        /// The operating system refused: its `errno`.
        case io(Int32)
        /// The file or directory may not be read or written by this user.
        case permissionDenied
        /// The environment, or the file system that it lies on, is read-only.
        case readOnly
        /// The path, or the environment in it, does not exist.
        case noSuchPath
        /// What would be created exists already.
        case alreadyExists
        /// The environment was closed.
        case closed
        /// Going on would wait for something that waits for the caller.
        case wouldDeadlock
        /// The transaction failed earlier or is used on the wrong thread: drop it and begin another.
        case badTransaction
        /// The database handle belongs to another environment.
        case badDatabase
        /// The transaction has changed too many pages: split it.
        case transactionFull
        /// A key is empty or longer than 511 bytes, or a value is too large.
        case badValueSize
        /// The key is the name of a database, or the operation does not fit the database.
        case incompatible
        /// Memory or address space ran out.
        case outOfMemory
    }

    /// What went wrong.
    public let code: Code
    /// The environment's directory (or the path that was to become one).
    public let path: String
    /// What was being done, as a noun phrase: "opening the environment".
    public let operation: String
    /// What more is known, as a clause; empty when the code says it all.
    public let detail: String

    init(_ code: Code, path: String, operation: String, detail: String = "") {
        self.code = code
        self.path = path
        self.operation = operation
        self.detail = detail
    }
}
