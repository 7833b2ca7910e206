internal import LedgerSchema

extension Record: WireWritable {
    /// The message of its kind.
    func write(to writer: inout WireWriter) {
        switch self {
        case .incident(let record): record.write(to: &writer)
        case .deaths(let record): record.write(to: &writer)
        case .arrests(let record): record.write(to: &writer)
        case .operation(let record): record.write(to: &writer)
        case .publishedFigure(let record): record.write(to: &writer)
        case .import(let record): record.write(to: &writer)
        case .dataset(let record): record.write(to: &writer)
        case .importCells(let record): record.write(to: &writer)
        case .link(let record): record.write(to: &writer)
        case .settlement(let record): record.write(to: &writer)
        case .courtCase(let record): record.write(to: &writer)
        case .proceeding(let record): record.write(to: &writer)
        case .law(let record): record.write(to: &writer)
        case .provision(let record): record.write(to: &writer)
        case .indicator(let record): record.write(to: &writer)
        case .activity(let record): record.write(to: &writer)
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
        case .settlement(let wire): self = .settlement(try Settlement(wire: wire))
        case .courtCase(let wire): self = .courtCase(try CourtCase(wire: wire))
        case .proceeding(let wire): self = .proceeding(try Proceeding(wire: wire))
        case .law(let wire): self = .law(try Law(wire: wire))
        case .provision(let wire): self = .provision(try Provision(wire: wire))
        case .indicator(let wire): self = .indicator(try Indicator(wire: wire))
        case .activity(let wire): self = .activity(try Activity(wire: wire))
        }
    }
}

extension Incident: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, occurred)
        writer.message(2, place.ifStated)
        writer.code(3, kind)
        writer.messages(4, notes.externalIDs)
        writer.text(5, route)
        writer.code(6, mode)
        writer.texts(7, countriesOfOrigin)
        writer.texts(8, countriesOfTransit)
        writer.texts(9, countriesOfDestination)
        writer.messages(10, people)
        writer.message(11, fee)
        writer.codes(12, documentFraud)
        writer.codes(13, conduct)
        writer.codes(14, aggravations)
        writer.code(15, benefit)
        writer.messages(16, exemptions)
        writer.codes(17, crimes)
        writer.text(18, operation)
        notes.write(to: &writer)
        writer.codes(23, perpetrators)
        writer.codes(24, corruption)
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
        perpetrators = try codes(wire.perpetrators, "perpetrators")
        corruption = try codes(wire.corruption, "corruption")
        notes = try Notes(wire: wire)
    }
}

extension Deaths: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, occurred)
        writer.message(2, place.ifStated)
        writer.text(3, incident)
        writer.message(4, dead.ifStated)
        writer.message(5, missing.ifStated)
        writer.message(6, survivors.ifStated)
        writer.message(7, females.ifStated)
        writer.message(8, males.ifStated)
        writer.message(9, children.ifStated)
        writer.message(10, statedTotal.ifStated)
        writer.code(11, causeClass)
        writer.text(12, cause)
        writer.text(13, route)
        writer.text(14, regionOfOrigin)
        writer.text(15, countryOfOrigin)
        writer.texts(16, countriesOfOrigin)
        writer.messages(17, notes.externalIDs)
        writer.uint(18, UInt32(clamping: sourceQuality ?? 0))
        notes.write(to: &writer)
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
    func write(to writer: inout WireWriter) {
        writer.message(1, occurred)
        writer.message(2, place.ifStated)
        writer.text(3, incident)
        writer.text(4, operation)
        writer.message(5, count.ifStated)
        writer.code(6, role)
        writer.messages(7, people)
        writer.code(8, phase)
        writer.codes(9, offences)
        writer.text(10, jurisdiction)
        writer.code(11, stage)
        writer.messages(12, notes.externalIDs)
        writer.codes(13, aggravations)
        writer.codes(14, profiles)
        notes.write(to: &writer)
    }

    init(wire: WireArrests) throws(ValidationError) {
        self.init()
        occurred = wire.hasOccurred ? try value(wire.occurred, "occurred") : nil
        place = wire.hasPlace ? try value(wire.place, "place") : Place()
        incident = wire.incident
        operation = wire.operation
        count = wire.hasCount ? try value(wire.count, "count") : .notReported
        role = try code(wire.role, "role")
        people = try values(wire.people, "people")
        phase = try code(wire.phase, "phase")
        offences = try codes(wire.offences, "offences")
        aggravations = try codes(wire.aggravations, "aggravations")
        jurisdiction = wire.jurisdiction
        stage = try code(wire.stage, "stage")
        profiles = try codes(wire.profiles, "profiles")
        notes = try Notes(wire: wire)
    }
}

extension Operation: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, occurred)
        writer.message(2, place.ifStated)
        writer.text(3, name)
        writer.texts(4, leadBodies)
        writer.messages(5, phases)
        writer.texts(6, countries)
        writer.text(7, purpose)
        writer.messages(8, results)
        writer.message(9, countriesStated.ifStated)
        writer.messages(12, notes.externalIDs)
        notes.write(to: &writer)
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
    func write(to writer: inout WireWriter) {
        writer.code(1, phase)
        writer.message(2, period)
        writer.text(3, description)
    }

    init(wire: WireOperationPhasePeriod) throws(ValidationError) {
        self.init(
            phase: try requiredCode(wire.phase, "phase"),
            period: wire.hasPeriod ? try value(wire.period, "period") : nil, description: wire.description_p)
    }
}

extension OperationResult: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, publisher)
        writer.text(2, measure)
        writer.message(3, count)
        writer.code(4, phase)
        writer.text(5, locator)
        writer.optional(6, asAt?.number)
        writer.text(7, note)
    }

    init(wire: WireOperationResult) throws(ValidationError) {
        self.init(
            publisher: wire.publisher, measure: wire.measure,
            count: wire.hasCount ? try value(wire.count, "count") : .notReported, phase: try code(wire.phase, "phase"),
            locator: wire.locator, asAt: wire.hasAsAt ? Day(number: wire.asAt) : nil, note: wire.note)
    }
}

extension PublishedFigure: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, period)
        writer.text(2, geography)
        writer.message(3, region)
        writer.text(4, publisher)
        writer.text(5, subject)
        writer.text(6, measure)
        writer.text(7, measureCode)
        writer.message(8, count.ifStated)
        writer.optional(9, publishedOn?.number)
        writer.optional(10, asAt?.number)
        writer.text(11, citation)
        writer.text(12, paragraph)
        writer.text(13, operation)
        writer.text(14, periodText)
        writer.text(15, asAtText)
        writer.messages(16, notes.externalIDs)
        writer.text(17, dataset)
        notes.write(to: &writer)
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
