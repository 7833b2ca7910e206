internal import LMDB

/// Reads every entry up to a head and checks what is not the tree's: their form and order, and the indexes.
///
/// Rows of events after the head are those of appends since, and are left out.
struct IndexAudit {
    struct Counts {
        var streams: UInt64 = 0
        var keys: UInt64 = 0
    }

    let head: Head
    let key = RowSum.Key()
    private(set) var counts = Counts()
    private var byKind = [UInt64](repeating: 0, count: 256)
    private var order = EntryOrder()
    /// What the entries say that the indexes should hold.
    private var streams = RowSum()
    private var requests: RequestAudit

    init(through head: Head) {
        self.head = head
        requests = RequestAudit(key)
    }

    /// - Throws: ``AuditFinding``, the first; `LMDBError`.
    mutating func run(_ snapshot: borrowing LogSnapshot) throws {
        var kinds = KindAudit(through: head.position)
        let indexedEnd = KindBlock.completeEnd(in: snapshot.head.position)
        var entries = try snapshot.transaction.cursor(snapshot.storage.entries)
        var position: UInt64 = 0
        while position < head.position, try entries.next() {
            position += 1
            guard entries.key.byteCount == 8, entries.key.bigEndian(at: 0) == position else {
                throw AuditFinding(.positions, position, "The event at position \(position) is missing.")
            }
            let entry = entries.value
            let (header, envelope) = try order.read(entry)
            byKind[Int(envelope.kind)] += 1
            try kinds.add(position, envelope.kind, snapshot)
            let version = UInt64(envelope.kind) << 32 | UInt64(header.version)
            if position <= indexedEnd {
                streams.add(key, entry.extracting(envelope.id), version, position, RawSpan())
            }
            try requests.add(entry, envelope, at: position)
        }
        guard position == head.position else {
            throw AuditFinding(.positions, position + 1, "The event at position \(position + 1) is missing.")
        }
        try kinds.finish(snapshot)
        try requests.finish()
        try checkHead()
        counts.streams = try snapshot.auditStreams(streams, key, head.position)
        counts.keys = try snapshot.auditKeys(requests.sum, key, head.position)
    }

    private func checkHead() throws {
        guard order.recordedAt == head.recordedAt else {
            throw AuditFinding(
                .head, nil,
                "The head says that the last event was recorded at \(head.recordedAt); it says \(order.recordedAt).")
        }
        for kind in byKind.indices where byKind[kind] != head.counts[UInt8(kind)] ?? 0 {
            throw AuditFinding(
                .head, nil,
                "The head counts \(head.counts[UInt8(kind)] ?? 0) events of kind \(kind); there are \(byKind[kind]).")
        }
    }
}

/// Whether a position is one of those appended between the head that is audited and the snapshot that is read.
func isLater(_ position: UInt64, _ last: UInt64, _ end: UInt64) -> Bool {
    position > last && position <= end
}
