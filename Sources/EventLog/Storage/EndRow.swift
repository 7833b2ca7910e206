internal import MerkleLog

/// The row `end`, which says where the log ends: `size u64 ‖ root 32 ‖ recorded-at u64 ‖ n u8 ‖ n × (kind u8 ‖ count u64)`, kinds ascending.
struct EndRow: Equatable {
    var size: UInt64 = 0
    var root: TreeHash = .empty
    var recordedAt: UInt64 = 0
    /// Entries by kind; the index is the kind.
    var counts = [UInt64](repeating: 0, count: 256)

    init() {}

    /// Nil when the row is not of that form, or its counts do not add up to its size.
    init?(_ row: RawSpan) {
        guard row.byteCount >= 49, row.byteCount == 49 + 9 * Int(row.byte(at: 48)),
            let root = TreeHash(row.extracting(8..<40))
        else { return nil }
        size = row.bigEndian(at: 0)
        self.root = root
        recordedAt = row.bigEndian(at: 40)
        var total: UInt64 = 0
        for offset in stride(from: 49, to: row.byteCount, by: 9) {
            let count: UInt64 = row.bigEndian(at: offset + 1)
            counts[Int(row.byte(at: offset))] = count
            total &+= count
        }
        guard total == size else { return nil }
    }

    var bytes: [UInt8] {
        let kinds = counts.indices.filter { counts[$0] > 0 }
        var row: [UInt8] = []
        row.reserveCapacity(49 + 9 * kinds.count)
        appendBigEndian(size, to: &row)
        root.append(to: &row)
        appendBigEndian(recordedAt, to: &row)
        row.append(UInt8(kinds.count))
        for kind in kinds {
            row.append(UInt8(kind))
            appendBigEndian(counts[kind], to: &row)
        }
        return row
    }

    var head: Head {
        var byKind: [UInt8: UInt64] = [:]
        for kind in counts.indices where counts[kind] > 0 { byKind[UInt8(kind)] = counts[kind] }
        return Head(position: size, root: root, recordedAt: recordedAt, counts: byKind)
    }
}
