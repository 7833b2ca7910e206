/// Checks, without an index, that the versions of each stream are 1, 2, 3 … in the order of positions, and that no
/// idempotency key is used twice.
///
/// It remembers the last version of each stream. So that memory does not grow with the log, the entries of a large one are
/// gone through several times, each time for other streams. Streams are told apart by 128 bits of a hash under a key
/// that is drawn when the process starts: that two share them is less likely than 2⁻⁶⁴ in a log of a billion streams.
public struct VersionAudit {
    private struct Name: Hashable {
        var low: UInt64
        var high: UInt64
    }

    /// How many streams, at most, are remembered in one pass.
    private static let streamsPerPass: UInt64 = 1 << 20

    /// How often the entries of a log of a size have to be gone through.
    public static func passCount(forEntries count: UInt64) -> UInt64 { count / streamsPerPass + 1 }

    private let pass: UInt64
    private let passCount: UInt64
    private var versions: [Name: UInt32] = [:]
    /// Streams that began in this pass.
    public private(set) var streamCount: UInt64 = 0
    /// Idempotency keys that were seen in this pass.
    public private(set) var keyCount: UInt64 = 0

    /// - Parameter pass: from 0 to `passCount` - 1.
    public init(pass: UInt64, of passCount: UInt64) {
        self.pass = pass
        self.passCount = passCount
    }

    /// - Parameter entry: has passed ``EntryAudit``.
    /// - Throws: the first finding.
    public mutating func add(_ entry: RawSpan) throws(AuditFinding) {
        guard let header = EntryHeader(entry), let envelope = try? Envelope.entry(entry) else {
            throw AuditFinding(.entries, nil, "An event does not begin as one.")
        }
        let stream = Self.name(envelope.kind, entry.extracting(envelope.id))
        if stream.low % passCount == pass { try add(stream, header) }
        guard let range = envelope.idempotencyKey else { return }
        // No stream has kind 0.
        let key = Self.name(0, entry.extracting(range))
        guard key.low % passCount == pass else { return }
        guard versions.updateValue(1, forKey: key) == nil else {
            throw AuditFinding(
                .idempotencyKeys, header.position,
                "The request that begins at position \(header.position) has the idempotency key of an earlier one.")
        }
        keyCount += 1
    }

    private mutating func add(_ stream: Name, _ header: EntryHeader) throws(AuditFinding) {
        let last = versions.updateValue(header.version, forKey: stream) ?? 0
        guard last < .max, header.version == last + 1 else {
            throw AuditFinding(
                .streams, header.position,
                "The event at position \(header.position) says that it is version \(header.version) of its record; "
                    + "the one before it is version \(last).")
        }
        if last == 0 { streamCount += 1 }
    }

    private static func name(_ kind: UInt8, _ text: RawSpan) -> Name {
        func half(_ number: UInt8) -> UInt64 {
            var hasher = Hasher()
            hasher.combine(number)
            hasher.combine(kind)
            // The pointer is used only inside the closure, while the span is borrowed.
            unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
            return UInt64(bitPattern: Int64(hasher.finalize()))
        }
        return Name(low: half(0), high: half(1))
    }
}
