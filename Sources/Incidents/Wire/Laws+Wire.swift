internal import LedgerSchema

extension Law: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, adopted)
        writer.text(2, jurisdiction)
        writer.text(3, title)
        writer.texts(4, otherTitles)
        writer.text(5, number)
        writer.optional(6, inForceFrom?.number)
        writer.optional(7, inForceTo?.number)
        writer.texts(8, amends)
        writer.texts(9, repeals)
        writer.bytes(10, textDigest)
        writer.messages(12, notes.externalIDs)
        notes.write(to: &writer)
    }

    init(wire: WireLaw) throws(ValidationError) {
        self.init()
        adopted = wire.hasAdopted ? try value(wire.adopted, "adopted") : nil
        (jurisdiction, title, otherTitles, number) = (wire.jurisdiction, wire.title, wire.otherTitles, wire.number)
        inForceFrom = wire.hasInForceFrom ? Day(number: wire.inForceFrom) : nil
        inForceTo = wire.hasInForceTo ? Day(number: wire.inForceTo) : nil
        (amends, repeals, textDigest) = (wire.amends, wire.repeals, [UInt8](wire.textDigest))
        notes = try Notes(wire: wire)
    }
}

extension Provision: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, law)
        writer.text(2, jurisdiction)
        writer.text(3, number)
        writer.text(4, title)
        writer.optional(5, inForceFrom?.number)
        writer.optional(6, inForceTo?.number)
        writer.messages(7, implements)
        writer.message(8, imprisonment.ifStated)
        writer.message(9, fine)
        writer.code(10, benefit)
        writer.code(11, benefitOmitted)
        writer.messages(12, notes.externalIDs)
        writer.messages(13, exemptions)
        writer.bytes(14, textDigest)
        notes.write(to: &writer)
    }

    init(wire: WireProvision) throws(ValidationError) {
        self.init()
        (law, jurisdiction, number, title) = (wire.law, wire.jurisdiction, wire.number, wire.title)
        inForceFrom = wire.hasInForceFrom ? Day(number: wire.inForceFrom) : nil
        inForceTo = wire.hasInForceTo ? Day(number: wire.inForceTo) : nil
        implements = try values(wire.implements, "implements")
        imprisonment = wire.hasImprisonment ? try value(wire.imprisonment, "imprisonment") : .notReported
        fine = wire.hasFine ? try value(wire.fine, "fine") : nil
        benefit = try code(wire.benefit, "benefit")
        benefitOmitted = try code(wire.benefitOmitted, "benefitOmitted")
        exemptions = try values(wire.exemptions, "exemptions")
        textDigest = [UInt8](wire.textDigest)
        notes = try Notes(wire: wire)
    }
}

extension Implementation: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.code(1, article)
        writer.text(2, saidBy)
    }

    init(wire: WireImplementation) throws(ValidationError) {
        self.init(article: try requiredCode(wire.article, "article"), saidBy: wire.saidBy)
    }
}

extension LegalExemption: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.code(1, ground)
        writer.code(2, mechanism)
    }

    init(wire: WireLegalExemption) throws(ValidationError) {
        self.init(
            ground: try requiredCode(wire.ground, "ground"), mechanism: try code(wire.mechanism, "mechanism"))
    }
}

extension Indicator: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, period)
        writer.text(2, publisher)
        writer.text(3, measure)
        writer.text(4, population)
        writer.text(5, geography)
        writer.message(6, region)
        writer.message(7, value.ifStated)
        writer.text(8, method)
        writer.optional(9, asAt?.number)
        writer.text(10, citation)
        writer.messages(12, notes.externalIDs)
        notes.write(to: &writer)
    }

    init(wire: WireIndicator) throws(ValidationError) {
        self.init()
        period = wire.hasPeriod ? try Incidents.value(wire.period, "period") : nil
        (publisher, measure, population) = (wire.publisher, wire.measure, wire.population)
        (geography, method, citation) = (wire.geography, wire.method, wire.citation)
        region = wire.hasRegion ? Region(wire: wire.region) : nil
        value = wire.hasValue ? try Incidents.value(wire.value, "value") : .notReported
        asAt = wire.hasAsAt ? Day(number: wire.asAt) : nil
        notes = try Notes(wire: wire)
    }
}

extension Activity: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.message(1, occurred)
        writer.message(2, place.ifStated)
        writer.code(3, type)
        writer.text(4, title)
        writer.texts(5, bodies)
        writer.texts(6, addressees)
        writer.texts(7, countries)
        writer.message(8, persons.ifStated)
        writer.message(9, quantity.ifStated)
        writer.code(10, status)
        writer.text(11, outcome)
        writer.messages(12, notes.externalIDs)
        writer.text(13, incident)
        writer.text(14, operation)
        writer.text(15, caseID)
        notes.write(to: &writer)
    }

    init(wire: WireActivity) throws(ValidationError) {
        self.init()
        occurred = wire.hasOccurred ? try value(wire.occurred, "occurred") : nil
        place = wire.hasPlace ? try value(wire.place, "place") : Place()
        type = try code(wire.type, "type")
        (title, bodies, addressees, countries) = (wire.title, wire.bodies, wire.addressees, wire.countries)
        persons = wire.hasPersons ? try value(wire.persons, "persons") : .notReported
        quantity = wire.hasQuantity ? try value(wire.quantity, "quantity") : .notReported
        status = try code(wire.status, "status")
        (outcome, incident, operation, caseID) = (wire.outcome, wire.incident, wire.operation, wire.caseID)
        notes = try Notes(wire: wire)
    }
}
