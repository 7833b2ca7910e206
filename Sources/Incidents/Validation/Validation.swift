/// What checking a record found.
public struct Validation: Hashable, Sendable {
    /// One for each field that cannot be accepted; empty when the record may be appended.
    public var errors: [ValidationError]
    /// What is implausible, and kept with the record.
    public var flags: [Flag]

    public init(errors: [ValidationError] = [], flags: [Flag] = []) {
        self.errors = errors
        self.flags = flags
    }

    public var isAccepted: Bool { errors.isEmpty }
}

extension Validation {
    /// How a record reached the ledger: decides what is refused and what is flagged.
    public enum Origin: Sendable {
        /// A person typed it: what looks like a slip (an unknown region, a negative count) is refused, since the person is
        /// there to mend it.
        case entered
        /// A person typed it and gave a reason: negative counts are accepted, and flagged.
        case enteredWithReason
        /// It comes from a file that is as it is: only what cannot be read is refused.
        case imported
    }
}

extension Record {
    /// Checks every field.
    ///
    /// - Parameters:
    ///   - knownAt: the day on which its source asserted it; nothing can have occurred after it. Nil: not checked.
    ///   - origin: how it reached the ledger.
    public func validate(knownAt: Day?, origin: Validation.Origin = .entered) -> Validation {
        var checker = Checker(knownAt: knownAt, origin: origin, notes: notes)
        switch self {
        case .incident(let record): checker.check(record)
        case .deaths(let record): checker.check(record)
        case .arrests(let record): checker.check(record)
        case .operation(let record): checker.check(record)
        case .publishedFigure(let record): checker.check(record)
        case .import(let record): checker.check(record)
        case .dataset(let record): checker.check(record)
        case .importCells(let record): checker.check(record)
        }
        checker.check(notes)
        if needsSource, notes.sources.isEmpty, origin != .imported {
            checker.flag(.noSource, "sources", "nobody is named who said so")
        }
        return checker.result
    }

    /// Figures and imports have a publisher of their own, and so have the results of an operation.
    private var needsSource: Bool {
        switch self {
        case .incident, .deaths, .arrests: true
        case .operation(let operation): operation.results.isEmpty
        case .publishedFigure, .import, .dataset, .importCells: false
        }
    }

    /// The record with the flags that validation finds: those it found before and no longer does are gone, those that
    /// an importer set stay. Applying it twice changes nothing.
    public func flagged(_ validation: Validation) -> Record {
        let own = Set(FlagCode.allCases.map(\.rawValue))
        var copy = self
        copy.notes.flags = notes.flags.filter { !own.contains($0.code) } + validation.flags
        return copy
    }

    /// What every kind of record carries beside its own fields.
    public var notes: Notes {
        get {
            switch self {
            case .incident(let record): record.notes
            case .deaths(let record): record.notes
            case .arrests(let record): record.notes
            case .operation(let record): record.notes
            case .publishedFigure(let record): record.notes
            case .import(let record): record.notes
            case .dataset(let record): record.notes
            case .importCells(let record): record.notes
            }
        }
        set {
            switch self {
            case .incident(var record):
                record.notes = newValue
                self = .incident(record)
            case .deaths(var record):
                record.notes = newValue
                self = .deaths(record)
            case .arrests(var record):
                record.notes = newValue
                self = .arrests(record)
            case .operation(var record):
                record.notes = newValue
                self = .operation(record)
            case .publishedFigure(var record):
                record.notes = newValue
                self = .publishedFigure(record)
            case .import(var record):
                record.notes = newValue
                self = .import(record)
            case .dataset(var record):
                record.notes = newValue
                self = .dataset(record)
            case .importCells(var record):
                record.notes = newValue
                self = .importCells(record)
            }
        }
    }
}
