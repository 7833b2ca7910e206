internal import LedgerSchema

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
