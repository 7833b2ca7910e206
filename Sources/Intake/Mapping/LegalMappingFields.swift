import Incidents

/// What a mapping may say of each field of cases, laws, indicators and activities.
extension MappingFields {
    /// Identifiers of standards, each by a column of its own; those of no standard stay in the columns of the file.
    static let identifiers: [String: Rule] = [
        "docket": text, "ecli": text, "eli": text, "akn": text, "urn-lex": text,
    ]

    private static let notes: [String: Rule] = [
        "jurisdiction": country, "note": text, "sources": Rule(readers: [.sources], isList: true),
    ]

    static func legal(_ kind: RecordKind) -> [String: Rule] {
        let own: [String: Rule] =
            switch kind {
            case .courtCase: courtCase
            case .proceeding: proceeding
            case .law: law
            default: provision
            }
        return notes.merging(identifiers) { $1 }.merging(own) { $1 }
    }

    private static let links = Rule(readers: [.link, .text, .constant], isList: true)

    private static let courtCase: [String: Rule] = [
        "title": text, "opened": date, "countriesOfOrigin": countries, "countriesOfTransit": countries,
        "countriesOfDestination": countries, "countriesInvolved": countries,
        "conduct": code(Conduct.self, isList: true),
        "aggravations": code(Aggravation.self, isList: true), "mode": code(TransportMode.self),
        "organizedGroup": code(CaseElement.self), "transnational": code(CaseElement.self),
        "benefit": code(Benefit.self),
        "outcome": code(CaseOutcome.self), "migrantCount": count, "defendantCount": count, "incidents": links,
        "operations": links, "arrests": links,
    ]

    private static let proceeding: [String: Rule] = [
        "case": link, "stage": code(ProceedingStage.self), "court": text, "decided": date, "appealFrom": link,
        "status": code(DecisionStatus.self), "defendants": count, "convicted": count, "acquitted": count,
    ]

    private static let law: [String: Rule] = [
        "title": text, "otherTitles": Rule(readers: [.text, .constant], isList: true), "number": text, "adopted": date,
        "inForceFrom": date, "inForceTo": date, "amends": links, "repeals": links,
    ]

    private static let provision: [String: Rule] = [
        "law": link, "number": text, "title": text, "inForceFrom": date, "inForceTo": date,
        "implements": code(ProtocolArticle.self, isList: true), "implements.saidBy": text, "imprisonment": count,
        "fine": count, "currency": text, "benefit": code(BenefitElement.self),
        "benefitOmitted": code(BenefitOmission.self),
    ]

    static let indicator: [String: Rule] = [
        "publisher": text, "measure": text, "population": text, "geography": text, "region": Rule(readers: [.region]),
        "period": date, "value": count, "unit": text, "method": text, "asAt": date, "citation": text, "note": text,
        "sources": Rule(readers: [.sources], isList: true),
    ]

    static let activity: [String: Rule] = [
        "type": code(ActivityType.self), "title": text, "bodies": Rule(readers: [.text, .constant], isList: true),
        "addressees": Rule(readers: [.text, .constant], isList: true), "countries": countries, "persons": count,
        "quantity": count, "unit": text, "status": code(ActivityStatus.self), "outcome": text, "incident": link,
        "operation": link, "case": link,
    ]
}
