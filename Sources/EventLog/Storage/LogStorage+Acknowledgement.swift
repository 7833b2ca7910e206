internal import LMDB
internal import MerkleLog

extension LogStorage {
    func idempotencyRecord<Source: Transaction & ~Copyable>(
        _ key: [UInt8], _ transaction: borrowing Source
    ) throws -> IdempotencyRecord? {
        guard let row = try transaction.get(idempotency, key: key) else { return nil }
        guard let record = IdempotencyRecord(row) else {
            throw EventLogError.damaged(
                "the row of the idempotency key “\(String(decoding: key, as: UTF8.self))” is not readable.")
        }
        return record
    }

    /// The acknowledgement of a request that was appended before, from the entries themselves.
    func acknowledgement<Source: Transaction & ~Copyable>(
        of record: IdempotencyRecord, _ transaction: borrowing Source
    ) throws -> AppendAcknowledgement {
        var versions: [UInt32] = []
        var hashes: [TreeHash] = []
        var recordedAt: UInt64 = 0
        let last = record.firstPosition + UInt64(record.count) - 1
        try forEachEntry(record.firstPosition...last, backward: false, transaction) { position, entry in
            guard let header = EntryHeader(entry), header.position == position else {
                throw EventLogError.damaged(position, "the entry at position \(position) does not begin as one.")
            }
            versions.append(header.version)
            hashes.append(.leaf(entry))
            recordedAt = header.recordedAt
            return true
        }
        return AppendAcknowledgement(
            firstPosition: record.firstPosition, versions: versions, leafHashes: hashes, recordedAt: recordedAt,
            isRepeat: true)
    }
}
