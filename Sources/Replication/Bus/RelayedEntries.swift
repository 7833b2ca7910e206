internal import EventLog

/// An entry of a log as it is put on a message bus.
struct RelayedEntry {
    var position: UInt64
    var bytes: [UInt8]
    /// Of the checkpoint that ends here.
    var note: String?
}

extension EventLog {
    /// A batch ends once it has so many entries, or so many bytes of them: no snapshot is held while the network is waited for,
    /// and no more than a batch is in memory, however long the log is.
    static let (relayedCount, relayedBytes) = (4_096, 4 << 20)

    /// The next entries of the log, one after the other, in one snapshot: at least one where there is one.
    ///
    /// - Throws: what the log throws.
    func relayed(
        from first: UInt64, through last: UInt64, count: Int = relayedCount, bytes most: Int = relayedBytes
    ) throws -> [RelayedEntry] {
        var entries: [RelayedEntry] = []
        var size = 0
        try read { snapshot in
            try snapshot.forEachEntry(from: first, through: last) { position, span in
                // The bytes are copied at once; nothing of the span outlives this call.
                let bytes = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
                entries.append(RelayedEntry(position: position, bytes: bytes))
                size += span.byteCount
                return size < most && entries.count < count
            }
            for index in entries.indices {
                entries[index].note = try snapshot.checkpoint(at: entries[index].position)
            }
        }
        return entries
    }
}
