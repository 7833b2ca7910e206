/// Entries of a log at consecutive positions, as it stores them.
public struct EntryRun: Sendable {
    /// The number of entries before the first.
    public let start: UInt64
    private var bytes: [UInt8] = []
    /// Where each entry ends in `bytes`.
    private var ends: [Int] = []

    /// A run without entries.
    public init(after start: UInt64) {
        self.start = start
    }

    public var count: Int { ends.count }
    /// The last position.
    public var end: UInt64 { start + UInt64(count) }
    /// What its entries take.
    public var byteCount: Int { bytes.count }

    /// Adds the entry of the next position.
    public mutating func append(_ entry: RawSpan) {
        // The span is borrowed for the whole call, and the array copies from it.
        unsafe entry.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
    }

    /// Adds the entries of a run that begins where this one ends.
    public mutating func append(_ run: EntryRun) {
        precondition(run.start == end, "a run continues the one before it")
        let offset = bytes.count
        bytes += run.bytes
        ends.reserveCapacity(ends.count + run.count)
        for end in run.ends { ends.append(offset + end) }
    }

    /// Calls `body` with each entry in turn.
    public func forEachEntry(_ body: (RawSpan) throws -> Void) rethrows {
        // Unsafe only for types with padding; a byte has none.
        let span = unsafe bytes.span.bytes
        var first = 0
        for end in ends {
            try body(span.extracting(first..<end))
            first = end
        }
    }

    /// The entries up to a position, and those after it.
    ///
    /// - Precondition: the position is not before ``start`` or after ``end``.
    public func split(at position: UInt64) -> (EntryRun, EntryRun) {
        let count = Int(position - start)
        if count == self.count { return (self, EntryRun(after: position)) }
        var (head, tail) = (EntryRun(after: start), EntryRun(after: position))
        let cut = count == 0 ? 0 : ends[count - 1]
        (head.bytes, head.ends) = (Array(bytes[..<cut]), Array(ends[..<count]))
        (tail.bytes, tail.ends) = (Array(bytes[cut...]), ends[count...].map { $0 - cut })
        return (head, tail)
    }
}

/// Tells where requests end: only there may a log end that others read, because a request is there whole or not at all.
public struct RequestBoundary: Sendable {
    private var remaining: UInt32 = 0

    public init() {}

    /// Whether the entries so far end with a request's last.
    public var isReached: Bool { remaining == 0 }

    /// Takes the next entry.
    ///
    /// - Throws: `.malformedDraft` where it is none: no log has stored it.
    public mutating func add(_ entry: RawSpan) throws(EventLogError) {
        do throws(EnvelopeError) {
            if remaining > 0 {
                remaining -= 1
            } else if let size = try Envelope.entry(entry).requestSize, size > 0 {
                remaining = size - 1
            }
        } catch {
            throw EventLogError(.malformedDraft(draft: 0), "An entry that was given \(error.reason).")
        }
    }
}
