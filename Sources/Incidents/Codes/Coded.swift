internal import Forms

/// An enumeration whose cases have a stable text code, for example `death-in-transit`.
///
/// Codes are what people type and programs read; raw values are what the wire form holds. Neither ever changes.
public protocol Coded: CaseIterable, RawRepresentable, Hashable, Sendable where RawValue == Int32 {
    /// In kebab case; for legal categories the article.
    var code: String { get }
    /// Shorter words that are read as one of the cases, and never written.
    static var shortCodes: [String: Self] { get }
}

extension Coded {
    public static var shortCodes: [String: Self] { [:] }

    /// The case with this code, or with this short one.
    ///
    /// - Throws: ``ValidationError`` with code `unknownCode`, listing every code that is allowed and those that are like it.
    public init(code text: String) throws(ValidationError) {
        guard let match = Self.allCases.first(where: { $0.code == text }) ?? Self.shortCodes[text] else {
            throw ValidationError(
                code: .unknownCode, given: text, problem: "is not one of the codes", allowed: Self.allowedCodes,
                meant: suggestions(for: text, among: Self.allCases.map(\.code)))
        }
        self = match
    }

    /// Every code, in the order of the wire form, joined by commas.
    public static var allowedCodes: String {
        allCases.map(\.code).joined(separator: ", ")
    }
}

extension RecordKind: Coded {
    public static var shortCodes: [String: RecordKind] { ["figure": .publishedFigure] }
}
extension ImportScope: Coded {}
extension EventType: Coded {}
extension LinkRelation: Coded {}
extension SumPart: Coded {}
extension Qualifier: Coded {}
extension DatePrecision: Coded {}
extension DateBasis: Coded {}
extension PointPrecision: Coded {}
extension Sex: Coded {}
extension AgeGroup: Coded {}
extension IncidentKind: Coded {}
extension TransportMode: Coded {}
extension FeeBasis: Coded {}
extension CauseClass: Coded {}
extension DocumentFraud: Coded {}
extension Conduct: Coded {}
extension Aggravation: Coded {}
extension Benefit: Coded {}
extension ExemptionGround: Coded {}
extension ExemptionOutcome: Coded {}
extension CrimeAgainstMigrants: Coded {}
extension OffenderRole: Coded {}
extension OperationPhase: Coded {}
extension ArrestStage: Coded {}
extension CaseElement: Coded {}
extension CaseOutcome: Coded {}
extension ProceedingStage: Coded {}
extension DecisionStatus: Coded {}
extension Verdict: Coded {}
extension ProtocolArticle: Coded {}
extension BenefitElement: Coded {}
extension BenefitOmission: Coded {}
extension ExemptionMechanism: Coded {}
extension ActivityType: Coded {}
extension ActivityStatus: Coded {}
extension Perpetrator: Coded {}
extension EnablingCorruption: Coded {}
extension SmugglerProfile: Coded {}
