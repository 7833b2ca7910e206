internal import Glibc

/// What a file says of one tree (mdb.c, "MDB_db").
struct TreeRecord: Equatable {
    static let byteCount = 48

    let pad: UInt32
    let flags: UInt16
    let depth: UInt16
    let branchPages: UInt64
    let leafPages: UInt64
    let overflowPages: UInt64
    let entries: UInt64
    let root: UInt64

    init(_ page: Page, at offset: Int) {
        pad = page.number(at: offset, as: UInt32.self)
        flags = page.number(at: offset + 4, as: UInt16.self)
        depth = page.number(at: offset + 6, as: UInt16.self)
        branchPages = page.number(at: offset + 8, as: UInt64.self)
        leafPages = page.number(at: offset + 16, as: UInt64.self)
        overflowPages = page.number(at: offset + 24, as: UInt64.self)
        entries = page.number(at: offset + 32, as: UInt64.self)
        root = page.number(at: offset + 40, as: UInt64.self)
    }
}

/// One of the two pages that begin a file. Each commit writes the older one; the one with the higher transaction counts.
struct Meta {
    /// How long the part is that means something.
    static let byteCount = 152
    /// The free pages' tree has numbers as keys; the others' are compared byte by byte.
    static let freeFlags: UInt16 = 0x08

    let pageSize: Int
    let free: TreeRecord
    let main: TreeRecord
    let lastPage: UInt64
    let transaction: UInt64

    /// Nil where it is none of LMDB 0.9, or says what that never says.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.byteCount else { return nil }
        let page = Page(bytes: bytes)
        free = TreeRecord(page, at: 40)
        main = TreeRecord(page, at: 88)
        lastPage = page.number(at: 136, as: UInt64.self)
        transaction = page.number(at: 144, as: UInt64.self)
        pageSize = Int(free.pad)
        guard page.flags == 0x08, page.number(at: 16, as: UInt32.self) == 0xBEEF_C0DE,
            page.number(at: 20, as: UInt32.self) == 1, (512...65_536).contains(pageSize),
            pageSize & (pageSize - 1) == 0, free.flags == Self.freeFlags, main.flags == 0, lastPage >= 1,
            lastPage < 1 << 40
        else { return nil }
    }

    /// Reads both.
    ///
    /// - Throws: `.invalidFile` when it is no LMDB file; `.corrupted` when one of its first two pages is not as it was
    ///   written.
    static func read(_ descriptor: Int32, _ path: String, _ operation: String) throws(LMDBError) -> [Meta] {
        for _ in 0..<100 {
            let metas = try readOnce(descriptor, path, operation)
            // Commits take turns at the two pages; others may have committed between the two readings.
            let (first, second) = (metas[0].transaction, metas[1].transaction)
            let isTurn =
                first.isMultiple(of: 2) && !second.isMultiple(of: 2) && (first == second + 1 || second == first + 1)
            if isTurn || (first == 0 && second == 0) { return metas }
        }
        throw damage("the first two pages are not of successive commits", path, operation)
    }

    private static func readOnce(
        _ descriptor: Int32, _ path: String, _ operation: String
    ) throws(LMDBError) -> [Meta] {
        let start = bytes(descriptor, at: 0)
        // Anything else at its place: another file. A magic number that is right says that it was one.
        let isEnvironment = start.count >= 24 && start[16..<20].elementsEqual([0xDE, 0xC0, 0xEF, 0xBE])
        guard let first = Meta(start) else {
            // The second page may still say what the file is: pages of the machine's own size are the rule.
            let second = Meta(bytes(descriptor, at: Int(sysconf(Int32(_SC_PAGESIZE)))))
            guard isEnvironment || second != nil else {
                throw LMDBError(.invalidFile, path: path, operation: operation)
            }
            throw damage("page 0 is not as it was written", path, operation)
        }
        guard let second = Meta(bytes(descriptor, at: first.pageSize)), second.pageSize == first.pageSize else {
            throw damage("page 1 is not as it was written", path, operation)
        }
        return [first, second]
    }

    private static func damage(_ sentence: String, _ path: String, _ operation: String) -> LMDBError {
        LMDBError(.corrupted, path: path, operation: operation, detail: sentence)
    }

    private static func bytes(_ descriptor: Int32, at offset: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        // Unsafe: the buffer is the array's own, and as long as what is asked for.
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, byteCount, off_t(offset))
        }
        return Array(bytes.prefix(max(0, count)))
    }
}
