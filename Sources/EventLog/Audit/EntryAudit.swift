/// Checks entries that come from outside a log, one after another from position 1 on: each begins and is formed as the
/// log writes it, positions have no gaps, recorded-at never decreases, and the requests that carried an idempotency key
/// are whole.
public struct EntryAudit {
    private var order = EntryOrder()
    private var requests = RequestFollower()

    public init() {}

    /// The number of entries so far.
    public var position: UInt64 { order.position }

    /// - Throws: the first finding.
    public mutating func add(_ entry: RawSpan) throws(AuditFinding) {
        let (header, envelope) = try order.read(entry)
        _ = try requests.add(entry, envelope, at: header.position)
    }

    /// To be called after the last entry.
    ///
    /// - Throws: the finding that the last request is cut short.
    public func finish() throws(AuditFinding) {
        try requests.finish()
    }
}

/// The form of each entry, and the order of positions and times.
struct EntryOrder {
    private(set) var position: UInt64
    private(set) var recordedAt: UInt64

    /// - Parameters:
    ///   - position: of the last entry; 0: none has been read.
    ///   - recordedAt: when it was recorded.
    init(after position: UInt64 = 0, recordedAt: UInt64 = 0) {
        self.position = position
        self.recordedAt = recordedAt
    }

    /// Reads the entry that should be at the next position.
    ///
    /// - Throws: ``AuditFinding``.
    @inline(__always)
    mutating func read(_ entry: RawSpan) throws(AuditFinding) -> (EntryHeader, Envelope) {
        position += 1
        guard let header = EntryHeader(entry) else {
            throw AuditFinding(.entries, position, "The event at position \(position) does not begin as one.")
        }
        guard header.position == position else {
            throw AuditFinding(
                .positions, position,
                "The event at position \(position) says that its place is \(header.position): it has been moved.")
        }
        guard header.recordedAt >= recordedAt else {
            throw AuditFinding(
                .order, position,
                "The event at position \(position) was recorded before the one that it follows.")
        }
        recordedAt = header.recordedAt
        do throws(EnvelopeError) {
            return (header, try Envelope.entry(entry))
        } catch {
            throw AuditFinding(.entries, position, "The event at position \(position) \(error.reason).")
        }
    }
}
