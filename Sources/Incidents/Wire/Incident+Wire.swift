internal import LedgerSchema

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
