/// Articles of the Smuggling of Migrants Protocol that national law implements.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ProtocolArticle: Int32, CaseIterable, Sendable {
    case smugglingDefined = 1
    case illegalEntryDefined = 2
    case fraudulentDocumentDefined = 3
    case liabilityOfMigrants = 4
    case smuggling = 5
    case producingDocument = 6
    case procuringProvidingOrPossessingDocument = 7
    case enablingStay = 8
    case attempt = 9
    case accomplice = 10
    case organizingOrDirecting = 11
    case endangeringLifeOrSafety = 12
    case inhumanOrDegradingTreatment = 13
    /// Conduct that is an offence under domestic law alone (guide, paragraph 56).
    case domesticOffences = 14
    case measuresAtSea = 15
    case safeguardsAtSea = 16
    case information = 17
    case borderMeasures = 18
    case securityOfDocuments = 19
    case validityOfDocuments = 20
    case training = 21
    case prevention = 22
    case protection = 23
    case returnOfMigrants = 24

    public var code: String {
        switch self {
        case .smugglingDefined: "3.a"
        case .illegalEntryDefined: "3.b"
        case .fraudulentDocumentDefined: "3.c"
        case .liabilityOfMigrants: "5"
        case .smuggling: "6.1.a"
        case .producingDocument: "6.1.b.produce"
        case .procuringProvidingOrPossessingDocument: "6.1.b.procure-provide-possess"
        case .enablingStay: "6.1.c"
        case .attempt: "6.2.a"
        case .accomplice: "6.2.b"
        case .organizingOrDirecting: "6.2.c"
        case .endangeringLifeOrSafety: "6.3.a"
        case .inhumanOrDegradingTreatment: "6.3.b"
        case .domesticOffences: "6.4"
        case .measuresAtSea: "8"
        case .safeguardsAtSea: "9"
        case .information: "10"
        case .borderMeasures: "11"
        case .securityOfDocuments: "12"
        case .validityOfDocuments: "13"
        case .training: "14"
        case .prevention: "15"
        case .protection: "16"
        case .returnOfMigrants: "18"
        }
    }
}

/// What a national offence makes of the financial or other material benefit (guide, paragraphs 49 to 51).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum BenefitElement: Int32, CaseIterable, Sendable {
    case required = 1
    case absent = 2
    case aggravating = 3
    case unclear = 4

    public var code: String {
        switch self {
        case .required: "required"
        case .absent: "absent"
        case .aggravating: "aggravating"
        case .unclear: "unclear"
        }
    }
}

/// Why a national offence omits the benefit: the three reasons that the guide lists in paragraph 49, by their letters.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum BenefitOmission: Int32, CaseIterable, Sendable {
    case paragraph49a = 1
    case paragraph49b = 2
    case paragraph49c = 3
    case other = 4

    public var code: String {
        switch self {
        case .paragraph49a: "49.a"
        case .paragraph49b: "49.b"
        case .paragraph49c: "49.c"
        case .other: "other"
        }
    }
}

/// By which means help is excluded from prosecution (guide, paragraph 54, a to c).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ExemptionMechanism: Int32, CaseIterable, Sendable {
    case statutoryDefence = 1
    case exemptionClause = 2
    /// Of prosecutors or of the police.
    case discretion = 3

    public var code: String {
        switch self {
        case .statutoryDefence: "statutory-defence"
        case .exemptionClause: "exemption-clause"
        case .discretion: "discretion"
        }
    }
}
