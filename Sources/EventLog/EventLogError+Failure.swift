public import Forms

extension EventLogError: ExplainedError {
    public var failure: LedgerError.Code {
        switch code {
        case .conflict, .countConflict, .keyReused, .checkpointExists: .conflict
        case .damaged: .damaged
        default: .refused
        }
    }
}
