internal import CLMDB
internal import Glibc

extension LMDBError {
    /// The error for a result of the C library: one of its own negative codes or an `errno`.
    init(native result: Int32, path: String, operation: String, detail: String = "") {
        // A write for which there is room only in part is an input/output error to the C library.
        let isFull = result == EIO && Self.isFull(path)
        self.init(isFull ? .diskFull : Code(native: result), path: path, operation: operation, detail: detail)
    }

    /// Whether the file system has no room for what one commit writes at least.
    private static func isFull(_ path: String) -> Bool {
        var status = statvfs()
        // Unsafe: Swift lends the string's bytes to the call; the structure is this function's own.
        guard unsafe statvfs(path, &status) == 0 else { return false }
        return status.f_bavail * status.f_frsize < 1 << 18
    }
}

extension LMDBError.Code {
    init(native result: Int32) {
        self = Self.own[result] ?? Self.system[result] ?? .io(result)
    }

    /// The library's own results (lmdb.h, "Return Codes").
    private static let own: [Int32: Self] = [
        MDB_MAP_FULL: .mapFull, MDB_MAP_RESIZED: .mapFull, MDB_KEYEXIST: .keyExists, MDB_NOTFOUND: .notFound,
        MDB_READERS_FULL: .readersFull, MDB_TLS_FULL: .readersFull,
        MDB_CORRUPTED: .corrupted, MDB_PAGE_NOTFOUND: .corrupted, MDB_PANIC: .failed,
        MDB_VERSION_MISMATCH: .versionMismatch, MDB_INVALID: .invalidFile,
        MDB_BAD_TXN: .badTransaction, MDB_BAD_RSLOT: .badTransaction, MDB_BAD_DBI: .badDatabase,
        MDB_TXN_FULL: .transactionFull, MDB_CURSOR_FULL: .transactionFull, MDB_PAGE_FULL: .transactionFull,
        MDB_BAD_VALSIZE: .badValueSize, MDB_INCOMPATIBLE: .incompatible,
    ]

    /// What the operating system says that a caller can act upon.
    private static let system: [Int32: Self] = [
        ENOSPC: .diskFull, EDQUOT: .diskFull, EACCES: .permissionDenied, EPERM: .permissionDenied,
        EROFS: .readOnly, ENOENT: .noSuchPath, EEXIST: .alreadyExists, ENOMEM: .outOfMemory,
        ENOTDIR: .invalidFile,
    ]
}

/// The operating system's words for an `errno`.
func systemMessage(_ number: Int32) -> String {
    // Unsafe: strerror returns a C string owned by the C library; it is copied at once.
    unsafe String(cString: strerror(number))
}
