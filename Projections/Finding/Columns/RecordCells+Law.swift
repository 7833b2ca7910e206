internal import Incidents

/// Cases, laws, indicators and activities.
extension RecordCells {
    mutating func add(_ record: CourtCase) {
        add(record.opened)
        set(.title, record.title)
        addJurisdiction(record.jurisdiction)
        set(.origin, record.countriesOfOrigin)
        set(.transit, record.countriesOfTransit)
        set(.destination, record.countriesOfDestination)
        set(.countries, record.countriesInvolved)
        for country in record.countriesInvolved { add(country: country) }
        set(.conduct, record.conduct)
        set(.mode, record.mode)
        set(.benefit, record.benefit)
        set(.outcome, record.outcome)
        set(.migrants, record.migrantCount)
        set(.defendants, record.defendantCount)
        set(.people, record.defendants.map(\.notation))
        addLinks(of: .courtCase(record))
        add(record.notes)
    }

    mutating func add(_ record: Proceeding) {
        add(record.decided)
        set(.caseID, record.caseID)
        addJurisdiction(record.jurisdiction)
        set(.stage, record.stage)
        set(.court, record.court)
        set(.appealFrom, record.appealFrom)
        set(.status, record.status)
        set(.defendants, record.defendants)
        set(.convicted, record.convicted)
        set(.acquitted, record.acquitted)
        set(
            .charges,
            record.charges.map { [$0.provision, $0.provisionText, $0.verdict?.code ?? ""].joined(separator: " ") })
        addLinks(of: .proceeding(record))
        add(record.notes)
    }

    mutating func add(_ record: Law) {
        add(record.adopted)
        set(.title, record.title)
        set(.number, record.number)
        addJurisdiction(record.jurisdiction)
        set(.inForceFrom, record.inForceFrom)
        set(.inForceTo, record.inForceTo)
        addWords(record.otherTitles)
        addLinks(of: .law(record))
        add(record.notes)
    }

    mutating func add(_ record: Provision) {
        set(.law, record.law)
        set(.number, record.number)
        set(.title, record.title)
        addJurisdiction(record.jurisdiction)
        set(.inForceFrom, record.inForceFrom)
        set(.inForceTo, record.inForceTo)
        set(.articles, record.implements.map(\.article))
        set(.benefit, record.benefit)
        addLinks(of: .provision(record))
        add(record.notes)
    }

    mutating func add(_ record: Indicator) {
        add(record.period)
        add(publisher: record.publisher)
        set(.measure, record.measure)
        set(.population, record.population)
        set(.geography, record.geography)
        if let region = record.region { add(region: region) }
        set(.count, record.value)
        set(.unit, record.value.unit)
        set(.method, record.method)
        set(.asAt, record.asAt)
        set(.citation, record.citation)
        add(record.notes)
    }

    mutating func add(_ record: Activity) {
        add(record.occurred)
        add(record.place)
        set(.activityType, record.type)
        set(.title, record.title)
        set(.leadBodies, record.bodies)
        addWords(record.addressees)
        set(.countries, record.countries)
        for country in record.countries { add(country: country) }
        set(.count, record.persons)
        set(.status, record.status)
        set(.outcome, record.outcome)
        set(.incident, record.incident)
        set(.operation, record.operation)
        set(.caseID, record.caseID)
        addLinks(of: .activity(record))
        add(record.notes)
    }

    /// A country, by which records are looked up.
    private mutating func addJurisdiction(_ country: String) {
        set(.jurisdiction, country)
        if !country.isEmpty { add(country: country) }
    }
}
