public import Folding
public import Forms
import Ledger

/// An answer of a view as it was given, with all that it takes to have it again from the log alone.
public struct ViewReceipt: Sendable {
    public static let currentFormat = 1

    /// What the question left open, and the ledger decided when it answered.
    public enum Default: String, Hashable, Sendable {
        /// The log's end at that time.
        case asOf
        /// Everything, whenever it was known.
        case knownBy
        /// The ledger's own scheme, or the one that most records used.
        case scheme
        /// The datasets in force.
        case datasets
    }

    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    /// The name under which the log's checkpoints are signed.
    public var origin: String
    /// The view that was asked.
    public var view: ViewVersion
    /// The view whose cells were added up: another one for the years of some regions.
    public var source: ViewVersion
    /// With nothing left open.
    public var question: Query
    public var defaults: [Default]
    /// The root of the tree over the events up to the position, in lower-case hexadecimal.
    public var root: String
    /// SHA-256 of the answer as CSV, in lower-case hexadecimal.
    public var digest: String
    /// The view had taken in every event up to the position.
    public var isComplete: Bool
    /// Events that it could not take in.
    public var parked: UInt64
    public var format: OutputFormat
    /// What was printed, byte for byte.
    public var answer: String

    /// The position up to which the log was asked.
    public var position: UInt64 { question.position }
}

/// What came of having an answer again from the log alone.
public struct ReceiptComparison: Hashable, Sendable {
    /// SHA-256 of the answer as CSV, as the log gives it.
    public var digest: String
    /// The first ones, in sentences.
    public var differences: [String]
    /// All of them.
    public var differenceCount: Int

    /// The answer is what the log says, byte for byte.
    public var isSame: Bool { differenceCount == 0 }
}
