internal import Crypto
internal import EventLog
internal import Forms
internal import Foundation
internal import GRDB

/// What comparing a store with one that was built anew has found.
package struct FindComparison: Hashable, Sendable {
    /// The position at which both were compared.
    package var position: UInt64
    /// A sentence for each row that differs; the first hundred.
    package var differences: [String]
    package var differenceCount: Int
    /// SHA-256 of all rows, in lower-case hexadecimal.
    package var digestLive: String
    package var digestReplayed: String
}

extension FindStore {
    /// Builds the store anew from the log, in a folder of its own, and holds every row of it against this one's.
    ///
    /// - Parameters:
    ///   - scratch: where it is built.
    ///   - progress: is called after each commit with the position.
    /// - Throws: ``FindError``, `EventLogError`.
    package func compared(in scratch: String, progress: ((UInt64) -> Void)? = nil) throws -> FindComparison {
        let fresh = try FindStore(in: scratch, log: log, access: .scratch)
        defer { fresh.close() }
        let position = try self.position()
        try fresh.catchUp(through: position) { reached, _ in progress?(reached) }
        return try FindError.translating(path) {
            // Not as a reader: what lists the words is a table of the connection's own.
            try queue.writeWithoutTransaction { live in
                try fresh.queue.writeWithoutTransaction { replayed in
                    for db in [live, replayed] { try db.execute(sql: FindSchema.occurrences + "; BEGIN") }
                    defer {
                        for db in [live, replayed] { try? db.execute(sql: "ROLLBACK; DROP TABLE temp.occurrence") }
                    }
                    guard try FindProgress.read(live).position == position else {
                        throw FindError(
                            .unusable, "The finder's store was carried on while it was compared; ask again.")
                    }
                    return try Self.compare(live, replayed, at: position)
                }
            }
        }
    }

    private static func compare(
        _ live: Database, _ replayed: Database, at position: UInt64
    ) throws -> FindComparison {
        var result = FindComparison(
            position: position, differences: [], differenceCount: 0, digestLive: "", digestReplayed: "")
        var (digestLive, digestReplayed) = (RowDigest(), RowDigest())
        for (table, order) in FindSchema.compared {
            let sql = "SELECT * FROM \(table) ORDER BY \(order)"
            let (left, right) = (try Row.fetchCursor(live, sql: sql), try Row.fetchCursor(replayed, sql: sql))
            var number = 0
            while true {
                let (mine, other) = (try left.next().map(text), try right.next().map(text))
                if mine == nil, other == nil { break }
                number += 1
                if let mine { digestLive.add(table, mine) }
                if let other { digestReplayed.add(table, other) }
                if mine == other { continue }
                result.differenceCount += 1
                if result.differences.count < 100 {
                    result.differences.append(
                        "\(table), row \(number): \(mine ?? "none") is stored, and the log says \(other ?? "none")")
                }
            }
        }
        (result.digestLive, result.digestReplayed) = (digestLive.hexadecimal, digestReplayed.hexadecimal)
        return result
    }

    /// A row as one line.
    private static func text(_ row: Row) -> String {
        row.map { _, value in value.isNull ? "" : value.description }.joined(separator: " | ")
    }
}

/// A digest of rows as they come.
struct RowDigest {
    private var hash = SHA256()

    mutating func add(_ table: String, _ row: String) {
        hash.update(data: Data("\(table)\u{1F}\(row)\n".utf8))
    }

    var hexadecimal: String { Hex.encode(Array(hash.finalize())) }
}
