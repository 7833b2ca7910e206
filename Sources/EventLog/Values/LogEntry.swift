/// A stored entry, copied out of the log.
public struct LogEntry: Hashable, Sendable {
    /// Its place in the log.
    public let position: UInt64
    /// When it was recorded, in microseconds since 1970-01-01T00:00:00Z.
    public let recordedAt: UInt64
    /// Its place in its stream, from 1.
    public let version: UInt32
    /// The bytes as stored: what is hashed.
    public let bytes: [UInt8]

    /// Reads what the log wrote at the start of an entry; nil when the bytes do not begin as one.
    public init?(_ bytes: RawSpan) {
        guard let header = EntryHeader(bytes) else { return nil }
        position = header.position
        recordedAt = header.recordedAt
        version = header.version
        self.bytes = bytes.copied
    }
}
