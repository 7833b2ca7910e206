internal import LedgerSchema

extension Record {
    var wire: WireEntry.OneOf_Record {
        switch self {
        case .incident(let record): .incident(record.wire)
        case .deaths(let record): .deaths(record.wire)
        case .arrests(let record): .arrests(record.wire)
        case .operation(let record): .operation(record.wire)
        case .publishedFigure(let record): .publishedFigure(record.wire)
        case .import(let record): .import(record.wire)
        case .dataset(let record): .datasetRecord(record.wire)
        case .importCells(let record): .importCells(record.wire)
        case .link(let record): .link(record.wire)
        }
    }

    init(wire: WireEntry.OneOf_Record) throws(ValidationError) {
        switch wire {
        case .incident(let wire): self = .incident(try Incident(wire: wire))
        case .deaths(let wire): self = .deaths(try Deaths(wire: wire))
        case .arrests(let wire): self = .arrests(try Arrests(wire: wire))
        case .operation(let wire): self = .operation(try Operation(wire: wire))
        case .publishedFigure(let wire): self = .publishedFigure(try PublishedFigure(wire: wire))
        case .import(let wire): self = .import(try Import(wire: wire))
        case .datasetRecord(let wire): self = .dataset(try Dataset(wire: wire))
        case .importCells(let wire): self = .importCells(try ImportCells(wire: wire))
        case .link(let wire): self = .link(try Link(wire: wire))
        }
    }
}

extension Incident: WireCodable {
    var wire: WireIncident {
        var wire = WireIncident()
        if let occurred { wire.occurred = occurred.wire }
        if let place = place.wireIfStated { wire.place = place }
        wire.kind = wireCode(kind)
        wire.route = route
        wire.mode = wireCode(mode)
        wire.countriesOfOrigin = countriesOfOrigin
        wire.countriesOfTransit = countriesOfTransit
        wire.countriesOfDestination = countriesOfDestination
        wire.people = people.map(\.wire)
        if let fee { wire.fee = fee.wire }
        wire.documentFraud = documentFraud.map(wireCode)
        wire.conduct = conduct.map(wireCode)
        wire.aggravations = aggravations.map(wireCode)
        wire.benefit = wireCode(benefit)
        wire.exemptions = exemptions.map(\.wire)
        wire.crimes = crimes.map(wireCode)
        wire.operation = operation
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireIncident) throws(ValidationError) {
        self.init()
        kind = try code(wire.kind, "kind")
        occurred = wire.hasOccurred ? try value(wire.occurred, "occurred") : nil
        place = wire.hasPlace ? try value(wire.place, "place") : Place()
        route = wire.route
        mode = try code(wire.mode, "mode")
        countriesOfOrigin = wire.countriesOfOrigin
        countriesOfTransit = wire.countriesOfTransit
        countriesOfDestination = wire.countriesOfDestination
        people = try values(wire.people, "people")
        fee = wire.hasFee ? try value(wire.fee, "fee") : nil
        documentFraud = try codes(wire.documentFraud, "documentFraud")
        conduct = try codes(wire.conduct, "conduct")
        aggravations = try codes(wire.aggravations, "aggravations")
        benefit = try code(wire.benefit, "benefit")
        exemptions = try values(wire.exemptions, "exemptions")
        crimes = try codes(wire.crimes, "crimes")
        operation = wire.operation
        notes = try Notes(wire: wire)
    }
}

extension Deaths: WireCodable {
    var wire: WireDeaths {
        var wire = WireDeaths()
        if let occurred { wire.occurred = occurred.wire }
        if let place = place.wireIfStated { wire.place = place }
        wire.incident = incident
        if let count = dead.wireIfStated { wire.dead = count }
        if let count = missing.wireIfStated { wire.missing = count }
        if let count = survivors.wireIfStated { wire.survivors = count }
        if let count = females.wireIfStated { wire.females = count }
        if let count = males.wireIfStated { wire.males = count }
        if let count = children.wireIfStated { wire.children = count }
        if let count = statedTotal.wireIfStated { wire.statedTotal = count }
        wire.causeClass = wireCode(causeClass)
        wire.cause = cause
        wire.route = route
        wire.regionOfOrigin = regionOfOrigin
        wire.countryOfOrigin = countryOfOrigin
        wire.countriesOfOrigin = countriesOfOrigin
        wire.sourceQuality = UInt32(clamping: sourceQuality ?? 0)
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireDeaths) throws(ValidationError) {
        self.init()
        occurred = wire.hasOccurred ? try value(wire.occurred, "occurred") : nil
        place = wire.hasPlace ? try value(wire.place, "place") : Place()
        incident = wire.incident
        dead = wire.hasDead ? try value(wire.dead, "dead") : .notReported
        missing = wire.hasMissing ? try value(wire.missing, "missing") : .notReported
        survivors = wire.hasSurvivors ? try value(wire.survivors, "survivors") : .notReported
        females = wire.hasFemales ? try value(wire.females, "females") : .notReported
        males = wire.hasMales ? try value(wire.males, "males") : .notReported
        children = wire.hasChildren ? try value(wire.children, "children") : .notReported
        statedTotal = wire.hasStatedTotal ? try value(wire.statedTotal, "statedTotal") : .notReported
        causeClass = try code(wire.causeClass, "causeClass")
        cause = wire.cause
        route = wire.route
        regionOfOrigin = wire.regionOfOrigin
        countryOfOrigin = wire.countryOfOrigin
        countriesOfOrigin = wire.countriesOfOrigin
        sourceQuality = wire.sourceQuality == 0 ? nil : Int32(clamping: wire.sourceQuality)
        notes = try Notes(wire: wire)
    }
}

extension Arrests: WireCodable {
    var wire: WireArrests {
        var wire = WireArrests()
        if let occurred { wire.occurred = occurred.wire }
        if let place = place.wireIfStated { wire.place = place }
        wire.incident = incident
        wire.operation = operation
        if let count = count.wireIfStated { wire.count = count }
        wire.role = wireCode(role)
        wire.nationalities = nationalities
        wire.phase = wireCode(phase)
        wire.offences = offences.map(wireCode)
        wire.aggravations = aggravations.map(wireCode)
        wire.jurisdiction = jurisdiction
        wire.stage = wireCode(stage)
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireArrests) throws(ValidationError) {
        self.init()
        occurred = wire.hasOccurred ? try value(wire.occurred, "occurred") : nil
        place = wire.hasPlace ? try value(wire.place, "place") : Place()
        incident = wire.incident
        operation = wire.operation
        count = wire.hasCount ? try value(wire.count, "count") : .notReported
        role = try code(wire.role, "role")
        nationalities = wire.nationalities
        phase = try code(wire.phase, "phase")
        offences = try codes(wire.offences, "offences")
        aggravations = try codes(wire.aggravations, "aggravations")
        jurisdiction = wire.jurisdiction
        stage = try code(wire.stage, "stage")
        notes = try Notes(wire: wire)
    }
}

extension Operation: WireCodable {
    var wire: WireOperation {
        var wire = WireOperation()
        if let occurred { wire.occurred = occurred.wire }
        if let place = place.wireIfStated { wire.place = place }
        wire.name = name
        wire.leadBodies = leadBodies
        wire.phases = phases.map(\.wire)
        wire.countries = countries
        if let count = countriesStated.wireIfStated { wire.countriesStated = count }
        wire.purpose = purpose
        wire.results = results.map(\.wire)
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireOperation) throws(ValidationError) {
        self.init()
        occurred = wire.hasOccurred ? try value(wire.occurred, "occurred") : nil
        place = wire.hasPlace ? try value(wire.place, "place") : Place()
        name = wire.name
        leadBodies = wire.leadBodies
        phases = try values(wire.phases, "phases")
        countries = wire.countries
        countriesStated = wire.hasCountriesStated ? try value(wire.countriesStated, "countriesStated") : .notReported
        purpose = wire.purpose
        results = try values(wire.results, "results")
        notes = try Notes(wire: wire)
    }
}

extension OperationPhasePeriod: WireCodable {
    var wire: WireOperationPhasePeriod {
        var wire = WireOperationPhasePeriod()
        wire.phase = wireCode(phase)
        if let period { wire.period = period.wire }
        wire.description_p = description
        return wire
    }

    init(wire: WireOperationPhasePeriod) throws(ValidationError) {
        self.init(
            phase: try requiredCode(wire.phase, "phase"),
            period: wire.hasPeriod ? try value(wire.period, "period") : nil, description: wire.description_p)
    }
}

extension OperationResult: WireCodable {
    var wire: WireOperationResult {
        var wire = WireOperationResult()
        wire.publisher = publisher
        wire.measure = measure
        wire.count = count.wire
        wire.phase = wireCode(phase)
        wire.locator = locator
        if let asAt { wire.asAt = asAt.number }
        wire.note = note
        return wire
    }

    init(wire: WireOperationResult) throws(ValidationError) {
        self.init(
            publisher: wire.publisher, measure: wire.measure,
            count: wire.hasCount ? try value(wire.count, "count") : .notReported, phase: try code(wire.phase, "phase"),
            locator: wire.locator, asAt: wire.hasAsAt ? Day(number: wire.asAt) : nil, note: wire.note)
    }
}

extension PublishedFigure: WireCodable {
    var wire: WirePublishedFigure {
        var wire = WirePublishedFigure()
        if let period { wire.period = period.wire }
        wire.geography = geography
        if let region { wire.region = region.wire }
        wire.publisher = publisher
        wire.subject = subject
        wire.measure = measure
        wire.measureCode = measureCode
        if let count = count.wireIfStated { wire.count = count }
        if let publishedOn { wire.publishedOn = publishedOn.number }
        if let asAt { wire.asAt = asAt.number }
        wire.citation = citation
        wire.paragraph = paragraph
        wire.operation = operation
        wire.dataset = dataset
        wire.periodText = periodText
        wire.asAtText = asAtText
        notes.write(to: &wire)
        return wire
    }

    init(wire: WirePublishedFigure) throws(ValidationError) {
        self.init()
        period = wire.hasPeriod ? try value(wire.period, "period") : nil
        geography = wire.geography
        region = wire.hasRegion ? Region(wire: wire.region) : nil
        publisher = wire.publisher
        subject = wire.subject
        measure = wire.measure
        measureCode = wire.measureCode
        count = wire.hasCount ? try value(wire.count, "count") : .notReported
        publishedOn = wire.hasPublishedOn ? Day(number: wire.publishedOn) : nil
        asAt = wire.hasAsAt ? Day(number: wire.asAt) : nil
        citation = wire.citation
        paragraph = wire.paragraph
        operation = wire.operation
        dataset = wire.dataset
        periodText = wire.periodText
        asAtText = wire.asAtText
        notes = try Notes(wire: wire)
    }
}
