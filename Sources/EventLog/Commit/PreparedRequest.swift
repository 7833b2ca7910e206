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
        guard !drafts.isEmpty else {
            throw EventLogError(.malformedRequest, "The request has no drafts; it must have at least one.")
        }
        guard drafts.count <= Int(UInt32.max) else {
            throw EventLogError(.malformedRequest, "The request has more than 4,294,967,295 drafts; split it.")
        }
        let isKeyed = request.idempotencyKey != nil
        guard !isKeyed || isStorable(key, maximum: AppendRequest.maximumKeyLength) else {
            throw EventLogError(
                .malformedRequest,
                "The idempotency key has \(key.count) bytes; it must be 1 to \(AppendRequest.maximumKeyLength) bytes "
                    + "of UTF-8 without NUL.")
        }
        targets = try Self.targets(drafts, key)
        digest = isKeyed ? Self.digest(drafts) : []
    }

    private static func targets(_ drafts: [Draft], _ key: [UInt8]) throws(EventLogError) -> [Target] {
        var targets: [Target] = []
        targets.reserveCapacity(drafts.count)
        for number in drafts.indices {
            let part = drafts[number].callerPart
            var length = EntryLayout.headerLength + part.count
            if number == 0, !key.isEmpty {
                length += EntryLayout.keyFieldsLength(key: key, requestSize: drafts.count)
            }
            guard length <= EntryLayout.maximumLength else {
                throw .entryTooLarge(draft: number, byteCount: length)
            }
            do {
                // Unsafe only for types with padding; a byte has none.
                let envelope = try unsafe Envelope.callerPart(part.span.bytes)
                targets.append(Target(kind: envelope.kind, id: envelope.id))
            } catch {
                throw EventLogError(
                    .malformedDraft(draft: number), "Draft \(number + 1) of the request \(error.reason).")
            }
        }
        return targets
    }

    /// SHA-256 over, for each draft, the caller part's length as a big-endian 32-bit number and the caller part.
    static func digest(_ drafts: [Draft]) -> [UInt8] {
        var hasher = SHA256()
        for draft in drafts {
            // Both pointers are to values that outlive the closures, and the hasher keeps none.
            unsafe withUnsafeBytes(of: UInt32(draft.callerPart.count).bigEndian) {
                unsafe hasher.update(bufferPointer: $0)
            }
            unsafe draft.callerPart.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
        }
        return Array(hasher.finalize())
    }
}
