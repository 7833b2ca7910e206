import EventLog
import Foundation
import Incidents
import MerkleLog
import ProjectionEngine

extension LedgerError {
    /// What another module's error means to the ledger's users.
    ///
    /// - Parameter action: what was being done, for errors of the file system that do not say so themselves.
    static func wrapping(_ error: any Error, doing action: String? = nil) -> LedgerError {
        switch error {
        case let error as LedgerError: error
        case let error as ValidationErrors: LedgerError(.refused, error.description)
        case let error as ValidationError: LedgerError(.refused, error.description)
        case let error as ImportError: LedgerError(error.isConflict ? .conflict : .refused, error.description)
        case let error as EventLogError: LedgerError(code(of: error), error.description)
        case let error as MerkleError: LedgerError(.damaged, error.description)
        case let finding as BundleFinding: LedgerError(.damaged, finding.sentence)
        case let error as ProjectionError: LedgerError(code(of: error), error.description)
        case let error as SumError: LedgerError(.refused, "It cannot be added up: \(error.description).")
        default:
            LedgerError(
                .refused,
                (action.map { "Could not \($0): " } ?? "")
                    + ((error as? CocoaError)?.localizedDescription ?? String(describing: error)))
        }
    }

    /// Runs `body` and turns what it throws into a `LedgerError`.
    static func wrapping<Result>(_ body: () throws -> Result) throws(LedgerError) -> Result {
        do {
            return try body()
        } catch {
            throw wrapping(error)
        }
    }

    /// The same for what is awaited.
    static func wrappingAwaited<Result: Sendable>(
        _ body: () async throws -> Result
    ) async throws(LedgerError) -> Result {
        do {
            return try await body()
        } catch {
            throw wrapping(error)
        }
    }

    private static func code(of error: ProjectionError) -> Code {
        switch error.code {
        case .damaged, .logAltered: .damaged
        default: .refused
        }
    }

    private static func code(of error: EventLogError) -> Code {
        switch error.code {
        case .conflict, .countConflict, .keyReused, .checkpointExists: .conflict
        case .damaged: .damaged
        default: .refused
        }
    }
}
