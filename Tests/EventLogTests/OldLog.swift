import Foundation
import LMDB

/// Turns a closed log into one of an older format, with the rows that a log of that format had. Written from their
/// descriptions, without the log's own code.
struct OldLog {
    private let environment: Environment

    /// - Parameter format: 1 or 2.
    static func write(format: UInt8, in directory: String) throws {
        let environment = try Environment(path: directory)
        defer { environment.close() }
        try environment.write { try OldLog(environment: environment).write(format, &$0) }
    }

    private func write(_ format: UInt8, _ transaction: inout WriteTransaction) throws {
        let entries = try entries(&transaction)
        try writeStreams(entries, &transaction)
        if format == 1 {
            try writeTimes(entries, &transaction)
            try writeKinds(entries, &transaction)
        }
        let home = format == 1 ? try transaction.openDatabase("meta") : environment.main
        for (name, old) in [("end", "head"), ("log", "log")] {
            let key = Array(name.utf8)
            var row: [UInt8] = []
            if let stored = try transaction.get(environment.main, key: key) { row = bytes(stored) }
            if name == "log" { row.replaceSubrange(0..<4, with: [0, 0, 0, format]) }
            try transaction.delete(environment.main, key: key)
            try transaction.put(home, key: Array(old.utf8), value: row)
        }
    }

    private func entries(_ transaction: inout WriteTransaction) throws -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var position: UInt64 = 1
        let database = try transaction.openDatabase("entries")
        while let entry = try transaction.get(database, key: position) {
            entries.append(bytes(entry))
            position += 1
        }
        return entries
    }

    /// Kind ‖ id ‖ 00 ‖ version → position, of every entry.
    private func writeStreams(_ entries: [[UInt8]], _ transaction: inout WriteTransaction) throws {
        let streams = try transaction.openDatabase("streams")
        for (index, entry) in entries.enumerated() {
            // The tests' drafts begin with fields 4 and 5, and their ids are shorter than 128 bytes.
            let id = entry[27..<27 + Int(entry[26])]
            try transaction.put(
                streams, key: [entry[24]] + id + [0] + entry[19..<23].reversed(), value: number(index + 1))
        }
    }

    /// Recorded at → the first position recorded then.
    private func writeTimes(_ entries: [[UInt8]], _ transaction: inout WriteTransaction) throws {
        let times = try transaction.openDatabase("times")
        var last: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            let recordedAt = Array(entry[10..<18].reversed())
            if recordedAt != last { try transaction.put(times, key: recordedAt, value: number(index + 1)) }
            last = recordedAt
        }
    }

    /// Kind ‖ block → a bit for each position, the last block's included.
    private func writeKinds(_ entries: [[UInt8]], _ transaction: inout WriteTransaction) throws {
        let kinds = try transaction.openDatabase("kinds")
        var rows: [[UInt8]: [UInt8]] = [:]
        for (index, entry) in entries.enumerated() {
            // The tests' drafts begin with field 4.
            let key = [entry[24]] + number(index / 4096)
            rows[key, default: [UInt8](repeating: 0, count: 512)][index % 4096 / 8] |= 1 << UInt8(index % 8)
        }
        for (key, row) in rows { try transaction.put(kinds, key: key, value: row) }
    }

    private func number(_ value: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) } }

    private func bytes(_ span: RawSpan) -> [UInt8] { span.withUnsafeBytes { Array($0) } }
}
