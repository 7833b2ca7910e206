public import Forms
internal import Foundation
internal import GRDB

/// Why the store could not be used.
public struct FindError: ExplainedError, Hashable, CustomStringConvertible {
    public enum Code: Sendable {
        /// Its files contradict themselves.
        case damaged
        /// The system failed to sync its files. What it could not write it may have forgotten, and say at the next sync that all
        /// is well: there is no use in trying again.
        case failed
        /// Its files cannot be written, or not be read.
        case unusable
        /// What is asked for is not understood.
        case notUnderstood
    }

    public var code: Code
    /// A sentence.
    public var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// The files are of no use any more: the store is made again from the log.
    package var isOfFiles: Bool { code == .damaged || code == .failed }

    public var failure: LedgerError.Code {
        switch code {
        case .damaged: .damaged
        case .failed, .unusable: .refused
        case .notUnderstood: .usage
        }
    }
}

extension FindError {
    /// Runs what uses SQLite, and says what its errors mean.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            if error.isOfSync {
                throw FindError(.failed, "The system failed to sync \(path) (\(error.message ?? "no message")).")
            }
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_CONSTRAINT,
                .SQLITE_MISMATCH:
                throw FindError(.damaged, "The finder's store \(path) is damaged (\(error.message ?? "no message")).")
            case .SQLITE_FULL:
                throw FindError(.unusable, "\(path): the disk is full; make room and repeat.")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                throw FindError(.unusable, "\(path): another process has been writing for a minute; ask again.")
            default:
                throw FindError(.unusable, "\(path) cannot be used (\(error.message ?? "\(error.resultCode)")).")
            }
        }
    }
}

extension DatabaseError {
    var isOfSync: Bool { [.SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC].contains(extendedResultCode) }
}
