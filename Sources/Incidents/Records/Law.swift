/// A law. From when to when it is in force is a part of its state, and another thing than when it was known.
public struct Law: Hashable, Sendable {
    public var adopted: Period?
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = ""
    /// As published, in the law's own language.
    public var title = ""
    /// In other languages, or shorter.
    public var otherTitles: [String] = []
    /// As published, for example `Law 189/2002`.
    public var number = ""
    public var inForceFrom: Day?
    /// The last day; nil where no end is known.
    public var inForceTo: Day?
    /// Identifiers of the laws that it changes.
    public var amends: [String] = []
    /// Identifiers of the laws that it ends.
    public var repeals: [String] = []
    /// SHA-256 of the text, which is not kept; empty where none is stated.
    public var textDigest: [UInt8] = []
    public var notes = Notes()

    public init() {}
}

/// A provision of a law: an offence and its penalty, an exemption, a duty.
public struct Provision: Hashable, Sendable {
    /// The identifier of the law.
    public var law = ""
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = ""
    /// Its number in the law, for example `art. 12(1)`.
    public var number = ""
    /// As published.
    public var title = ""
    public var inForceFrom: Day?
    /// The last day; nil where no end is known.
    public var inForceTo: Day?
    /// Articles of the Protocol that somebody says it implements.
    public var implements: [Implementation] = []
    /// Months: the range of the penalty.
    public var imprisonment = Count.notReported
    /// The range of the penalty.
    public var fine: Money?
    public var benefit: BenefitElement?
    /// Why the benefit is not an element of the offence.
    public var benefitOmitted: BenefitOmission?
    public var exemptions: [LegalExemption] = []
    /// SHA-256 of the text, which is not kept; empty where none is stated.
    public var textDigest: [UInt8] = []
    public var notes = Notes()

    public init() {}
}

/// That a provision implements an article of the Protocol: somebody says so, and others may say otherwise.
public struct Implementation: Hashable, Sendable {
    public var article: ProtocolArticle
    /// A body or a publisher, never a person.
    public var saidBy: String

    public init(article: ProtocolArticle, saidBy: String = "") {
        self.article = article
        self.saidBy = saidBy
    }
}

/// A ground on which a provision excludes help from prosecution, and by which means (guide, paragraphs 51 to 54).
public struct LegalExemption: Hashable, Sendable {
    public var ground: ExemptionGround
    public var mechanism: ExemptionMechanism?

    public init(ground: ExemptionGround, mechanism: ExemptionMechanism? = nil) {
        self.ground = ground
        self.mechanism = mechanism
    }
}
