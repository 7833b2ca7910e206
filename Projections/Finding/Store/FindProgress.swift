internal import EventLog
internal import Foundation
internal import GRDB
internal import MerkleLog

/// How far the store has come, and on which log.
enum FindProgress: Equatable {
    case none
    case otherFormat
    case at(position: UInt64, root: [UInt8], log: [UInt8])

    var isStated: Bool { self != .none }

    var position: UInt64 {
        if case .at(let position, _, _) = self { position } else { 0 }
    }

    var root: TreeHash? {
        guard case .at(_, let root, _) = self else { return nil }
        return TreeHash(root)
    }

    /// - Throws: `DatabaseError` where the row is not as this program writes it.
    static func read(_ db: Database) throws -> FindProgress {
        guard try db.tableExists("progress") else { return .none }
        guard let format = try Int.fetchOne(db, sql: "SELECT format FROM progress") else { return .none }
        guard format == FindSchema.format else { return .otherFormat }
        guard let row = try Row.fetchOne(db, sql: "SELECT position, root, log FROM progress"),
            let position = Int64.fromDatabaseValue(row[0]), position >= 0,
            let root = Data.fromDatabaseValue(row[1]), let log = Data.fromDatabaseValue(row[2])
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "its progress cannot be read") }
        return .at(position: UInt64(position), root: Array(root), log: Array(log))
    }

    static func store(position: UInt64, root: TreeHash, log: LogID, _ db: Database) throws {
        var bytes: [UInt8] = []
        root.append(to: &bytes)
        try db.execute(
            sql: "INSERT OR REPLACE INTO progress (one, format, log, position, root) VALUES (1, ?, ?, ?, ?)",
            arguments: [FindSchema.format, Data(log.bytes), Int64(position), Data(bytes)])
    }

    /// Why a store that has come so far must not answer for a log; nil where it may.
    func disagreement(with snapshot: borrowing LogSnapshot) throws -> FindStore.Rebuild? {
        guard case .at(let position, let root, let log) = self else {
            return self == .none ? .damaged : .anotherFormat
        }
        guard log == snapshot.logID.bytes else { return .anotherLog }
        guard position <= snapshot.head.position else { return .logCutBack }
        var bytes: [UInt8] = []
        try snapshot.root(at: position).append(to: &bytes)
        return bytes == root ? nil : .anotherHistory
    }
}
