import Incidents

/// Random cases, laws, indicators and activities: every field of each.
extension RandomValues {
    private mutating func people() -> PeopleGroup {
        PeopleGroup(
            count: count(), sex: maybe { $0.code() }, ageGroup: maybe { $0.code() }, nationality: text())
    }

    private mutating func money() -> Money { Money(amount: count(), currency: text()) }

    mutating func courtCase() -> CourtCase {
        var record = CourtCase()
        record.opened = maybe { $0.period() }
        (record.title, record.jurisdiction) = (text(), text())
        record.countriesOfOrigin = list { $0.text() }
        record.countriesOfTransit = list { $0.text() }
        record.countriesOfDestination = list { $0.text() }
        record.countriesInvolved = list { $0.text() }
        record.conduct = list { $0.code() }
        record.aggravations = list { $0.code() }
        record.mode = maybe { $0.code() }
        record.organizedGroup = maybe { $0.code() }
        record.transnational = maybe { $0.code() }
        record.benefit = maybe { $0.code() }
        record.outcome = maybe { $0.code() }
        (record.migrantCount, record.defendantCount) = (count(), count())
        record.migrants = list { $0.people() }
        record.defendants = list { values in DefendantGroup(people: values.people(), role: values.maybe { $0.code() }) }
        record.incidents = list { $0.text() }
        record.operations = list { $0.text() }
        record.arrests = list { $0.text() }
        record.notes = notes()
        return record
    }

    mutating func proceeding() -> Proceeding {
        var record = Proceeding()
        record.decided = maybe { $0.period() }
        (record.caseID, record.jurisdiction, record.court, record.appealFrom) = (text(), text(), text(), text())
        record.stage = maybe { $0.code() }
        record.status = maybe { $0.code() }
        (record.defendants, record.convicted, record.acquitted) = (count(), count(), count())
        record.charges = list { values in
            var charge = Charge()
            (charge.provision, charge.provisionText, charge.confiscated) = (values.text(), values.text(), values.text())
            charge.conduct = values.maybe { $0.code() }
            charge.verdict = values.maybe { $0.code() }
            charge.imprisonment = values.count()
            charge.fine = values.maybe { $0.money() }
            charge.confiscation = values.maybe { $0.money() }
            return charge
        }
        record.notes = notes()
        return record
    }

    mutating func law() -> Law {
        var record = Law()
        record.adopted = maybe { $0.period() }
        (record.jurisdiction, record.title, record.number) = (text(), text(), text())
        record.otherTitles = list { $0.text() }
        record.inForceFrom = maybe { $0.day() }
        record.inForceTo = maybe { $0.day() }
        record.amends = list { $0.text() }
        record.repeals = list { $0.text() }
        record.textDigest = digest()
        record.notes = notes()
        return record
    }

    private mutating func digest() -> [UInt8] { chance() ? [] : (0..<32).map { _ in UInt8(integer(0...255)) } }

    mutating func provision() -> Provision {
        var record = Provision()
        (record.law, record.jurisdiction, record.number, record.title) = (text(), text(), text(), text())
        record.inForceFrom = maybe { $0.day() }
        record.inForceTo = maybe { $0.day() }
        record.implements = list { Implementation(article: $0.code(), saidBy: $0.text()) }
        record.imprisonment = count()
        record.fine = maybe { $0.money() }
        record.benefit = maybe { $0.code() }
        record.benefitOmitted = maybe { $0.code() }
        record.exemptions = list { values in
            LegalExemption(ground: values.code(), mechanism: values.maybe { $0.code() })
        }
        record.textDigest = digest()
        record.notes = notes()
        return record
    }

    mutating func indicator() -> Indicator {
        var record = Indicator()
        record.period = maybe { $0.period() }
        (record.publisher, record.measure, record.population) = (text(), text(), text())
        (record.geography, record.method, record.citation) = (text(), text(), text())
        record.region = maybe { $0.region() }
        record.value = count()
        record.asAt = maybe { $0.day() }
        record.notes = notes()
        return record
    }

    mutating func activity() -> Activity {
        var record = Activity()
        record.occurred = maybe { $0.period() }
        record.place = place()
        record.type = maybe { $0.code() }
        (record.title, record.outcome) = (text(), text())
        (record.incident, record.operation, record.caseID) = (text(), text(), text())
        record.bodies = list { $0.text() }
        record.addressees = list { $0.text() }
        record.countries = list { $0.text() }
        (record.persons, record.quantity) = (count(), count())
        record.status = maybe { $0.code() }
        record.notes = notes()
        return record
    }
}
