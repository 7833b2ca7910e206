import CLMDB
import Crypto
import Foundation

/// The floor: what a plain loop straight on liblmdb does with the same bytes, without streams, keys, indexes or tree.
///
/// The only code outside of `Sources/LMDB` that calls the library: it measures what that module costs.
final class FloorLog {
    private var environment: OpaquePointer?
    private var entries: MDB_dbi = 0
    private var position: UInt64 = 0

    /// Opens or makes an environment with one database, `entries`: position u64be → entry.
    ///
    /// - Parameter synced: LMDB's default sync at every commit; never false for what is measured as an append.
    init(at path: String, synced: Bool = true) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try check(mdb_env_create(&environment))
        try check(mdb_env_set_mapsize(environment, 64 << 30))
        try check(mdb_env_set_maxdbs(environment, 16))
        try check(mdb_env_open(environment, path, synced ? 0 : UInt32(MDB_NOSYNC), 0o644))
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        try check(mdb_dbi_open(transaction, "entries", UInt32(MDB_CREATE), &entries))
        var statistics = MDB_stat()
        try check(mdb_stat(transaction, entries, &statistics))
        position = UInt64(statistics.ms_entries)
        try check(mdb_txn_commit(transaction))
    }

    deinit { mdb_env_close(environment) }

    /// Appends entries in one transaction.
    func append(_ batch: ArraySlice<[UInt8]>) throws {
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        for entry in batch {
            position += 1
            var number = position.bigEndian
            try withUnsafeMutableBytes(of: &number) { number in
                try entry.withUnsafeBytes { bytes in
                    var key = MDB_val(mv_size: number.count, mv_data: number.baseAddress)
                    var value = MDB_val(
                        mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
                    try check(mdb_put(transaction, entries, &key, &value, UInt32(MDB_APPEND)))
                }
            }
        }
        try check(mdb_txn_commit(transaction))
    }

    /// Reads every entry through a cursor and hashes each once.
    ///
    /// - Returns: how many there are, and how many bytes.
    func scanAndHash() throws -> (entries: Int, bytes: Int) {
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
        defer { mdb_txn_abort(transaction) }
        var cursor: OpaquePointer?
        try check(mdb_cursor_open(transaction, entries, &cursor))
        defer { mdb_cursor_close(cursor) }
        var (key, value) = (MDB_val(), MDB_val())
        var (count, bytes) = (0, 0)
        var kept: UInt8 = 0
        while mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0 {
            let entry = UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
            var hasher = SHA256()
            hasher.update(bufferPointer: entry)
            hasher.finalize().withUnsafeBytes { kept ^= $0[0] }
            count += 1
            bytes += entry.count
        }
        // What is computed is used, so that the loop cannot be left out.
        withExtendedLifetime(kept) {}
        return (count, bytes)
    }

    private func check(_ code: Int32) throws {
        guard code == 0 else { throw FloorError(reason: String(cString: mdb_strerror(code))) }
    }
}

/// Why the floor could not be measured.
struct FloorError: Error, CustomStringConvertible {
    let reason: String

    var description: String { "The floor could not be measured: \(reason)." }
}
