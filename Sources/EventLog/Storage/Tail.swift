internal import Foundation
internal import LMDB
internal import Synchronization

/// What the indexes do not hold yet: kind, id and version of the entries after the last complete block of 4,096
/// positions. A row of `streams` and a bit of `kinds` is stored once its block is complete, so that most commits write to
/// neither.
///
/// Who needs it makes it from the entries, once, which takes about a millisecond, and carries it on.
struct Tail {
    private struct Row {
        var kind: UInt8
        /// The row before of the same stream, counted from 1; 0 where there is none.
        var previous: UInt16
        var version: UInt32
        /// Where the id lies in `ids`.
        var id: Range<UInt32>
    }

    /// The last position that the indexes hold.
    let start: UInt64
    private var rows: [Row] = []
    /// How many of the rows count: a snapshot may be older than what the process has seen.
    private var count = 0
    private var ids: [UInt8] = []
    /// The last row of each stream, counted from 1, where the stream's hash leads or after that; 0 where free.
    private var slots = [UInt16](repeating: 0, count: 2 * Int(KindBlock.positionCount))

    /// - Precondition: `start` is a multiple of 4,096.
    init(after start: UInt64 = 0) {
        precondition(start.isMultiple(of: KindBlock.positionCount))
        self.start = start
    }

    /// The number of entries in the log, those that the indexes hold included.
    var size: UInt64 { start + UInt64(count) }

    /// Whether the block is complete, and its rows are to be stored.
    var isComplete: Bool { count == Int(KindBlock.positionCount) }

    /// Adds the entry at the next position.
    mutating func append(kind: UInt8, id: RawSpan, version: UInt32) {
        precondition(count == rows.count && !isComplete, "only the whole tail is carried on")
        let slot = slot(kind, id)
        let previous = slots[slot]
        var range = UInt32(ids.count)..<UInt32(ids.count + id.byteCount)
        if previous > 0 {
            range = rows[Int(previous) - 1].id
        } else {
            // The pointer is used only inside the closure, while the span is borrowed.
            unsafe id.withUnsafeBytes { unsafe ids.append(contentsOf: $0) }
        }
        rows.append(Row(kind: kind, previous: previous, version: version, id: range))
        count = rows.count
        slots[slot] = UInt16(count)
    }

    /// The tail as it was in a log of `size` entries; nil where its block was not the last one then.
    func asOf(_ size: UInt64) -> Tail? {
        guard size >= start, size <= start + UInt64(rows.count) else { return nil }
        var earlier = self
        earlier.count = Int(size - start)
        return earlier
    }

    /// The last version of a stream; nil where no entry here is of it.
    func lastVersion(_ kind: UInt8, _ id: RawSpan) -> UInt32? { last(kind, id).map { rows[$0].version } }

    /// The versions and positions of a stream's entries here, in their order.
    func versions(_ kind: UInt8, _ id: RawSpan) -> [(version: UInt32, position: UInt64)] {
        var found: [(version: UInt32, position: UInt64)] = []
        var next = last(kind, id)
        while let index = next {
            found.append((rows[index].version, position(index)))
            next = before(index)
        }
        return found.reversed()
    }

    /// The positions of entries of a kind, ascending.
    func positions(ofKind kind: UInt8) -> [UInt64] {
        (0..<count).filter { rows[$0].kind == kind }.map(position)
    }

    /// The kinds of the entries after a position.
    func kinds(after position: UInt64) -> [UInt8] {
        let first = position < start ? 0 : min(Int(position - start), count)
        return rows[first..<count].map(\.kind)
    }

    /// The ids of a kind's streams that begin here, in the order of their bytes.
    func newIDs(ofKind kind: UInt8) -> [[UInt8]] {
        // Every stream has exactly one entry of version 1.
        let new = (0..<count).filter { rows[$0].kind == kind && rows[$0].version == 1 }.map(id)
        return new.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Walks the entries in the order of their positions.
    func forEachEntry(
        _ body: (_ position: UInt64, _ kind: UInt8, _ id: [UInt8], _ version: UInt32) throws -> Void
    ) rethrows {
        for index in 0..<count { try body(position(index), rows[index].kind, id(index), rows[index].version) }
    }

    /// The index of each entry in the order of the rows of `streams`: by kind, id and version.
    private func sorted() -> [Int] {
        let rows = rows
        // Unsafe: the buffer is the array's own while the closure runs, and ranges lie in it.
        return unsafe ids.withUnsafeBytes { ids in
            (0..<count).sorted { left, right in
                let (a, b) = (rows[left], rows[right])
                guard a.kind == b.kind else { return a.kind < b.kind }
                // Entries of one stream share the bytes of its id.
                guard a.id != b.id else { return left < right }
                guard let base = ids.baseAddress else { return false }
                let order = unsafe memcmp(
                    base + Int(a.id.lowerBound), base + Int(b.id.lowerBound), min(a.id.count, b.id.count))
                return order == 0 ? a.id.count < b.id.count : order < 0
            }
        }
    }

    /// The rows of `streams` of a complete block, in the order of their keys.
    func forEachStreamRow(_ body: (_ key: [UInt8], _ position: UInt64) throws -> Void) rethrows {
        var key: [UInt8] = []
        for index in sorted() {
            let row = rows[index]
            key.removeAll(keepingCapacity: true)
            key.append(row.kind)
            key.append(contentsOf: ids[Int(row.id.lowerBound)..<Int(row.id.upperBound)])
            key.append(0)
            Keys.appendVersion(row.version, to: &key)
            try body(key, position(index))
        }
    }

    /// The rows of `kinds` of a complete block, in the order of their keys.
    var kindBlocks: [(kind: UInt8, block: KindBlock)] {
        Set(rows.map(\.kind)).sorted().map { kind in
            var block = KindBlock(KindBlock.block(of: start + 1))
            for index in rows.indices where rows[index].kind == kind { block.insert(position(index)) }
            return (kind, block)
        }
    }

    private func position(_ index: Int) -> UInt64 { start + UInt64(index) + 1 }

    private func id(_ index: Int) -> [UInt8] {
        let range = rows[index].id
        return Array(ids[Int(range.lowerBound)..<Int(range.upperBound)])
    }

    /// The last row of a stream that counts.
    private func last(_ kind: UInt8, _ id: RawSpan) -> Int? {
        var next = slots[slot(kind, id)]
        while Int(next) > count { next = rows[Int(next) - 1].previous }
        return next == 0 ? nil : Int(next) - 1
    }

    private func before(_ index: Int) -> Int? { rows[index].previous == 0 ? nil : Int(rows[index].previous) - 1 }

    /// Where a stream's last row is told, or will be.
    private func slot(_ kind: UInt8, _ id: RawSpan) -> Int {
        var hasher = Hasher()
        hasher.combine(kind)
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe id.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] > 0, !isOf(rows[Int(slots[slot]) - 1], kind, id) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func isOf(_ row: Row, _ kind: UInt8, _ id: RawSpan) -> Bool {
        guard row.kind == kind, row.id.count == id.byteCount else { return false }
        // Unsafe only for types with padding; a byte has none.
        let bytes = unsafe ids.span.bytes
        return bytes.extracting(Int(row.id.lowerBound)..<Int(row.id.upperBound)).elementsEqual(id)
    }
}

extension LogStorage {
    /// The tail in a log of `size` entries: the known one where it still is, else brought up to date from the entries.
    func tail<Source: Transaction & ~Copyable>(
        at size: UInt64, known: Tail = Tail(), _ transaction: borrowing Source
    ) throws -> Tail {
        let start = KindBlock.completeEnd(in: size)
        var tail = known.start == start && known.size <= size ? known : Tail(after: start)
        try carryOn(&tail, to: size, transaction)
        return tail
    }

    /// Adds the entries up to a position to a tail.
    func carryOn<Source: Transaction & ~Copyable>(
        _ tail: inout Tail, to size: UInt64, _ transaction: borrowing Source
    ) throws {
        guard tail.size < size else { return }
        try forEachEntry(tail.size + 1...size, backward: false, transaction) { position, entry in
            guard let header = EntryHeader(entry), header.position == position,
                let envelope = try? Envelope.entry(entry)
            else { throw EventLogError.damaged(position, "the entry at position \(position) does not begin as one.") }
            tail.append(kind: envelope.kind, id: entry.extracting(envelope.id), version: header.version)
            return true
        }
    }
}

/// The tail that the snapshots of a process share: each carries it on to where it stands.
final class TailCache: Sendable {
    private let last = Mutex(Tail())

    /// The tail in a snapshot of `size` entries.
    func tail(at size: UInt64, _ storage: LogStorage, _ transaction: borrowing ReadTransaction) throws -> Tail {
        let known = last.withLock { $0 }
        if let tail = known.asOf(size) { return tail }
        let tail = try storage.tail(at: size, known: known, transaction)
        last.withLock { if $0.size < tail.size { $0 = tail } }
        return tail
    }
}
