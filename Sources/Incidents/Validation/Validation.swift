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
        case .link(let record): checker.check(record)
        case .settlement(let record): checker.check(record)
        case .courtCase(let record): checker.check(record)
        case .proceeding(let record): checker.check(record)
        case .law(let record): checker.check(record)
        case .provision(let record): checker.check(record)
        case .indicator(let record): checker.check(record)
        case .activity(let record): checker.check(record)
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
        case .incident, .deaths, .arrests, .courtCase, .proceeding, .law, .provision, .activity: true
        case .operation(let operation): operation.results.isEmpty
        case .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .indicator: false
        }
    }

    /// The record with the flags that validation finds: those it found before and no longer does are gone, those that
    /// an importer set stay. Applying it twice changes nothing.
    public func flagged(_ validation: Validation) -> Record {
        let before = notes.flags
        // Most records have none.
        if before.isEmpty, validation.flags.isEmpty { return self }
        var copy = self
        copy.notes.flags = before.filter { FlagCode(rawValue: $0.code) == nil } + validation.flags
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
            case .link(let record): record.notes
            case .settlement(let record): record.notes
            case .courtCase(let record): record.notes
            case .proceeding(let record): record.notes
            case .law(let record): record.notes
            case .provision(let record): record.notes
            case .indicator(let record): record.notes
            case .activity(let record): record.notes
            }
        }
        set { self = state.record(with: newValue) }
    }
}

extension KindState {
    fileprivate func record(with notes: Notes) -> Record {
        var copy = self
        copy.notes = notes
        return copy.asRecord
    }
}

/// What validation finds implausible and keeps: the stable words of ``Flag/code``.
///
/// An importer may set further codes of its own; validation leaves those as they are.
public enum FlagCode: String, CaseIterable, Sendable {
    /// Females and males together are more than the dead and missing.
    case femalesAndMalesExceedToll = "females-and-males-exceed-toll"
    /// Children are more than the dead and missing.
    case childrenExceedToll = "children-exceed-toll"
    /// Neither dead nor missing nor a total is stated.
    case tollNotReported = "toll-not-reported"
    /// The stated total is not dead plus missing.
    case statedTotalDiffers = "stated-total-differs"
    /// A balance between rows that a publisher split.
    case negativeCount = "negative-count"
    /// The year or month that it counts in lies outside its days.
    case yearContradictsDays = "year-contradicts-days"
    /// No time is stated, so that it counts in no year.
    case timeNotStated = "time-not-stated"
    /// Before 1950: most likely a slip of the pen.
    case implausiblyOld = "implausibly-old"
    /// The point is where the equator meets Greenwich: what programs write when they have none.
    case pointAtZero = "point-at-zero"
    /// The point lies far outside the region.
    case pointContradictsRegion = "point-contradicts-region"
    /// The region is not one of its scheme's.
    case unknownRegion = "unknown-region"
    /// The region's scheme is not in the catalogue.
    case unknownRegionScheme = "unknown-region-scheme"
    /// Nobody is named who said so. Of what is imported the import says who did.
    case noSource = "no-source"
    /// Arrests that name neither an incident nor an operation.
    case arrestsWithoutContext = "arrests-without-context"
    /// The groups of those arrested are more than those arrested.
    case peopleExceedCount = "people-exceed-count"
    /// Both a share of the benefit and its absence: an exemption accepted although the benefit is proven.
    case exemptionDespiteBenefit = "exemption-despite-benefit"
    /// An identifier is not written as the standard that its scheme names has it.
    case malformedIdentifier = "malformed-identifier"
    /// The title of a case looks as though it named a person.
    case titleMayNameAPerson = "title-may-name-a-person"
    /// Those convicted and acquitted are more than the defendants.
    case verdictsExceedDefendants = "verdicts-exceed-defendants"
    /// An appeal that does not name the decision from which it was taken.
    case appealWithoutDecision = "appeal-without-decision"
    /// A reason why the benefit is omitted, of a provision that requires it.
    case benefitOmittedThoughRequired = "benefit-omitted-though-required"
}
