internal import LMDB

extension EventLog {
    /// Appends the request's events at the next positions, all of them or none, and returns once they are on disk.
    ///
    /// Requests that arrive while others are being written share the next commit; one that is refused does not
    /// disturb the others. Order: a request that is handed in after another's acknowledgement gets higher positions.
    /// A task that is cancelled while it waits still gets its acknowledgement: what is handed in is appended.
    ///
    /// - Returns: positions, versions and leaf hashes; the first ones again for a repeated idempotency key.
    /// - Throws: `.conflict` when a stream is not as expected; `.keyReused`; `.entryTooLarge`, `.malformedDraft` and
    ///   `.malformedRequest`; `.readOnly`, `.closed`; `.diskFull`, `.damaged`, `.io`. After `.io` or `.diskFull`,
    ///   repeat the request with its idempotency key to learn whether it was appended.
    @discardableResult
    public func append(_ request: AppendRequest) async throws(EventLogError) -> AppendAcknowledgement {
        let writer = try appending
        let prepared = try PreparedRequest(request)
        return try await writer.append(prepared).get()
    }

    /// Appends the drafts of a long request at the next positions, all of them or none, and returns once they are on disk.
    /// Nobody else appends meanwhile.
    ///
    /// - Throws: as for any request; also `.malformedRequest` where it gives another number of drafts than it says, and what
    ///   reading them throws, as `.io`.
    @discardableResult
    public func append(_ request: LongRequest) async throws(EventLogError) -> LongAcknowledgement {
        return try await appending.append(request).get()
    }

    /// Stores the text of a signed checkpoint of this log's tree. Storing the same text again does nothing.
    ///
    /// - Parameter size: the checkpoint's tree size, at most the log's.
    /// - Throws: `.checkpointExists` when another text is stored for that size; `.outOfRange`, `.readOnly`, `.closed`,
    ///   `.diskFull`, `.io`.
    public func storeCheckpoint(_ note: String, size: UInt64) async throws(EventLogError) {
        guard let writer else { throw .readOnly }
        let storage = storage
        try await writer.perform { transaction in
            let end = try storage.end(transaction)
            try storage.store(note, size: size, ofLog: end.size, &transaction)
        }.get()
    }
}

extension LogStorage {
    /// Stores a checkpoint of a log that has `end` entries. Storing the same text again does nothing.
    func store(_ note: String, size: UInt64, ofLog end: UInt64, _ transaction: inout WriteTransaction) throws {
        let text = Array(note.utf8)
        guard size <= end else {
            throw EventLogError(
                .outOfRange, "A checkpoint of size \(size) cannot be stored: the log has \(end) entries.")
        }
        if let stored = try transaction.get(checkpoints, key: size)?.copied {
            guard stored == text else {
                throw EventLogError(
                    .checkpointExists(size: size),
                    "Another checkpoint of size \(size) is stored; a stored checkpoint is never replaced.")
            }
            return
        }
        try transaction.put(checkpoints, key: size, value: text, flags: .noOverwrite)
    }
}
