public import MerkleLog

/// Who signs the tree's head after each commit, and where the last checkpoint is kept besides the log.
///
/// The closures are called on the writer's thread, one at a time.
public struct CheckpointSigning: Sendable {
    /// Asks whether a head may be signed, and calls back with nil where it may, or with why not: once, on any thread.
    public typealias Claim = @Sendable (TreeHead, _ answer: @escaping @Sendable ((any Error)?) -> Void) -> Void

    /// Is asked before a head is signed, and may take its time: appends go on, unsigned until it answers. It is asked again
    /// where it refuses. Nil: every head is signed at once.
    public var claim: Claim?
    /// Gives the text of the signed note for a head. The same head should give the same text.
    public var sign: @Sendable (TreeHead) throws -> String
    /// Keeps the note of a tree size outside the database, on disk when it returns. No process can write to the log
    /// meanwhile. May be called again with the same note, and with an older one than another process has kept, which
    /// must then stay.
    public var keep: @Sendable (_ note: String, _ size: UInt64) throws -> Void
    /// Is told what kept a checkpoint from being signed, stored or kept, as it happens: also where nobody waits for it,
    /// between two appends and when the log is closed.
    public var failed: @Sendable (EventLogError) -> Void

    public init(
        claim: Claim? = nil,
        sign: @escaping @Sendable (TreeHead) throws -> String,
        keep: @escaping @Sendable (_ note: String, _ size: UInt64) throws -> Void,
        failed: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) {
        self.claim = claim
        self.sign = sign
        self.keep = keep
        self.failed = failed
    }
}

extension EventLog {
    /// From now on every commit of this process is followed by its signed checkpoint; the head as it is now is signed,
    /// too, unless it has been.
    ///
    /// A commit is signed after its requests were answered, so that signing delays no acknowledgement but those of the next
    /// commit, once. The note is stored in the transaction of the next commit, or, when no request comes for 10
    /// milliseconds, once a second and when the log is closed, in one of its own; only then, and never within an
    /// append, is it kept outside. A process that is killed before leaves its last commits unsigned: the next one that
    /// signs makes up for it.
    ///
    /// - Throws: `.readOnly`, `.closed`. What fails later is told to ``CheckpointSigning/failed``, and thrown by
    ///   ``settle()``.
    public func beginSigning(_ signing: CheckpointSigning) throws(EventLogError) {
        try appending.beginSigning(signing)
    }

    /// Returns once the head is signed, its checkpoint is stored, and it is kept outside. Does nothing where this
    /// process does not sign.
    ///
    /// - Throws: `.readOnly`, `.closed`, `.damaged`, `.diskFull`, `.io`: what kept the checkpoint from being signed,
    ///   stored or kept. Entries that were acknowledged stay.
    public func settle() async throws(EventLogError) {
        guard let writer else { throw .readOnly }
        try await writer.settle().get()
    }
}
