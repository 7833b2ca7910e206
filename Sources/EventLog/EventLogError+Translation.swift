public import Forms
internal import LMDB
internal import MerkleLog

extension EventLogError {
    init(_ error: LMDBError) {
        let code: Code =
            switch error.code {
            case .corrupted: .damaged(position: nil)
            case .invalidFile, .noSuchPath, .versionMismatch: .notALog
            case .diskFull: .diskFull
            case .permissionDenied: .permissionDenied
            case .readOnly: .readOnly
            case .closed: .closed
            case .alreadyOpen: .alreadyOpen
            default: .io
            }
        self.init(code, error.description)
        // Entries and index rows are put where nothing may be; the database refuses to write over what is there.
        if error.code == .keyExists {
            self = .damaged("a row that the next entry needs is taken (\(error.operation)).")
        }
    }

    /// Any error of the modules below as one of this one's; others are described.
    init(translating error: any Error) {
        switch error {
        case let error as EventLogError: self = error
        case let error as LMDBError: self.init(error)
        case let error as MerkleError: self = .damaged("its tree cannot be read: \(error.description)")
        // What signs and keeps checkpoints says in its own words what it could not do.
        case let error as LedgerError: self.init(.io, error.description)
        default: self.init(.io, "The log could not go on: \(error).")
        }
    }

    /// Runs `body` and states its errors in this module's words.
    static func translating<Result>(_ body: () throws -> Result) throws(EventLogError) -> Result {
        do {
            return try body()
        } catch {
            throw EventLogError(translating: error)
        }
    }
}

extension EventLogError: ExplainedError {
    public var failure: LedgerError.Code {
        switch code {
        case .conflict, .countConflict, .keyReused, .checkpointExists: .conflict
        case .damaged: .damaged
        default: .refused
        }
    }
}
