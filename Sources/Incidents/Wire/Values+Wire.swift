internal import LedgerSchema

extension Count: WireCodable {
    var wire: WireCount {
        var wire = WireCount()
        wire.low = low
        if let high { wire.high = high }
        wire.qualifier = wireCode(qualifier)
        wire.unit = unit
        return wire
    }

    init(wire: WireCount) throws(ValidationError) {
        self.init(
            low: wire.low, high: wire.hasHigh ? wire.high : nil,
            qualifier: try requiredCode(wire.qualifier, "qualifier"), unit: wire.unit)
    }

    /// Nil for a count that says nothing at all: such a field is left out.
    var wireIfStated: WireCount? {
        self == .notReported ? nil : wire
    }
}

extension Period: WireCodable {
    var wire: WirePeriod {
        var wire = WirePeriod()
        wire.firstDay = firstDay.number
        if lastDay != firstDay { wire.lastDay = lastDay.number }
        wire.precision = wireCode(precision)
        wire.basis = wireCode(basis)
        wire.year = year
        wire.month = UInt32(clamping: month ?? 0)
        return wire
    }

    init(wire: WirePeriod) throws(ValidationError) {
        let first = Day(number: wire.firstDay)
        self.init(
            firstDay: first, lastDay: wire.hasLastDay ? Day(number: wire.lastDay) : first,
            precision: try requiredCode(wire.precision, "precision"), basis: try requiredCode(wire.basis, "basis"),
            year: wire.year, month: wire.month == 0 ? nil : Int32(clamping: wire.month))
    }
}

extension Point: WireCodable {
    var wire: WirePoint {
        var wire = WirePoint()
        wire.latitudeE7 = latitudeE7
        wire.longitudeE7 = longitudeE7
        wire.precision = wireCode(precision)
        wire.text = text
        return wire
    }

    init(wire: WirePoint) throws(ValidationError) {
        self.init(
            latitudeE7: wire.latitudeE7, longitudeE7: wire.longitudeE7,
            precision: try requiredCode(wire.precision, "precision"), text: wire.text)
    }
}

extension Region: WireCodable {
    var wire: WireRegion {
        var wire = WireRegion()
        wire.scheme = scheme
        wire.code = code
        return wire
    }

    init(wire: WireRegion) {
        self.init(scheme: wire.scheme, code: wire.code)
    }
}

extension Place: WireCodable {
    var wire: WirePlace {
        var wire = WirePlace()
        wire.description_p = description
        if let point { wire.point = point.wire }
        wire.country = country
        wire.regions = regions.map(\.wire)
        return wire
    }

    init(wire: WirePlace) throws(ValidationError) {
        self.init(
            description: wire.description_p, point: wire.hasPoint ? try value(wire.point, "point") : nil,
            country: wire.country, regions: try values(wire.regions, "regions"))
    }

    /// Nil for a place of which nothing is known: such a field is left out.
    var wireIfStated: WirePlace? {
        self == Place() ? nil : wire
    }
}

extension PeopleGroup: WireCodable {
    var wire: WirePeopleGroup {
        var wire = WirePeopleGroup()
        wire.count = count.wire
        wire.sex = wireCode(sex)
        wire.ageGroup = wireCode(ageGroup)
        wire.nationality = nationality
        return wire
    }

    init(wire: WirePeopleGroup) throws(ValidationError) {
        self.init(
            count: wire.hasCount ? try value(wire.count, "count") : .notReported, sex: try code(wire.sex, "sex"),
            ageGroup: try code(wire.ageGroup, "ageGroup"), nationality: wire.nationality)
    }
}

extension Fee: WireCodable {
    var wire: WireFee {
        var wire = WireFee()
        wire.amount = amount.wire
        wire.currency = currency
        wire.basis = wireCode(basis)
        return wire
    }

    init(wire: WireFee) throws(ValidationError) {
        self.init(
            amount: wire.hasAmount ? try value(wire.amount, "amount") : .notReported, currency: wire.currency,
            basis: try code(wire.basis, "basis"))
    }
}

extension Exemption: WireCodable {
    var wire: WireExemption {
        var wire = WireExemption()
        wire.ground = wireCode(ground)
        wire.outcome = wireCode(outcome)
        return wire
    }

    init(wire: WireExemption) throws(ValidationError) {
        self.init(ground: try requiredCode(wire.ground, "ground"), outcome: try code(wire.outcome, "outcome"))
    }
}
