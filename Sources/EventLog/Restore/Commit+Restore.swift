internal import LMDB

extension Commit {
    /// Writes an entry as another log stored it, with every row that the other log wrote for it.
    ///
    /// - Throws: damage where it is not the entry that belongs at the next position.
    mutating func restore(
        _ entry: [UInt8], _ requests: inout RequestFollower, _ transaction: inout WriteTransaction
    ) throws {
        let (header, envelope, row) = try read(entry, &requests)
        try checkVersion(header, entry[envelope.id], envelope.kind, transaction)
        head.recordedAt = header.recordedAt
        _ = try put(entry, kind: envelope.kind, id: envelope.id, version: header.version, &transaction)
        if let row { try put(row.record, key: row.key, &transaction) }
    }

    private func read(
        _ entry: [UInt8], _ requests: inout RequestFollower
    ) throws -> (EntryHeader, Envelope, RequestFollower.Row?) {
        var order = EntryOrder(after: head.size, recordedAt: head.recordedAt)
        // Unsafe only for types with padding; a byte has none.
        let bytes = unsafe entry.span.bytes
        do throws(AuditFinding) {
            let (header, envelope) = try order.read(bytes)
            return (header, envelope, try requests.add(bytes, envelope, at: header.position))
        } catch {
            throw EventLogError.damaged(error.position, error.description)
        }
    }

    /// The version before must be there; that this one is not there yet, the index itself sees to.
    private func checkVersion(
        _ header: EntryHeader, _ id: ArraySlice<UInt8>, _ kind: UInt8, _ transaction: borrowing WriteTransaction
    ) throws {
        var key = [kind] + id + [0]
        Keys.appendVersion(header.version &- 1, to: &key)
        let hasEarlier = header.version > 1 ? try transaction.get(storage.streams, key: key) != nil : true
        guard header.version > 0, hasEarlier else {
            throw EventLogError.damaged(
                header.position,
                "the entry at position \(header.position) is version \(header.version) of its record, and there is "
                    + "none before it.")
        }
    }
}
