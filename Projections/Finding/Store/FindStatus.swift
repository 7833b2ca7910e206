package import EventLog
internal import Files
internal import Foundation
internal import GRDB
package import MerkleLog

/// How the store stands.
package struct FindStatus: Hashable, Sendable {
    /// The last position that it has taken in.
    package var position: UInt64
    /// The root of the log's tree there, as the store has it; nil: it has taken nothing in.
    package var root: TreeHash?
    /// Events by the number of their kind.
    package var seen: [UInt8: UInt64]
    /// Events that could not be taken in.
    package var parked: [FoundRecords.Parked]
    /// Rows: for each record those states that stood at different times.
    package var rows: Int
    /// Bytes on disk.
    package var byteCount: Int
}

extension FindStore {
    /// Of the stored form of its rows.
    package static let version = FindSchema.format

    /// - Throws: ``FindError``.
    package func status() throws -> FindStatus {
        try FindError.translating(path) {
            try queue.read { db in
                var seen: [UInt8: UInt64] = [:]
                for row in try Row.fetchAll(db, sql: "SELECT kind, events FROM seen") {
                    seen[UInt8(truncatingIfNeeded: row[0] as Int64)] = UInt64(row[1] as Int64)
                }
                let parked = try Row.fetchAll(db, sql: "SELECT position, error FROM parked ORDER BY position").map {
                    FoundRecords.Parked(position: UInt64($0[0] as Int64), error: $0[1])
                }
                let progress = try FindProgress.read(db)
                return FindStatus(
                    position: progress.position, root: progress.root, seen: seen, parked: parked,
                    rows: try Int.fetchOne(db, sql: "SELECT coalesce(max(row), 0) FROM record") ?? 0,
                    byteCount: Self.byteCount(path))
            }
        }
    }

    private static func byteCount(_ path: String) -> Int {
        ["", "-wal"].reduce(0) { sum, end in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + end)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    /// How the store of a folder of views stands, as it lies; nil where there is none, or it cannot be read.
    package static func status(in directory: String, log: EventLog) -> FindStatus? {
        guard let store = try? FindStore(in: directory, log: log, access: .readOnly) else { return nil }
        defer { store.close() }
        return try? store.status()
    }

    /// The process that keeps the store of a folder of views; nil where none does.
    package static func keeper(in directory: String) -> Int32? {
        let lock = FindKeeper.lockPath(in: directory)
        return FileLock.isHeld(lock) ? FileLock.holder(of: lock) : nil
    }
}
