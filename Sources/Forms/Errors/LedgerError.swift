internal import Foundation

/// Why a request to the ledger failed, in sentences that a person can act on.
public struct LedgerError: ExplainedError, Hashable, CustomStringConvertible {
    /// What kind of failure it is; the command line's exit status follows from it.
    public enum Code: Int32, CaseIterable, Sendable {
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
        /// Two checkpoints that one key has signed contradict each other.
        case fork = 6
    }

    public var code: Code
    /// One line a problem.
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: Code { code }
}

/// An error of any module that says what a person can do about it, and as what kind of failure a program ends with it.
public protocol ExplainedError: Error {
    /// What it means to those who use the ledger.
    var failure: LedgerError.Code { get }
    /// For a person; of one that describes itself, its description.
    var sentence: String { get }
}

extension ExplainedError where Self: CustomStringConvertible {
    public var sentence: String { description }
}

extension LedgerError {
    /// What another module's error means to the ledger's users.
    ///
    /// - Parameter action: what was being done, for errors of the file system that do not say so themselves.
    package static func wrapping(_ error: any Error, doing action: String? = nil) -> LedgerError {
        switch error {
        case let error as LedgerError: error
        case let error as any ExplainedError: LedgerError(error.failure, error.sentence)
        default:
            LedgerError(.refused, (action.map { "Could not \($0): " } ?? "") + sentence(of: error))
        }
    }

    /// What Foundation's errors say, in the system's words and with the path: their own descriptions are names of domains
    /// and numbers.
    private static func sentence(of error: any Error) -> String {
        guard error is CocoaError || error is POSIXError else { return String(describing: error) }
        let details = (error as NSError).userInfo
        let path = details[NSFilePathErrorKey] as? String ?? (details[NSURLErrorKey] as? URL)?.path
        let cause = (error as? POSIXError) ?? details[NSUnderlyingErrorKey] as? POSIXError
        let reason =
            switch cause?.code {
            case .ENOSPC?, .EDQUOT?: "the disk is full; make room and repeat"
            case let code?: String(cString: strerror(code.rawValue))
            case nil: (error as NSError).localizedDescription
            }
        return (path.map { $0 + ": " } ?? "") + reason + "."
    }

    /// Runs `body` and turns what it throws into a `LedgerError`.
    package static func wrapping<Result>(_ body: () throws -> Result) throws(LedgerError) -> Result {
        do {
            return try body()
        } catch {
            throw wrapping(error)
        }
    }

    /// The same for what is awaited.
    package static func wrappingAwaited<Result: Sendable>(
        _ body: () async throws -> Result
    ) async throws(LedgerError) -> Result {
        do {
            return try await body()
        } catch {
            throw wrapping(error)
        }
    }
}
