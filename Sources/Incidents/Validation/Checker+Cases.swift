extension Checker {
    mutating func check(_ record: CourtCase) {
        check(record.opened, "opened", isExpected: true)
        if record.title.isEmpty, record.notes.externalIDs.isEmpty {
            refuse(.missing, "title", given: "", "must be stated", allowed: "the title as published, or an identifier")
        }
        check(caseTitle: record.title)
        checkJurisdiction(record.jurisdiction)
        check(countries: record.countriesOfOrigin, "countriesOfOrigin")
        check(countries: record.countriesOfTransit, "countriesOfTransit")
        check(countries: record.countriesOfDestination, "countriesOfDestination")
        check(countries: record.countriesInvolved, "countriesInvolved")
        check(record.migrantCount, "migrantCount")
        check(record.migrants, "migrants")
        checkSum(of: record.migrants, within: record.migrantCount, "migrants", "the migrants")
        let defendants = record.defendants.map(\.people)
        check(record.defendantCount, "defendantCount")
        check(defendants, "defendants")
        checkSum(of: defendants, within: record.defendantCount, "defendants", "the defendants")
        check(links: record.incidents, .incident, "incidents")
        check(links: record.operations, .operation, "operations")
        check(links: record.arrests, .arrests, "arrests")
    }

    mutating func check(_ record: Proceeding) {
        check(record.decided, "decided", isExpected: record.status != .pending)
        require(record.caseID, "case", allowed: "the identifier of the case")
        checkJurisdiction(record.jurisdiction)
        if record.stage == nil {
            refuse(.missing, "stage", given: "", "must be stated", allowed: ProceedingStage.allowedCodes)
        }
        checkAppeal(record)
        check(record.defendants, "defendants")
        check(record.convicted, "convicted")
        check(record.acquitted, "acquitted")
        checkVerdicts(record)
        for (index, charge) in record.charges.enumerated() {
            check(charge.imprisonment, "charges[\(index)].imprisonment")
            check(charge.fine, "charges[\(index)].fine")
            check(charge.confiscation, "charges[\(index)].confiscation")
        }
    }

    /// Of an appeal the persons are those of the decision before it: a first instance comes of none.
    private mutating func checkAppeal(_ record: Proceeding) {
        switch record.stage {
        case .preTrial, .firstInstance:
            guard !record.appealFrom.isEmpty else { return }
            refuse(
                .outOfRange, "appealFrom", given: record.appealFrom, "cannot come before a stage that is not an appeal",
                allowed: "the stage appeal, final-appeal or retrial, or no decision before it")
        case .appeal, .finalAppeal:
            guard record.appealFrom.isEmpty else { return }
            flag(.appealWithoutDecision, "appealFrom", "the decision from which it was taken is not named")
        case .retrial, .other, nil: break
        }
    }

    private mutating func checkVerdicts(_ record: Proceeding) {
        guard let most = record.defendants.upperBound, most >= 0 else { return }
        let (sum, isTooLarge) = max(record.convicted.lowerBound ?? 0, 0)
            .addingReportingOverflow(max(record.acquitted.lowerBound ?? 0, 0))
        let least = isTooLarge ? Int64.max : sum
        guard least > most else { return }
        flag(
            .verdictsExceedDefendants, "convicted",
            "those convicted and acquitted are \(least) persons at least, the defendants \(record.defendants.text)")
    }

    mutating func checkJurisdiction(_ country: String) {
        require(country, "jurisdiction", allowed: "whose law it is: a two-letter code of ISO 3166-1")
        check(country: country, "jurisdiction")
    }

    private mutating func check(links: [String], _ kind: RecordKind, _ field: String) {
        for link in links { check(RecordID(kind: kind, id: link)) }
    }

    /// Courts name cases after the parties. Who is charged is not named in the log, which forgets nothing.
    private mutating func check(caseTitle: String) {
        let parties = caseTitle.replacing(" vs ", with: " v. ").replacing(" v ", with: " v. ")
            .replacing(" contra ", with: " v. ").replacing(" c. ", with: " v. ").replacing(" against ", with: " v. ")
        guard let name = parties.split(separator: " v. ").lazy.map(String.init).first(where: PersonNames.areLike) else {
            return
        }
        if isKept(.titleMayNameAPerson, "title") {
            flag(.titleMayNameAPerson, "title", "it may name a person, whom no case is to name")
        } else {
            refuse(
                .outOfRange, "title", given: caseTitle, "looks as though it named a person (\(name))",
                allowed: "the title with initials, or the docket as --external-id docket:NUMBER; no case names a person"
            )
        }
    }
}
