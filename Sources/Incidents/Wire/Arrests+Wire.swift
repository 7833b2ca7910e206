internal import LedgerSchema

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
