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
        try checkVersion(header, id, envelope.kind, transaction)
        head.recordedAt = header.recordedAt
        batch.append(entry, kind: envelope.kind, id: envelope.id, version: header.version)
        try added(envelope.kind, &transaction)
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
        _ header: EntryHeader, _ id: RawSpan, _ kind: UInt8, _ transaction: borrowing WriteTransaction
    ) throws {
        guard header.version > 0, try header.version == 1 || has(header.version - 1, of: id, kind, transaction) else {
            throw EventLogError.damaged(
                header.position,
                "the entry at position \(header.position) is version \(header.version) of its record, and there is "
                    + "none before it.")
        }
    }

    private func has(
        _ version: UInt32, of id: RawSpan, _ kind: UInt8, _ transaction: borrowing WriteTransaction
    ) throws -> Bool {
        if batch.contains(id, kind: kind, version: version) { return true }
        if end.streams.rows.contains(where: { $0.version == version && $0.isOf(kind, id) }) { return true }
        var key: [UInt8] = []
        Keys.setStreamPrefix(kind: kind, id: id, &key)
        Keys.appendVersion(version, to: &key)
        return try transaction.get(storage.streams, key: key) != nil
    }
}
