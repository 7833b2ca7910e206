import Incidents

/// A text as it stands: a country's code, a body.
extension String: ListElement {
    init(flag text: String) { self = text }

    var flagText: String { self }
}

extension ListElement where Self: Coded {
    init(flag text: String) throws { try self.init(code: text) }

    var flagText: String { code }
}

extension CrimeAgainstMigrants: ListElement {}
extension Conduct: ListElement {}
extension Aggravation: ListElement {}
extension DocumentFraud: ListElement {}

/// `mmp-2014:Mediterranean`; a scheme has one region, and may name it.
extension Region: ListElement {
    init(flag text: String) throws { self = try Reading.region(text) }

    var flagText: String { description }

    func isNamed(_ name: String) -> Bool { name == description || name == scheme }
    func isAbout(theSameAs other: Region) -> Bool { scheme == other.scheme }
}

/// `scheme:value`
extension ExternalID: ListElement {
    init(flag text: String) throws {
        guard let colon = text.firstIndex(of: ":") else {
            throw ValidationError(
                code: .missing, given: text, problem: "names no scheme",
                allowed: "scheme:value, for example frontex-jora:20471")
        }
        self.init(scheme: String(text[..<colon]), value: String(text[text.index(after: colon)...]))
    }

    var flagText: String { "\(scheme):\(value)" }
}

/// The publisher. Of one publisher there may be several, at different addresses.
extension Source: ListElement {
    init(flag text: String) { self.init(publisher: text) }

    var flagText: String { publisher.isEmpty ? locator : publisher }

    func isAbout(theSameAs other: Source) -> Bool { (publisher, locator) == (other.publisher, other.locator) }

    func replacing(_ other: Source) -> Source {
        Source(
            publisher: publisher, locator: locator, asAt: asAt ?? other.asAt, quality: quality ?? other.quality)
    }
}

/// `INTERPOL/arrests@action=18`, named `INTERPOL/arrests@action`.
extension OperationResult: ListElement {
    init(flag text: String) throws { self = try Reading.result(text) }

    private var name: String { "\(publisher)/\(measure)" + (phase.map { "@\($0.code)" } ?? "") }

    var flagText: String { "\(name)=\(count.notation)" + (count.unit.isEmpty ? "" : " \(count.unit)") }

    func isNamed(_ name: String) -> Bool { name == self.name }

    func isAbout(theSameAs other: OperationResult) -> Bool {
        (publisher, measure, phase) == (other.publisher, other.measure, other.phase)
    }

    /// The flag states the count; where and since when it is stated stay.
    func replacing(_ other: OperationResult) -> OperationResult {
        var result = other
        result.count = count
        if count.unit.isEmpty { result.count.unit = other.count.unit }
        return result
    }

    /// A result says itself which one it replaces.
    static func list(of bare: [OperationResult], over list: [OperationResult]) -> [OperationResult]? {
        try? list.edited(by: bare.map { .add($0) }, flag: "")
    }
}

/// `action=2018-11-27..2018-11-30`, named `action`.
extension OperationPhasePeriod: ListElement {
    init(flag text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            phase: try OperationPhase(code: String(parts[0])),
            period: parts.count > 1 ? try Period(String(parts[1])) : nil)
    }

    var flagText: String { phase.code + (period.map { "=\($0.notation)" } ?? "") }

    func isNamed(_ name: String) -> Bool { name == phase.code }
    func isAbout(theSameAs other: OperationPhasePeriod) -> Bool { phase == other.phase }

    func replacing(_ other: OperationPhasePeriod) -> OperationPhasePeriod {
        OperationPhasePeriod(phase: phase, period: period ?? other.period, description: other.description)
    }
}

/// `humanitarian=accepted`, named `humanitarian`.
extension Exemption: ListElement {
    init(flag text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            ground: try ExemptionGround(code: String(parts[0])),
            outcome: parts.count > 1 ? try ExemptionOutcome(code: String(parts[1])) : nil)
    }

    var flagText: String { ground.code + (outcome.map { "=\($0.code)" } ?? "") }

    func isNamed(_ name: String) -> Bool { name == ground.code }
    func isAbout(theSameAs other: Exemption) -> Bool { ground == other.ground }
    func replacing(_ other: Exemption) -> Exemption { Exemption(ground: ground, outcome: outcome ?? other.outcome) }
}

/// `64` of people who are not told apart, or `female,child,SY=3`, named `female,child,SY`.
extension PeopleGroup: ListElement {
    init(flag text: String) throws {
        guard let equals = text.lastIndex(of: "=") else {
            self.init(count: try Count(text))
            return
        }
        guard let name = Self.group(named: String(text[..<equals])) else {
            throw ValidationError(
                code: .unknownCode, given: text, problem: "is not written as a group of people",
                allowed: "sex, age group and nationality, each where it is known, and the count: female,child,SY=3; "
                    + "\(Sex.allowedCodes); \(AgeGroup.allowedCodes)")
        }
        self = name
        count = try Count(String(text[text.index(after: equals)...]))
    }

    /// The group without its count; nil where a word is none of its parts, or is so twice.
    private static func group(named name: String) -> PeopleGroup? {
        var group = PeopleGroup(count: .notReported)
        for word in name.split(separator: ",").map(String.init) {
            if group.sex == nil, let sex = try? Sex(code: word) {
                group.sex = sex
            } else if group.ageGroup == nil, let age = try? AgeGroup(code: word) {
                group.ageGroup = age
            } else if group.nationality.isEmpty, Countries.isCode(word) {
                group.nationality = word
            } else {
                return nil
            }
        }
        return group
    }

    private var isUndivided: Bool { sex == nil && ageGroup == nil && nationality.isEmpty }

    var flagText: String {
        let words = [sex?.code, ageGroup?.code, nationality.isEmpty ? nil : nationality].compactMap { $0 }
        return words.isEmpty ? count.notation : words.joined(separator: ",") + "=\(count.notation)"
    }

    /// The undivided group is named by its count, or by nothing.
    func isNamed(_ name: String) -> Bool {
        if isUndivided, name == count.notation { return true }
        return Self.group(named: name).map { isAbout(theSameAs: $0) } ?? false
    }

    func isAbout(theSameAs other: PeopleGroup) -> Bool {
        (sex, ageGroup, nationality) == (other.sex, other.ageGroup, other.nationality)
    }

    /// A new total replaces a total, and never a breakdown.
    static func list(of bare: [PeopleGroup], over list: [PeopleGroup]) -> [PeopleGroup]? {
        if list == bare { return list }
        let isTotalOnly = list.count <= 1 && list.allSatisfy(\.isUndivided)
        guard list.isEmpty || (isTotalOnly && bare.allSatisfy(\.isUndivided)) else { return nil }
        return try? [].edited(by: bare.map { .add($0) }, flag: "")
    }
}
