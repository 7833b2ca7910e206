internal import CLMDB
internal import Glibc

/// When the pages of an environment's file are checked, and what is remembered of it.
///
/// The C library takes a file's structure on trust: a page that is not what it should be ends the program, or is answered
/// from. So all pages are checked, apart from the map, when a file is opened that was not left by an orderly end: after a
/// crash of the machine or a killed process, when it was copied or changed by anybody else. What an orderly end is
/// remembers the file ``Seal``.
enum PageCheck {
    /// Checks all pages of a snapshot.
    ///
    /// - Returns: the pages in use.
    @discardableResult
    static func run(_ native: OpaquePointer, _ path: String, _ operation: String) throws(LMDBError) -> Int {
        // A snapshot's roots are gone two commits later, though its pages stay while it is held.
        for _ in 0..<1_000 {
            if let count = try unsafe checkSnapshot(native, path, operation) { return count }
        }
        throw LMDBError(
            .badTransaction, path: path, operation: operation, detail: "others committed too fast to follow")
    }

    /// - Returns: nil where two commits came between the snapshot and the reading of its roots.
    private static func checkSnapshot(
        _ native: OpaquePointer, _ path: String, _ operation: String
    ) throws(LMDBError) -> Int? {
        var transaction: OpaquePointer?
        // Unsafe in what follows: the C library's calls on a transaction that begins and ends here. Beginning one reads
        // nothing but the meta pages.
        let result = unsafe mdb_txn_begin(native, nil, UInt32(MDB_RDONLY), &transaction)
        guard result == MDB_SUCCESS else { throw LMDBError(native: result, path: path, operation: operation) }
        defer { unsafe mdb_txn_abort(transaction) }
        let descriptor = try unsafe fileDescriptor(native, path)
        let number = unsafe UInt64(mdb_txn_id(transaction))
        let metas = try Meta.read(descriptor, path, operation)
        guard let meta = metas.first(where: { $0.transaction == number }) else { return nil }
        var status = stat()
        // The C library does not write pages at the end that a transaction took and gave back: few.
        guard unsafe fstat(descriptor, &status) == 0,
            meta.lastPage < 2 * UInt64(Int(status.st_size) / meta.pageSize) + 1 << 20
        else {
            throw LMDBError(
                .corrupted, path: path, operation: operation,
                detail: "it has \(status.st_size) bytes, and says that it has \(meta.lastPage + 1) pages")
        }
        var walk = PageWalk(PageFile(descriptor: descriptor, pageSize: meta.pageSize), meta)
        do throws(PageFile.Damage) {
            try walk.walk()
        } catch {
            throw LMDBError(.corrupted, path: path, operation: operation, detail: error.sentence)
        }
        return walk.count
    }

    static func fileDescriptor(_ native: OpaquePointer, _ path: String) throws(LMDBError) -> Int32 {
        var descriptor: Int32 = -1
        // Unsafe: the caller keeps the environment open.
        let result = unsafe mdb_env_get_fd(native, &descriptor)
        guard result == MDB_SUCCESS else {
            throw LMDBError(native: result, path: path, operation: "finding the file's descriptor")
        }
        return descriptor
    }
}

/// The file `seal` beside the data: what the data file was like when a process last ended in order, or had checked all
/// pages. Not evidence, and not needed: where it is missing or says something else, the pages are checked.
///
/// One line: the machine's start, device, inode, length and times of the file, and when all pages were checked last
/// (seconds since 1970).
struct Seal: Equatable {
    private let state: String
    /// When all pages were checked last; 0: never.
    let checkedAt: Int

    /// What is remembered for a directory; nil where nothing is.
    init?(in path: String) {
        guard let text = Self.read(path + "/seal") else { return nil }
        let parts = text.split { $0 == " " || $0 == "\n" }
        guard parts.count == 8, let checkedAt = Int(parts[7]) else { return nil }
        state = parts.dropLast().joined(separator: " ")
        self.checkedAt = checkedAt
    }

    /// The data file of a directory as it is now.
    init?(of path: String, checkedAt: Int) {
        var status = stat()
        // Unsafe: Swift lends the string's bytes to the call.
        guard unsafe stat(path + "/data.mdb", &status) == 0,
            let start = Self.read("/proc/sys/kernel/random/boot_id")?.split(separator: "\n").first
        else { return nil }
        let times = [status.st_mtim, status.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }
        state =
            "\(start) \(status.st_dev) \(status.st_ino) \(status.st_size) \(times[0]) \(times[1]) "
            + "\(status.st_nlink)"
        self.checkedAt = checkedAt
    }

    /// Whether the file is as it was.
    func vouches(for now: Seal) -> Bool { state == now.state }

    /// Whether a check of all pages was within a day.
    static func isRecent(_ checkedAt: Int) -> Bool { abs(Int(time(nil)) - checkedAt) < 86_400 }

    /// Remembers it; where that fails, the pages are checked next time.
    func write(in path: String) {
        let text = "\(state) \(checkedAt)\n"
        // Unsafe: Swift lends the strings' bytes to the calls.
        let descriptor = unsafe open(path + "/seal", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { return }
        let written = unsafe Glibc.write(descriptor, text, text.utf8.count)
        _ = Glibc.close(descriptor)
        if written != text.utf8.count { _ = unsafe unlink(path + "/seal") }
    }

    private static func read(_ path: String) -> String? {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { _ = Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        // Unsafe: the buffer is the array's own, and as long as what is asked for.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, 512) }
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}

extension Environment {
    /// Checks every page, as of now: that it is there, that it is what the page above it says, and that the pages in use
    /// and the free ones are all pages, each once. Any damage to the file's structure is found; a changed byte of a value
    /// is not.
    ///
    /// It costs about a microsecond a page, and memory of a byte a page.
    ///
    /// - Returns: the pages in use.
    /// - Throws: `.corrupted` with the first page that is wrong; `.closed`.
    @discardableResult
    public func verifyPages() throws(LMDBError) -> Int {
        let operation = "verifying the pages"
        return try admitted(operation) { () throws(LMDBError) in
            // Unsafe: the environment is kept open meanwhile.
            try unsafe PageCheck.run(native, path, operation)
        }
    }
}
