internal import Forms

/// Some of the people involved in an incident, or arrested, by sex, age group and nationality.
public struct PeopleGroup: Hashable, Sendable {
    /// Persons.
    public var count: Count
    public var sex: Sex?
    public var ageGroup: AgeGroup?
    /// ISO 3166-1 alpha-2; empty where not stated.
    public var nationality: String

    public init(count: Count, sex: Sex? = nil, ageGroup: AgeGroup? = nil, nationality: String = "") {
        self.count = count
        self.sex = sex
        self.ageGroup = ageGroup
        self.nationality = nationality
    }
}

extension PeopleGroup {
    static let allowedForms =
        "the count, then sex, age group and nationality, each where it is known: 64, 3:male:adult:SY, 2:child, SY; sex: "
        + "\(Sex.allowedCodes); age group: \(AgeGroup.allowedCodes)"

    /// Reads `64`, `3:male:adult:SY`, `2..4:child`, or `SY` for a number that is not known: the count first, the others in
    /// this order, each where it is known. Also reads what ``notation`` prints.
    ///
    /// - Throws: ``ValidationError`` with code `notACount`, `unknownCode` or `unknownCountry`.
    public init(_ text: String) throws(ValidationError) {
        self.init(count: .notReported)
        var words = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0).trimmingSpaces() }
        if let first = words.first, first.isEmpty || !first.first!.isLetter {
            count = try Count(first)
            words.removeFirst()
        }
        for word in words {
            if sex == nil, ageGroup == nil, nationality.isEmpty, let sex = try? Sex(code: word) {
                self.sex = sex
            } else if ageGroup == nil, nationality.isEmpty, let age = try? AgeGroup(code: word) {
                ageGroup = age
            } else if nationality.isEmpty, Countries.isCode(word) {
                nationality = word
            } else {
                throw Self.refusal(of: word, in: text)
            }
        }
    }

    private static func refusal(of word: String, in text: String) -> ValidationError {
        let codes = Sex.allCases.map(\.code) + AgeGroup.allCases.map(\.code)
        var meant = codes.contains(word) ? [] : suggestions(for: word, among: codes)
        if meant.isEmpty, !codes.contains(word),
            case .failure(let error) = Result(catching: { () throws(ValidationError) in try Countries.check(word) })
        {
            meant = error.meant
        }
        let problem =
            word == text ? "is not a group of people" : "has \"\(word)\", which is not what comes next of a group"
        return ValidationError(code: .unknownCode, given: text, problem: problem, allowed: allowedForms, meant: meant)
    }

    /// Who it is, without how many: `male:adult:SY`; empty for people who are not told apart.
    public var name: String {
        [sex?.code, ageGroup?.code, nationality].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ":")
    }

    /// The shortest form that `init(_:)` reads: `3:male:adult:SY`, `SY`, `64`, `-`.
    public var notation: String {
        if name.isEmpty { return count.notation }
        return count.isReported ? "\(count.notation):\(name)" : name
    }
}

/// What was paid or asked for.
public struct Fee: Hashable, Sendable {
    /// Whole units of `currency`.
    public var amount: Count
    /// ISO 4217.
    public var currency: String
    public var basis: FeeBasis?

    public init(amount: Count, currency: String, basis: FeeBasis? = nil) {
        self.amount = amount
        self.currency = currency
        self.basis = basis
    }
}

/// A ground on which help was said to be excluded from prosecution (guide, paragraphs 51 to 54), and what was decided.
public struct Exemption: Hashable, Sendable {
    public var ground: ExemptionGround
    public var outcome: ExemptionOutcome?
    /// Who invoked it and how, as stated; never names a living person.
    public var note: String
    public var mechanism: ExemptionMechanism?

    public init(
        ground: ExemptionGround, outcome: ExemptionOutcome? = nil, note: String = "",
        mechanism: ExemptionMechanism? = nil
    ) {
        self.ground = ground
        self.outcome = outcome
        self.note = note
        self.mechanism = mechanism
    }
}
