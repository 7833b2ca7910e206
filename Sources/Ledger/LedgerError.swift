/// Why a request to the ledger failed, in sentences that a person can act on.
public struct LedgerError: Error, Hashable, CustomStringConvertible {
    /// What kind of failure it is; the command line's exit status follows from it.
    public enum Code: Int32, Sendable {
        /// What was given cannot be accepted as it stands.
        case refused = 1
        /// The request itself was not understood.
        case usage = 2
        /// What was asked for is not in the ledger.
        case notFound = 3
        /// Somebody else was first, or the same key was used for other content.
        case conflict = 4
        /// What is on disk contradicts itself.
        case damaged = 5
    }

    public var code: Code
    /// One line a problem.
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
