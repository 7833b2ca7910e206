internal import LedgerSchema

extension Link: WireCodable {
    var wire: WireLink {
        var wire = WireLink()
        wire.ofKind = wireCode(kind)
        wire.record = record
        wire.other = other
        wire.relation = wireCode(relation)
        wire.rules = rules
        notes.write(to: &wire)
        return wire
    }

    init(wire: WireLink) throws(ValidationError) {
        self.init(
            kind: try requiredCode(wire.ofKind, "ofKind"), record: wire.record, other: wire.other,
            relation: try requiredCode(wire.relation, "relation"), rules: wire.rules)
        notes = try Notes(wire: wire)
    }
}

extension PartInSums: WireCodable {
    var wire: WirePartInSums {
        var wire = WirePartInSums()
        wire.link = link
        wire.part = wireCode(part)
        wire.beside = beside
        return wire
    }

    init(wire: WirePartInSums) throws(ValidationError) {
        self.init(link: wire.link, part: try requiredCode(wire.part, "part"), beside: wire.beside)
    }
}
