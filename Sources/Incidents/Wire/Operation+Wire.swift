internal import LedgerSchema

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
