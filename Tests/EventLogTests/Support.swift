import Crypto
import EventLog
import Foundation
import MerkleLog
import Testing

/// An entry that does not begin as one.
struct Unreadable: Error { let position: UInt64 }

/// The wire form of a varint.
func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes): (UInt64, [UInt8]) = (value, [])
    while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
    }
    return bytes + [UInt8(rest)]
}

/// The wire form of a field of text or bytes.
func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
}

/// A caller's part: kind, id and a reason of any length.
func part(_ kind: UInt8, _ id: String, _ text: String = "") -> [UInt8] {
    varint(4 << 3) + [kind] + field(5, Array(id.utf8)) + (text.isEmpty ? [] : field(9, Array(text.utf8)))
}

func draft(_ kind: UInt8, _ id: String, _ text: String = "", _ expected: ExpectedVersion = .any) -> Draft {
    Draft(callerPart: part(kind, id, text), expected: expected)
}

extension EventLog {
    @discardableResult
    func append(_ drafts: Draft..., key: String? = nil) async throws(EventLogError) -> AppendAcknowledgement {
        try await append(AppendRequest(drafts: drafts, idempotencyKey: key))
    }

    /// All entries, copied.
    func allEntries() throws -> [LogEntry] {
        try read { snapshot in
            var entries: [LogEntry] = []
            try snapshot.forEachEntry { position, bytes in
                guard let entry = LogEntry(bytes) else { throw Unreadable(position: position) }
                #expect(entry.position == position)
                entries.append(entry)
                return true
            }
            return entries
        }
    }
}

/// The code of the error that `body` throws.
func code<Result>(_ body: () throws -> Result) -> EventLogError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? EventLogError)?.code
    }
}

/// The code of the error that `body` throws.
func asyncCode<Result>(_ body: () async throws -> Result) async -> EventLogError.Code? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? EventLogError)?.code
    }
}

/// RFC 6962, section 2.1, word for word, and without this project's code.
func naiveRoot(_ entries: ArraySlice<[UInt8]>) -> [UInt8] {
    if entries.isEmpty { return Array(SHA256.hash(data: Data())) }
    if entries.count == 1 { return Array(SHA256.hash(data: [0] + entries[entries.startIndex])) }
    var half = 1
    while half * 2 < entries.count { half *= 2 }
    let middle = entries.startIndex + half
    return Array(SHA256.hash(data: [1] + naiveRoot(entries[..<middle]) + naiveRoot(entries[middle...])))
}

/// Checks a whole log against nothing but its entries: density, clock, versions, counts and the root.
func checkWhole(_ log: EventLog) throws -> [LogEntry] {
    let entries = try log.allEntries()
    let head = try log.head()
    #expect(head.position == UInt64(entries.count))
    #expect(entries.map(\.position) == Array(stride(from: 1, through: head.position, by: 1)))
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.recordedAt <= $1.recordedAt })
    #expect(head.recordedAt == entries.last?.recordedAt ?? 0)
    #expect(head.root.bytes == naiveRoot(entries.map(\.bytes)[...]))
    #expect(head.counts.values.reduce(0, +) == head.position)
    return entries
}
