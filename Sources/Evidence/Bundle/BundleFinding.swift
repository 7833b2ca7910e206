public import Forms

/// Something in a bundle that is not as it was exported.
public struct BundleFinding: ExplainedError, Hashable {
    /// Which check failed, in a word or two: `files`, `manifest`, `keys`, `schema`, `checkpoints`, `entries`, `tiles`,
    /// `positions`, `order`, `streams`, `idempotency keys`.
    public var check: String
    /// The file, by its path in the bundle; nil where no single one is to blame.
    public var file: String?
    /// The first position that is known to be affected; nil where it is not about an event.
    public var position: UInt64?
    /// A sentence.
    public var description: String

    init(_ check: String, _ file: String?, at position: UInt64? = nil, _ description: String) {
        self.check = check
        self.file = file.map(DisplayWidth.onOneLine)
        self.position = position
        self.description = DisplayWidth.onOneLine(description)
    }

    public var failure: LedgerError.Code { .damaged }

    /// The check, the file, the position and what is wrong, on one line.
    public var sentence: String {
        check + (file.map { " in \($0)" } ?? "") + (position.map { " at position \($0)" } ?? "") + ": " + description
    }
}

/// What came of verifying a bundle.
public struct BundleReport: Hashable, Sendable {
    public var logID: String
    public var origin: String
    /// The key that signatures were checked with: `name+hash+base64` (C2SP signed-note).
    public var verifierKey: String
    /// Events in the bundle.
    public var size: UInt64
    /// The root over them that the bundle states, in lower-case hexadecimal.
    public var root: String
    public var tiles: UInt64
    public var entryBundles: UInt64
    /// Checkpoints that the bundle states to hold.
    public var checkpoints: UInt64
    /// Streams whose versions were followed.
    public var streams: UInt64 = 0
    /// Requests that carried an idempotency key.
    public var idempotencyKeys: UInt64 = 0
    /// The size of the largest checkpoint that the auditor kept and that the log continues; nil: none was given.
    public var keptSize: UInt64?
    /// The first thing that is wrong; nothing behind it was checked. Nil: nothing is.
    public var finding: BundleFinding?
    /// What was not checked, in sentences.
    public var unchecked: [String] = []

    public var isIntact: Bool { finding == nil }
}
