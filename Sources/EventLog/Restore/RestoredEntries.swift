internal import LMDB

extension Commit {
    /// Writes an entry as another log stored it, with every row that the other log wrote for it.
    ///
    /// - Throws: damage where it is not the entry that belongs at the next position.
    mutating func restore(
        _ entry: [UInt8], _ requests: inout RequestFollower, _ transaction: inout WriteTransaction
    ) throws {
        let (header, envelope, row) = try read(entry, &requests)
        // Unsafe only for types with padding; a byte has none.
        let id = unsafe entry.span.bytes.extracting(envelope.id)
        var last = tail.lastVersion(envelope.kind, id)
        if last == nil {
            var stored = try StreamCursor(storage, transaction)
            last = try stored.lastVersion(envelope.kind, id, through: tail.start)
        }
        guard let last, last < .max, header.version == last + 1 else {
            throw EventLogError.damaged(
                header.position,
                "the entry at position \(header.position) is version \(header.version) of its record, and the one before "
                    + "it is version \(last ?? 0).")
        }
        try append(entry, header, envelope, &transaction)
        if let row { try put(row.record, key: row.key, &transaction) }
    }

    private func read(
        _ entry: [UInt8], _ requests: inout RequestFollower
    ) throws -> (EntryHeader, Envelope, RequestFollower.Row?) {
        var order = EntryOrder(after: end.size, recordedAt: end.recordedAt)
        // Unsafe only for types with padding; a byte has none.
        let bytes = unsafe entry.span.bytes
        do throws(AuditFinding) {
            let (header, envelope) = try order.read(bytes)
            return (header, envelope, try requests.add(bytes, envelope, at: header.position))
        } catch {
            throw EventLogError.damaged(error.position, error.description)
        }
    }
}
