internal import LedgerSchema

extension Count: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.signed(1, low)
        writer.optional(2, high)
        writer.code(3, qualifier)
        writer.text(4, unit)
    }

    init(wire: WireCount) throws(ValidationError) {
        self.init(
            low: wire.low, high: wire.hasHigh ? wire.high : nil,
            qualifier: try requiredCode(wire.qualifier, "qualifier"), unit: wire.unit)
    }

    /// Nil for a count that says nothing at all: such a field is left out.
    var ifStated: Count? { self == .notReported ? nil : self }
}

extension Period: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.signed(1, firstDay.number)
        writer.optional(2, lastDay == firstDay ? nil : lastDay.number)
        writer.code(3, precision)
        writer.code(4, basis)
        writer.int(5, year)
        writer.uint(6, UInt32(clamping: month ?? 0))
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
    func write(to writer: inout WireWriter) {
        writer.signed(1, latitudeE7)
        writer.signed(2, longitudeE7)
        writer.code(3, precision)
        writer.text(4, text)
    }

    init(wire: WirePoint) throws(ValidationError) {
        self.init(
            latitudeE7: wire.latitudeE7, longitudeE7: wire.longitudeE7,
            precision: try requiredCode(wire.precision, "precision"), text: wire.text)
    }
}

extension Region: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, scheme)
        writer.text(2, code)
    }

    init(wire: WireRegion) {
        self.init(scheme: wire.scheme, code: wire.code)
    }
}

extension Place: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, description)
        writer.message(2, point)
        writer.text(3, country)
        writer.messages(4, regions)
    }

    init(wire: WirePlace) throws(ValidationError) {
        self.init(
            description: wire.description_p, point: wire.hasPoint ? try value(wire.point, "point") : nil,
            country: wire.country, regions: try values(wire.regions, "regions"))
    }

    /// Nil for a place of which nothing is known: such a field is left out.
    var ifStated: Place? { self == Place() ? nil : self }
}

extension PeopleGroup: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, count)
        writer.code(2, sex)
        writer.code(3, ageGroup)
        writer.text(4, nationality)
    }

    init(wire: WirePeopleGroup) throws(ValidationError) {
        self.init(
            count: wire.hasCount ? try value(wire.count, "count") : .notReported, sex: try code(wire.sex, "sex"),
            ageGroup: try code(wire.ageGroup, "ageGroup"), nationality: wire.nationality)
    }
}

extension Fee: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, amount)
        writer.text(2, currency)
        writer.code(3, basis)
    }

    init(wire: WireFee) throws(ValidationError) {
        self.init(
            amount: wire.hasAmount ? try value(wire.amount, "amount") : .notReported, currency: wire.currency,
            basis: try code(wire.basis, "basis"))
    }
}

extension Exemption: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.code(1, ground)
        writer.code(2, outcome)
        writer.text(3, note)
        writer.code(4, mechanism)
    }

    init(wire: WireExemption) throws(ValidationError) {
        self.init(
            ground: try requiredCode(wire.ground, "ground"), outcome: try code(wire.outcome, "outcome"),
            note: wire.note,
            mechanism: try code(wire.mechanism, "mechanism"))
    }
}
