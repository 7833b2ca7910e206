public import Forms
import Foundation
import Ledger

/// What came of verifying a ledger.
public struct Verification: Hashable, Sendable {
    /// Something that is not as it was written.
    public struct Finding: Hashable, Sendable {
        /// Which check failed, in a word or two.
        public var check: String
        /// The first position that is known to be affected; nil where it is not about an event.
        public var position: UInt64?
        /// A sentence.
        public var description: String
    }

    public var logID: String
    public var origin: String
    /// What people call the ledger; nil: it has no name but the origin. Nothing that is signed states it.
    public var title: String?
    /// The key that signatures were checked with; nil: the ledger has none.
    public var verifierKey: String?
    /// Events in the log, each hashed again.
    public var position: UInt64
    /// The root that the log's head states, in lower-case hexadecimal.
    public var root: String
    public var tiles: UInt64 = 0
    public var streams: UInt64 = 0
    public var idempotencyKeys: UInt64 = 0
    /// Stored checkpoints whose signature was checked.
    public var checkpoints: UInt64 = 0
    /// The size of the largest stored checkpoint; 0: nothing is signed.
    public var signedSize: UInt64 = 0
    /// The size of the largest checkpoint that the auditor kept and that the log continues; nil: none was given.
    public var keptSize: UInt64?
    /// The first is the first thing that is wrong; empty: nothing is.
    public var findings: [Finding] = []
    /// What was not checked, in sentences.
    public var unchecked: [String] = []

    /// What it says of the views, which it does not look at.
    public static let viewsUnchecked = "The views: `ledger-replay` builds them again from the log and compares."

    public var isIntact: Bool { findings.isEmpty }
}

extension Verification {
    /// Of a ledger that is so damaged that it cannot be gone through: only what its own file says of it is known.
    ///
    /// - Parameter damage: what `Ledger.verify` threw.
    /// - Throws: `LedgerError` where even that file cannot be read.
    public init(ofLedgerAt path: String, thatCannotBeRead damage: LedgerError) throws(LedgerError) {
        let file = try LedgerFile.read(at: URL(filePath: path).standardizedFileURL)
        self.init(
            logID: file.logID, origin: file.origin, title: file.title, verifierKey: file.publicKey, position: 0,
            root: "",
            findings: [Finding(check: "reading", position: nil, description: damage.description)],
            unchecked: ["Everything else: the log cannot be gone through."])
    }
}
