internal import LedgerSchema

extension CourtCase: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, opened)
        writer.text(2, title)
        writer.text(3, jurisdiction)
        writer.texts(4, countriesOfOrigin)
        writer.texts(5, countriesOfTransit)
        writer.texts(6, countriesOfDestination)
        writer.texts(7, countriesInvolved)
        writer.codes(8, conduct)
        writer.codes(9, aggravations)
        writer.code(10, mode)
        writer.code(11, organizedGroup)
        writer.code(12, transnational)
        writer.code(13, benefit)
        writer.code(14, outcome)
        writer.message(15, migrantCount.ifStated)
        writer.messages(16, migrants)
        writer.message(17, defendantCount.ifStated)
        writer.messages(18, defendants)
        notes.write(to: &writer)
        writer.texts(23, incidents)
        writer.texts(24, operations)
        writer.texts(25, arrests)
        writer.messages(26, notes.externalIDs)
    }

    init(wire: WireCourtCase) throws(ValidationError) {
        self.init()
        opened = wire.hasOpened ? try value(wire.opened, "opened") : nil
        (title, jurisdiction) = (wire.title, wire.jurisdiction)
        countriesOfOrigin = wire.countriesOfOrigin
        countriesOfTransit = wire.countriesOfTransit
        countriesOfDestination = wire.countriesOfDestination
        countriesInvolved = wire.countriesInvolved
        conduct = try codes(wire.conduct, "conduct")
        aggravations = try codes(wire.aggravations, "aggravations")
        mode = try code(wire.mode, "mode")
        organizedGroup = try code(wire.organizedGroup, "organizedGroup")
        transnational = try code(wire.transnational, "transnational")
        benefit = try code(wire.benefit, "benefit")
        outcome = try code(wire.outcome, "outcome")
        migrantCount = wire.hasMigrantCount ? try value(wire.migrantCount, "migrantCount") : .notReported
        migrants = try values(wire.migrants, "migrants")
        defendantCount = wire.hasDefendantCount ? try value(wire.defendantCount, "defendantCount") : .notReported
        defendants = try values(wire.defendants, "defendants")
        (incidents, operations, arrests) = (wire.incidents, wire.operations, wire.arrests)
        notes = try Notes(wire: wire)
    }
}

extension DefendantGroup: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, people)
        writer.code(2, role)
    }

    init(wire: WireDefendantGroup) throws(ValidationError) {
        self.init(
            people: wire.hasPeople ? try value(wire.people, "people") : PeopleGroup(count: .notReported),
            role: try code(wire.role, "role"))
    }
}

extension Proceeding: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, decided)
        writer.text(2, caseID)
        writer.text(3, jurisdiction)
        writer.code(4, stage)
        writer.text(5, court)
        writer.text(6, appealFrom)
        writer.code(7, status)
        writer.message(8, defendants.ifStated)
        writer.message(9, convicted.ifStated)
        writer.message(10, acquitted.ifStated)
        writer.messages(11, charges)
        writer.messages(12, notes.externalIDs)
        notes.write(to: &writer)
    }

    init(wire: WireProceeding) throws(ValidationError) {
        self.init()
        decided = wire.hasDecided ? try value(wire.decided, "decided") : nil
        (caseID, jurisdiction, court, appealFrom) = (wire.caseID, wire.jurisdiction, wire.court, wire.appealFrom)
        stage = try code(wire.stage, "stage")
        status = try code(wire.status, "status")
        defendants = wire.hasDefendants ? try value(wire.defendants, "defendants") : .notReported
        convicted = wire.hasConvicted ? try value(wire.convicted, "convicted") : .notReported
        acquitted = wire.hasAcquitted ? try value(wire.acquitted, "acquitted") : .notReported
        charges = try values(wire.charges, "charges")
        notes = try Notes(wire: wire)
    }
}

extension Charge: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, provision)
        writer.text(2, provisionText)
        writer.code(3, conduct)
        writer.code(4, verdict)
        writer.message(5, imprisonment.ifStated)
        writer.message(6, fine)
        writer.message(7, confiscation)
        writer.text(8, confiscated)
    }

    init(wire: WireCharge) throws(ValidationError) {
        self.init()
        (provision, provisionText, confiscated) = (wire.provision, wire.provisionText, wire.confiscated)
        conduct = try code(wire.conduct, "conduct")
        verdict = try code(wire.verdict, "verdict")
        imprisonment = wire.hasImprisonment ? try value(wire.imprisonment, "imprisonment") : .notReported
        fine = wire.hasFine ? try value(wire.fine, "fine") : nil
        confiscation = wire.hasConfiscation ? try value(wire.confiscation, "confiscation") : nil
    }
}

extension Money: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, amount)
        writer.text(2, currency)
    }

    init(wire: WireMoney) throws(ValidationError) {
        self.init(
            amount: wire.hasAmount ? try value(wire.amount, "amount") : .notReported, currency: wire.currency)
    }
}
