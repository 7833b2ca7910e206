/// Tells the versions that streams have in the database.
protocol StoredVersions: ~Copyable, ~Escapable {
    /// The last version of the stream that a draft names; 0 when it has none.
    @_lifetime(self: copy self)
    mutating func lastVersion(_ target: PreparedRequest.Target, _ callerPart: [UInt8]) throws -> UInt32
}

/// The versions that streams will have once the requests of one round are written: what the database says, as far as
/// it was asked, with what has been decided since. Pure: what is stored is asked for.
///
/// An open-addressing table over the drafts' own bytes, because a dictionary would copy each stream's name.
struct VersionOverlay {
    private struct Stream {
        var hash: Int
        /// The draft that named the stream first.
        var request: Int
        var draft: Int
        var version: UInt32
    }

    private var streams: [Stream] = []
    /// Index into `streams`, plus one; 0 where free. Only the first `mask + 1` are in use.
    private var slots: [UInt32] = []
    private var mask = 0
    /// What the request being decided has changed: index into `streams`, and the version before.
    private var changes: [(stream: Int, version: UInt32)] = []

    /// Forgets everything, and makes room for a round of at most `draftCount` drafts.
    mutating func begin(draftCount: Int) {
        var size = 16
        while size < 2 * draftCount { size *= 2 }
        if slots.count < size { slots = [UInt32](repeating: 0, count: size) }
        for index in 0..<size { slots[index] = 0 }
        mask = size - 1
        streams.removeAll(keepingCapacity: true)
    }

    /// Decides one request of a round: adds the versions that its drafts get, or finds the one that conflicts.
    ///
    /// A request that conflicts leaves no trace, so that those after it are decided as if it had not been there.
    ///
    /// - Parameter stored: asked once a stream.
    /// - Returns: nil, or the first draft that is not as expected and the version that its stream has.
    @_lifetime(stored: copy stored)
    mutating func decide<Stored: StoredVersions & ~Copyable & ~Escapable>(
        _ number: Int, of requests: [PreparedRequest], versions: inout [UInt32], stored: inout Stored
    ) throws -> (draft: Int, actual: UInt32)? {
        changes.removeAll(keepingCapacity: true)
        let start = versions.count
        for draft in requests[number].drafts.indices {
            let stream = try find(number, draft, requests, &stored)
            let version = streams[stream].version
            guard requests[number].drafts[draft].expected.accepts(version), version < .max else {
                for change in changes.reversed() { streams[change.stream].version = change.version }
                versions.removeSubrange(start...)
                return (draft, version)
            }
            changes.append((stream, version))
            streams[stream].version = version + 1
            versions.append(version + 1)
        }
        return nil
    }

    @_lifetime(stored: copy stored)
    private mutating func find<Stored: StoredVersions & ~Copyable & ~Escapable>(
        _ number: Int, _ draft: Int, _ requests: [PreparedRequest], _ stored: inout Stored
    ) throws -> Int {
        let target = requests[number].targets[draft]
        let hash = Self.hash(target, requests[number].drafts[draft].callerPart)
        var slot = hash & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let known = streams[index]
            if known.hash == hash,
                Self.sameStream(requests[known.request], known.draft, requests[number], draft)
            {
                return index
            }
            slot = (slot + 1) & mask
        }
        let version = try stored.lastVersion(target, requests[number].drafts[draft].callerPart)
        streams.append(Stream(hash: hash, request: number, draft: draft, version: version))
        slots[slot] = UInt32(streams.count)
        return streams.count - 1
    }

    private static func hash(_ target: PreparedRequest.Target, _ part: [UInt8]) -> Int {
        var hasher = Hasher()
        hasher.combine(target.kind)
        // The pointer is used only inside the closure; rebasing traps when the range lies outside.
        unsafe part.withUnsafeBytes { unsafe hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[target.id])) }
        return hasher.finalize()
    }

    private static func sameStream(
        _ left: PreparedRequest, _ leftDraft: Int, _ right: PreparedRequest, _ rightDraft: Int
    ) -> Bool {
        let (leftTarget, rightTarget) = (left.targets[leftDraft], right.targets[rightDraft])
        guard leftTarget.kind == rightTarget.kind else { return false }
        // Unsafe only for types with padding; a byte has none.
        let leftPart = left.drafts[leftDraft].callerPart
        let rightPart = right.drafts[rightDraft].callerPart
        let leftID = unsafe leftPart.span.bytes.extracting(leftTarget.id)
        return unsafe leftID.elementsEqual(rightPart.span.bytes.extracting(rightTarget.id))
    }
}
