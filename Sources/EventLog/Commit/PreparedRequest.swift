internal import Crypto

/// A request that has been checked for everything that can be known without the log. Made on the caller's thread, so
/// that the writer does only what must be done one at a time.
struct PreparedRequest: Sendable {
    /// Where a draft goes: its kind, and where in its bytes the id lies.
    struct Target: Sendable {
        var kind: UInt8
        var id: Range<Int>
    }

    let drafts: [Draft]
    /// One for each draft.
    let targets: [Target]
    /// How many drafts the request has: more than these where they are a piece of a long one.
    let size: Int
    /// The idempotency key's bytes; empty when the request has none.
    let key: [UInt8]
    /// SHA-256 of the content; empty when the request has no key.
    let digest: [UInt8]
    let expectedCounts: [UInt8: UInt64]

    /// - Throws: `.malformedRequest`, `.malformedDraft`, `.entryTooLarge`.
    init(_ request: AppendRequest) throws(EventLogError) {
        drafts = request.drafts
        expectedCounts = request.expectedCounts
        key = Array((request.idempotencyKey ?? "").utf8)
        size = drafts.count
        try Self.check(count: size)
        let isKeyed = request.idempotencyKey != nil
        if isKeyed { try Self.check(key: key) }
        targets = try Self.targets(drafts, key, size: size)
        guard isKeyed else {
            digest = []
            return
        }
        var digest = RequestDigest()
        for draft in drafts { digest.add(draft) }
        self.digest = digest.value
    }

    /// Some of the drafts of a long request.
    ///
    /// - Parameters:
    ///   - key: of the request for its first piece; none for the others.
    ///   - offset: how many drafts come before them, for the sentence about one that is refused.
    init(piece drafts: [Draft], key: [UInt8], size: Int, offset: Int) throws(EventLogError) {
        self.drafts = drafts
        self.key = key
        self.size = size
        digest = []
        expectedCounts = [:]
        targets = try Self.targets(drafts, key, size: size, offset: offset)
    }

    static func check(count: Int) throws(EventLogError) {
        guard count > 0 else {
            throw EventLogError(.malformedRequest, "The request has no drafts; it must have at least one.")
        }
        guard count <= Int(UInt32.max) else {
            throw EventLogError(.malformedRequest, "The request has more than 4,294,967,295 drafts; split it.")
        }
    }

    static func check(key: [UInt8]) throws(EventLogError) {
        guard !isStorable(key, maximum: AppendRequest.maximumKeyLength) else { return }
        throw EventLogError(
            .malformedRequest,
            "The key of the request has \(key.count) bytes; it must be 1 to \(AppendRequest.maximumKeyLength) bytes "
                + "of UTF-8 without NUL.")
    }

    private static func targets(
        _ drafts: [Draft], _ key: [UInt8], size: Int, offset: Int = 0
    ) throws(EventLogError) -> [Target] {
        var targets: [Target] = []
        targets.reserveCapacity(drafts.count)
        for number in drafts.indices {
            let part = drafts[number].callerPart
            var length = EntryLayout.headerLength + part.count
            if number == 0, !key.isEmpty {
                length += EntryLayout.keyFieldsLength(key: key, requestSize: size)
            }
            guard length <= EntryLayout.maximumLength else {
                throw .entryTooLarge(draft: offset + number, byteCount: length)
            }
            do {
                // Unsafe only for types with padding; a byte has none.
                let envelope = try unsafe Envelope.callerPart(part.span.bytes)
                targets.append(Target(kind: envelope.kind, id: envelope.id))
            } catch {
                throw EventLogError(
                    .malformedDraft(draft: offset + number),
                    "Draft \(offset + number + 1) of the request \(error.reason).")
            }
        }
        return targets
    }
}

/// SHA-256 over, for each draft of a request, the caller part's length as a big-endian 32-bit number and the caller part.
struct RequestDigest {
    private var hasher = SHA256()

    mutating func add(_ draft: Draft) {
        // Both pointers are to values that outlive the closures, and the hasher keeps none.
        unsafe withUnsafeBytes(of: UInt32(draft.callerPart.count).bigEndian) {
            unsafe hasher.update(bufferPointer: $0)
        }
        unsafe draft.callerPart.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
    }

    var value: [UInt8] { Array(hasher.finalize()) }
}
