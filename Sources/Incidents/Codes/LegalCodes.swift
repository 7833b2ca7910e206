/// Kinds of document fraud (guide, paragraph 11).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum DocumentFraud: Int32, CaseIterable, Sendable {
    case impostorUse = 1
    case altered = 2
    case forged = 3
    case fraudulentlyObtained = 4

    public var code: String {
        switch self {
        case .impostorUse: "impostor-use"
        case .altered: "altered"
        case .forged: "forged"
        case .fraudulentlyObtained: "fraudulently-obtained"
        }
    }
}

/// Conduct under the Smuggling of Migrants Protocol, articles 6(1) and 6(2).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Conduct: Int32, CaseIterable, Sendable {
    case smuggling = 1
    case producingDocument = 2
    case procuringProvidingOrPossessingDocument = 3
    case enablingStay = 4
    case attempt = 5
    case accomplice = 6
    case organizingOrDirecting = 7

    public var code: String {
        switch self {
        case .smuggling: "6.1.a"
        case .producingDocument: "6.1.b.produce"
        case .procuringProvidingOrPossessingDocument: "6.1.b.procure-provide-possess"
        case .enablingStay: "6.1.c"
        case .attempt: "6.2.a"
        case .accomplice: "6.2.b"
        case .organizingOrDirecting: "6.2.c"
        }
    }
}

/// Aggravating circumstances under the Protocol, article 6(3).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Aggravation: Int32, CaseIterable, Sendable {
    case endangeringLifeOrSafety = 1
    case inhumanOrDegradingTreatment = 2

    public var code: String {
        switch self {
        case .endangeringLifeOrSafety: "6.3.a"
        case .inhumanOrDegradingTreatment: "6.3.b"
        }
    }
}

/// Financial or other material benefit (guide, paragraphs 49 to 51).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum Benefit: Int32, CaseIterable, Sendable {
    case alleged = 1
    case proven = 2
    case notProven = 3
    case absent = 4
    case unknown = 5

    public var code: String {
        switch self {
        case .alleged: "alleged"
        case .proven: "proven"
        case .notProven: "not-proven"
        case .absent: "absent"
        case .unknown: "unknown"
        }
    }
}

/// Grounds on which help is excluded from prosecution (guide, paragraphs 51 to 54).
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ExemptionGround: Int32, CaseIterable, Sendable {
    case humanitarian = 1
    case family = 2
    case mutualAid = 3
    case ngo = 4

    public var code: String {
        switch self {
        case .humanitarian: "humanitarian"
        case .family: "family"
        case .mutualAid: "mutual-aid"
        case .ngo: "ngo"
        }
    }
}

/// What became of an exemption that was invoked.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ExemptionOutcome: Int32, CaseIterable, Sendable {
    case pending = 1
    case accepted = 2
    case rejected = 3
    case unknown = 4

    public var code: String {
        switch self {
        case .pending: "pending"
        case .accepted: "accepted"
        case .rejected: "rejected"
        case .unknown: "unknown"
        }
    }
}

/// Crimes against migrants (guide, paragraph 20), and trafficking in persons.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum CrimeAgainstMigrants: Int32, CaseIterable, Sendable {
    case homicide = 1
    case assault = 2
    case sexualViolence = 3
    case robbery = 4
    case fraud = 5
    case inhumanOrDegradingTreatment = 6
    case deprivationOfLiberty = 7
    case enforcedDisappearance = 8
    case extortion = 9
    case traffickingInPersons = 10

    public var code: String {
        switch self {
        case .homicide: "homicide"
        case .assault: "assault"
        case .sexualViolence: "sexual-violence"
        case .robbery: "robbery"
        case .fraud: "fraud"
        case .inhumanOrDegradingTreatment: "inhuman-or-degrading-treatment"
        case .deprivationOfLiberty: "deprivation-of-liberty"
        case .enforcedDisappearance: "enforced-disappearance"
        case .extortion: "extortion"
        case .traffickingInPersons: "trafficking-in-persons"
        }
    }
}
