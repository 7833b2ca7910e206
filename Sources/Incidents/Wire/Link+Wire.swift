internal import LedgerSchema

extension Link: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.code(1, Optional(kind))
        writer.text(2, record)
        writer.text(3, other)
        writer.code(4, Optional(relation))
        writer.texts(5, rules)
        notes.write(to: &writer)
    }

    init(wire: WireLink) throws(ValidationError) {
        self.init(
            kind: try requiredCode(wire.ofKind, "ofKind"), record: wire.record, other: wire.other,
            relation: try requiredCode(wire.relation, "relation"), rules: wire.rules)
        notes = try Notes(wire: wire)
    }
}

extension PartInSums: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.text(1, link)
        writer.code(2, Optional(part))
        writer.text(3, beside)
    }

    init(wire: WirePartInSums) throws(ValidationError) {
        self.init(link: wire.link, part: try requiredCode(wire.part, "part"), beside: wire.beside)
    }
}

extension Settlement: WireCodable {
    func write(to writer: inout WireWriter) {
        writer.code(1, Optional(kind))
        writer.text(2, record)
        writer.text(3, flag.code)
        writer.text(4, flag.field)
        writer.text(5, flag.detail)
        notes.write(to: &writer)
    }

    init(wire: WireSettlement) throws(ValidationError) {
        self.init(
            kind: try requiredCode(wire.ofKind, "ofKind"), record: wire.record,
            flag: Flag(code: wire.code, field: wire.field, detail: wire.detail))
        notes = try Notes(wire: wire)
    }
}
