internal import Foundation

/// Looks at the database's file before it is mapped: what lies after the end of a file that was cut short cannot be
/// read from a map, it stops the process.
///
/// The layout is that of LMDB 0.9, mdb.c: two pages that each hold, after 16 bytes, `magic u32 ‖ version u32 ‖
/// address u64 ‖ map size u64 ‖ two databases of 48 bytes ‖ last page u64 ‖ transaction u64`, in the machine's byte
/// order. The first database's first 32 bits are the page size. The page with the higher transaction number counts.
enum StorageFile {
    static func path(in directory: String) -> String { directory + "/data.mdb" }

    /// - Throws: `.notALog` when it is no LMDB file; `.damaged` when it ends before its last page.
    static func check(in directory: String) throws(EventLogError) {
        let path = path(in: directory)
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw EventLogError(.permissionDenied, "The log's file \(path) cannot be read by this user.")
        }
        defer { try? file.close() }
        guard let start = try? file.read(upToCount: metaLength), let first = Meta(Array(start)) else {
            throw EventLogError(.notALog, "\(path) is not the file of a log.")
        }
        try? file.seek(toOffset: first.pageSize)
        guard let next = try? file.read(upToCount: metaLength), let second = Meta(Array(next)) else {
            throw .damaged("its file \(path) ends before its second page.")
        }
        // After the page was read: the file only grows, and its pages are written before the one that names them.
        let length = (try? file.seekToEnd()) ?? 0
        let last = first.transaction > second.transaction ? first : second
        let needed = (last.lastPage + 1) * last.pageSize
        guard length >= needed else {
            throw .damaged("its file \(path) has \(length) bytes, but it uses \(needed); it has been cut short.")
        }
    }

    private static let metaLength = 16 + 24 + 2 * 48 + 16

    private struct Meta {
        var pageSize: UInt64
        var lastPage: UInt64
        var transaction: UInt64

        init?(_ bytes: [UInt8]) {
            guard bytes.count == StorageFile.metaLength else { return nil }
            // Unsafe only for types with padding; a byte has none.
            let span = unsafe bytes.span.bytes
            guard (span.littleEndian(at: 16) as UInt32) == 0xBEEF_C0DE else { return nil }
            pageSize = UInt64(span.littleEndian(at: 40) as UInt32)
            lastPage = span.littleEndian(at: 136)
            transaction = span.littleEndian(at: 144)
            guard pageSize >= 512, pageSize <= 65_536, lastPage < 1 << 47 else { return nil }
        }
    }
}
