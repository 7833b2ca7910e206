package import Incidents

/// A text as it stands: a country's code, a body.
extension String: ListElement {
    package init(flag text: String) { self = text }

    package var flagText: String { self }
}

extension ListElement where Self: Coded {
    package init(flag text: String) throws { try self.init(code: text) }

    package var flagText: String { code }
}

extension CrimeAgainstMigrants: ListElement {}
extension Conduct: ListElement {}
extension Aggravation: ListElement {}
extension DocumentFraud: ListElement {}
extension Perpetrator: ListElement {}
extension EnablingCorruption: ListElement {}
extension SmugglerProfile: ListElement {}

/// `mmp-2014:Mediterranean`; a scheme has one region, and may name it.
extension Region: ListElement {
    package init(flag text: String) throws { self = try Reading.region(text) }

    package var flagText: String { description }

    package func isNamed(_ name: String) -> Bool { name == description || name == scheme }
    package func isAbout(theSameAs other: Region) -> Bool { scheme == other.scheme }
}

/// `scheme:value`
extension ExternalID: ListElement {
    package init(flag text: String) throws {
        guard let colon = text.firstIndex(of: ":") else {
            throw ValidationError(
                code: .missing, given: text, problem: "names no scheme",
                allowed: "scheme:value, for example frontex-jora:20471")
        }
        self.init(scheme: String(text[..<colon]), value: String(text[text.index(after: colon)...]))
    }

    package var flagText: String { "\(scheme):\(value)" }
}

/// The publisher. Of one publisher there may be several, at different addresses.
extension Source: ListElement {
    package init(flag text: String) { self.init(publisher: text) }

    package var flagText: String { publisher.isEmpty ? locator : publisher }

    package func isAbout(theSameAs other: Source) -> Bool { (publisher, locator) == (other.publisher, other.locator) }

    package func replacing(_ other: Source) -> Source {
        Source(
            publisher: publisher, locator: locator, asAt: asAt ?? other.asAt, quality: quality ?? other.quality)
    }
}

/// `INTERPOL/arrests@action=18`, named `INTERPOL/arrests@action`.
extension OperationResult: ListElement {
    package init(flag text: String) throws { self = try Reading.result(text) }

    private var name: String { "\(publisher)/\(measure)" + (phase.map { "@\($0.code)" } ?? "") }

    package var flagText: String { "\(name)=\(count.notation)" + (count.unit.isEmpty ? "" : " \(count.unit)") }

    package func isNamed(_ name: String) -> Bool { name == self.name }

    package func isAbout(theSameAs other: OperationResult) -> Bool {
        (publisher, measure, phase) == (other.publisher, other.measure, other.phase)
    }

    /// What the flags do not state stays: the unit, where it is stated, to what day it refers.
    package func replacing(_ other: OperationResult) -> OperationResult {
        var result = self
        if count.unit.isEmpty { result.count.unit = other.count.unit }
        if locator.isEmpty { result.locator = other.locator }
        if asAt == nil { result.asAt = other.asAt }
        if note.isEmpty { result.note = other.note }
        return result
    }

    /// A result says itself which one it replaces.
    package static func list(of bare: [OperationResult], over list: [OperationResult]) -> [OperationResult]? {
        try? list.edited(by: bare.map { .add($0) }, flag: "")
    }
}

/// `action:2018-11-27..2018-11-30:checks at borders`, named `action`.
extension OperationPhasePeriod: ListElement {
    package init(flag text: String) throws {
        let parts = text.parts(3)
        self.init(
            phase: try OperationPhase(code: parts[0]),
            period: parts.count > 1 && !parts[1].isEmpty ? try Period(parts[1]) : nil,
            description: parts.count > 2 ? parts[2] : "")
    }

    package var flagText: String { [phase.code, period?.notation ?? "", description].joinedParts }

    package func isNamed(_ name: String) -> Bool { name == phase.code }
    package func isAbout(theSameAs other: OperationPhasePeriod) -> Bool { phase == other.phase }

    package func replacing(_ other: OperationPhasePeriod) -> OperationPhasePeriod {
        OperationPhasePeriod(
            phase: phase, period: period ?? other.period,
            description: description.isEmpty ? other.description : description)
    }
}

/// `humanitarian@exemption-clause:accepted:claimed by a volunteer`, named `humanitarian`.
extension Exemption: ListElement {
    package init(flag text: String) throws {
        let parts = text.parts(3)
        let means = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(
            ground: try ExemptionGround(code: means[0]),
            outcome: parts.count > 1 && !parts[1].isEmpty ? try ExemptionOutcome(code: parts[1]) : nil,
            note: parts.count > 2 ? parts[2] : "",
            mechanism: means.count > 1 ? try ExemptionMechanism(code: means[1]) : nil)
    }

    package var flagText: String {
        [ground.code + (mechanism.map { "@\($0.code)" } ?? ""), outcome?.code ?? "", note].joinedParts
    }

    package func isNamed(_ name: String) -> Bool { name == ground.code }
    package func isAbout(theSameAs other: Exemption) -> Bool { ground == other.ground }

    package func replacing(_ other: Exemption) -> Exemption {
        Exemption(
            ground: ground, outcome: outcome ?? other.outcome, note: note.isEmpty ? other.note : note,
            mechanism: mechanism ?? other.mechanism)
    }
}

extension String {
    /// What colons divide, at most so many: what comes after is part of the last.
    fileprivate func parts(_ most: Int) -> [String] {
        split(separator: ":", maxSplits: most - 1, omittingEmptySubsequences: false)
            .map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
    }
}

extension [String] {
    /// As ``String/parts(_:)`` reads them, without empty ones at the end.
    fileprivate var joinedParts: String {
        var parts = self
        while parts.last?.isEmpty == true { parts.removeLast() }
        return parts.joined(separator: ":")
    }
}

/// `500..900:EUR:person`
extension Fee {
    package init(flag text: String) throws {
        let parts = text.parts(3)
        guard parts.count > 1 else {
            throw ValidationError(
                code: .missing, given: text, problem: "names no currency",
                allowed:
                    "amount:currency, for example 500..900:EUR, or amount:currency:basis with \(FeeBasis.allowedCodes)")
        }
        self.init(
            amount: try Count(parts[0]), currency: parts[1],
            basis: parts.count > 2 ? try FeeBasis(code: parts[2]) : nil)
    }

    var flagText: String { [amount.notation, currency, basis?.code ?? ""].joinedParts }
}

/// `64` of people who are not told apart, `3:male:adult:SY`, named `male:adult:SY`, or `SY` for a number that is not known.
extension PeopleGroup: ListElement {
    package init(flag text: String) throws { try self.init(text) }

    package var flagText: String { notation }

    /// The undivided group is named by its count.
    package func isNamed(_ name: String) -> Bool {
        name == self.name && !name.isEmpty || name == notation
    }

    package func isAbout(theSameAs other: PeopleGroup) -> Bool { name == other.name }

    /// A new total replaces a total, and never a breakdown.
    package static func list(of bare: [PeopleGroup], over list: [PeopleGroup]) -> [PeopleGroup]? {
        if list == bare { return list }
        let isTotalOnly = list.count <= 1 && list.allSatisfy(\.name.isEmpty)
        guard list.isEmpty || (isTotalOnly && bare.allSatisfy(\.name.isEmpty)) else { return nil }
        return try? [].edited(by: bare.map { .add($0) }, flag: "")
    }
}
