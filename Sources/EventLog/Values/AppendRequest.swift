/// One event that a caller wants appended.
public struct Draft: Hashable, Sendable {
    /// The entry without what the log writes: protobuf wire form of `Entry`, fields 4 to 10 and the record. The
    /// stream is read from fields 4 (kind) and 5 (id). Fields 1, 2, 3, 11 and 12 belong to the log and are refused.
    public let callerPart: [UInt8]
    /// What the stream must look like when the event is appended; earlier drafts of the same request count.
    public let expected: ExpectedVersion

    public init(callerPart: [UInt8], expected: ExpectedVersion) {
        self.callerPart = callerPart
        self.expected = expected
    }
}

/// Events that are appended together, at successive positions, or not at all.
public struct AppendRequest: Hashable, Sendable {
    /// The longest idempotency key, in bytes of UTF-8.
    public static let maximumKeyLength = 500

    /// At least one.
    public let drafts: [Draft]
    /// Makes the request safe to repeat, for ever: the same key with the same caller parts returns the first acknowledgement
    /// and appends nothing; with other content it is refused. 1 to ``maximumKeyLength`` bytes of UTF-8.
    public let idempotencyKey: String?
    /// How many events of a kind the log must hold before the request, for some kinds: what was decided by reading
    /// every stream of a kind holds only as long as none is added.
    public let expectedCounts: [UInt8: UInt64]

    public init(drafts: [Draft], idempotencyKey: String? = nil, expectedCounts: [UInt8: UInt64] = [:]) {
        self.drafts = drafts
        self.idempotencyKey = idempotencyKey
        self.expectedCounts = expectedCounts
    }
}
