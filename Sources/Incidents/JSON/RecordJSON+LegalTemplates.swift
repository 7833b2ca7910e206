extension RecordJSON {
    static let courtCaseTemplate = """
        // As published, without the names of persons
        "title": "Case of the boat of 3 February 2018",
        "jurisdiction": "IT",
        // When it was opened
        "opened": "2018-02",
        "countriesOfOrigin": ["BD", "EG"],
        "countriesOfTransit": ["LY"],
        "countriesOfDestination": ["IT"],
        // Those that took another part, for example in the investigation
        "countriesInvolved": ["MT"],
        // Smuggling of Migrants Protocol, articles 6(1) and 6(2): \(Conduct.allowedCodes)
        "conduct": ["6.1.a", "6.2.c"],
        // Article 6(3): \(Aggravation.allowedCodes)
        "aggravations": ["6.3.a"],
        // \(TransportMode.allowedCodes)
        "mode": "sea",
        // Both: \(CaseElement.allowedCodes)
        "organizedGroup": "proven",
        "transnational": "proven",
        // Financial or other material benefit: \(Benefit.allowedCodes)
        "benefit": "proven",
        // Of all defendants, by the latest decision: \(CaseOutcome.allowedCodes)
        "outcome": "partly-convicted",
        // Persons: all, and those of whom more is known; nobody is in two groups
        "migrantCount": 64,
        "migrants": [{ "count": 12, "sex": "male", "ageGroup": "adult", "nationality": "BD" }],
        "defendantCount": 3,
        // Role: \(OffenderRole.allowedCodes).
        // Nobody is a defendant for having been smuggled (Protocol, article 5): there is no such role
        "defendants": [{ "count": 2, "sex": "male", "nationality": "EG", "role": "transporter" }],
        // Identifiers of records that it is about
        "incidents": ["boat"],
        "operations": [],
        "arrests": ["boat-arrests"],

        """

    static let proceedingTemplate = """
        // The identifier of the case
        "case": "boat-case",
        "jurisdiction": "IT",
        // \(ProceedingStage.allowedCodes)
        "stage": "appeal",
        "court": "Court of appeal of Catania",
        // When it was decided
        "decided": "2019-05-17",
        // The proceeding whose decision was appealed; an appeal is a record of its own
        "appealFrom": "boat-first-instance",
        // \(DecisionStatus.allowedCodes)
        "status": "final",
        // Persons: all, those convicted of a charge at least, those acquitted of all
        "defendants": 3,
        "convicted": 2,
        "acquitted": 1,
        "charges": [
          // The identifier of a provision, or its text; the article that it comes to: \(Conduct.allowedCodes);
          // verdict: \(Verdict.allowedCodes);
          // imprisonment in months; a fine and a confiscation in whole units of a currency of ISO 4217
          { "provision": "tui-12-1", "provisionText": "", "conduct": "6.1.a", "verdict": "convicted",
            "imprisonment": "48..60", "fine": { "amount": 15000, "currency": "EUR" },
            "confiscation": "2000..:EUR", "confiscated": "The boat" },
        ],

        """

    static let lawTemplate = """
        // As published; and in other languages
        "title": "Testo unico sull'immigrazione",
        "otherTitles": ["Consolidated act on immigration"],
        "number": "Legislative decree 286/1998",
        "jurisdiction": "IT",
        "adopted": "1998-07-25",
        // The first and the last day on which it is in force
        "inForceFrom": "1998-09-02",
        "inForceTo": null,
        // Identifiers of laws that it changes, and ends
        "amends": [],
        "repeals": [],
        // SHA-256 of the text, in hexadecimal digits
        "textDigest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",

        """

    static let provisionTemplate = """
        // The identifier of the law, and the provision's number in it
        "law": "tui",
        "number": "art. 12(1)",
        "title": "Aiding illegal immigration",
        "jurisdiction": "IT",
        // The first and the last day on which it is in force
        "inForceFrom": "1998-09-02",
        "inForceTo": null,
        // Articles of the Protocol that it implements, and who says so:
        // \(ProtocolArticle.allowedCodes)
        "implements": [{ "article": "6.1.a", "saidBy": "UNODC" }],
        // The range of the penalty: months, and a fine
        "imprisonment": "24..72",
        "fine": { "amount": 15000, "currency": "EUR" },
        // The financial or other material benefit: \(BenefitElement.allowedCodes)
        "benefit": "aggravating",
        // Why it is not an element of the offence, by the letter of the guide's paragraph 49: \(BenefitOmission.allowedCodes)
        "benefitOmitted": "49.a",
        // Ground: \(ExemptionGround.allowedCodes). Mechanism: \(ExemptionMechanism.allowedCodes)
        "exemptions": [{ "ground": "humanitarian", "mechanism": "exemption-clause" }],
        // SHA-256 of the text, in hexadecimal digits
        "textDigest": "",

        """

    static let indicatorTemplate = """
        "publisher": "IOM Counter-Trafficking Data Collaborative",
        // As published
        "measure": "victims assisted",
        // Of whom
        "population": "Victims of trafficking assisted by the partners",
        // As published, and as a region or a named group of regions where it is one
        "geography": "World",
        "region": "m49:001",
        "period": "2002..2019",
        // Qualifier: \(Qualifier.allowedCodes)
        "value": { "low": 90000, "qualifier": "more-than", "unit": "persons" },
        // How it was found
        "method": "Case records of the partners, made anonymous",
        // The day to which it refers
        "asAt": "2020-02-17",
        "citation": "E/CN.15/2020, discussion guide, paragraph 20",

        """

    static let activityTemplate = """
        // \(ActivityType.allowedCodes)
        "type": "training",
        "title": "Training of border guards",
        "occurred": "2019-05-13..2019-05-17",
        "place": { "description": "Bogotá", "country": "CO" },
        // Who did it or asked for it, and for whom: bodies, never persons
        "bodies": ["UNODC"],
        "addressees": ["Migración Colombia"],
        "countries": ["CO", "PA"],
        // Persons whom it reached; what else was counted, with its unit
        "persons": 24,
        "quantity": { "low": 3, "qualifier": "exact", "unit": "trainings" },
        // \(ActivityStatus.allowedCodes)
        "status": "completed",
        // As published
        "outcome": "A manual was adopted",
        // The incident, operation or case that it is about
        "incident": "",
        "operation": "turquesa",
        "case": "",

        """
}
