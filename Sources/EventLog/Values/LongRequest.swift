/// A request of more drafts than anybody wants to hold at once, such as the import of a million rows: they are read while
/// they are appended, and are appended in one commit, all of them or none, like any other request's.
public struct LongRequest: Sendable {
    /// Takes some of the drafts, the next in their order.
    public typealias Take = (_ drafts: [Draft]) throws -> Void

    /// How many drafts there are, at least one.
    public let count: Int
    /// As an ``AppendRequest``'s.
    public let idempotencyKey: String
    public let expectedCounts: [UInt8: UInt64]
    /// Gives all drafts in their order, some thousand at a time. It is called on the log's own thread, and gives the same
    /// each time.
    let read: @Sendable (_ take: Take) throws -> Void

    public init(
        count: Int, idempotencyKey: String, expectedCounts: [UInt8: UInt64] = [:],
        read: @escaping @Sendable (_ take: Take) throws -> Void
    ) {
        self.count = count
        self.idempotencyKey = idempotencyKey
        self.expectedCounts = expectedCounts
        self.read = read
    }
}

/// What the log has written for a long request. It is given only once the entries are on disk.
public struct LongAcknowledgement: Hashable, Sendable {
    /// The positions of the request's entries, in the order of the drafts.
    public let positions: ClosedRange<UInt64>
    /// Whether an earlier request with the same idempotency key wrote the entries, and this one wrote nothing.
    public let isRepeat: Bool
}
