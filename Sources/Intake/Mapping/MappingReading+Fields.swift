import Incidents
import Tables

// Fields of records, and what reads them.
extension MappingReading {
    mutating func template(_ json: LocatedJSON, of kind: RecordKind, isOneOfSeveral: Bool) -> Mapping.Template {
        var template = Mapping.Template(kind: kind)
        let rules = MappingFields.rules(of: kind)
        let own = isOneOfSeveral ? ["part", "if"] : ["if"]
        let members = self.members(json, "A record of \(kind.code)", allowed: own + rules.keys.sorted())
        guard case .object(let inOrder) = json.value else { return template }
        if isOneOfSeveral {
            if let part = members["part"] {
                template.part = identifier(part, "The part")
            } else {
                fault(json, "Of several records of \(kind.code) each has a \"part\", which tells them apart.")
            }
        }
        if let condition = members["if"] {
            if kind == .incident { fault(condition, "An incident is made of all its rows: it has no \"if\".") }
            template.condition = headings(condition)
        }
        let stated = Set(inOrder.map(\.name.text))
        let all =
            inOrder.filter { !own.contains($0.name.text) }
            + shared.filter { rules[$0.name.text] != nil && !stated.contains($0.name.text) }
        // By heading in the form in which headings are compared, the field that it feeds.
        var used: [String: String] = [:]
        for member in all {
            guard let rule = rules[member.name.text] else { continue }
            let read = fields(member.value, named: member.name.text, rule)
            template.fields += read
            for heading in Set(read.flatMap(\.columns.values).joined().map { headingForm($0) }).sorted() {
                guard let other = used.updateValue(member.name.text, forKey: heading) else { continue }
                if other != member.name.text, !Self.mayShare(member.name.text, other) {
                    fault(
                        member.name, "The column \"\(heading)\" feeds \"\(other)\" already; a column feeds one field.")
                }
            }
        }
        for name in MappingFields.needed(of: kind) where !all.contains(where: { $0.name.text == name }) {
            fault(json, "A record of \(kind.code) needs \"\(name)\".")
        }
        if template.fields.isEmpty, faults.isEmpty {
            fault(json, "A record of \(kind.code) takes at least one field.")
        }
        return template
    }

    /// A text as published and what is made of it may come from one column.
    private static func mayShare(_ one: String, _ other: String) -> Bool {
        let pairs: [Set<String>] = [
            ["cause", "causeClass"], ["countryOfOrigin", "countriesOfOrigin"], ["place.country", "place.description"],
            ["jurisdiction", "place.country"], ["place.region", "place.country"], ["occurred", "place.description"],
            ["geography", "region"], ["people", "note"], ["offences", "note"], ["offences", "aggravations"],
        ]
        return pairs.contains([one, other])
    }

    /// One reader, or a list of several where the field is a list.
    private mutating func fields(_ json: LocatedJSON, named name: String, _ rule: MappingFields.Rule) -> [Mapping.Field]
    {
        guard case .list(let several) = json.value, rule.isList, !several.isEmpty else {
            return field(json, named: name, rule).map { [$0] } ?? []
        }
        return several.compactMap { field($0, named: name, rule) }
    }

    private mutating func field(
        _ json: LocatedJSON, named name: String, _ rule: MappingFields.Rule
    ) -> Mapping.Field? {
        guard case .object(let members) = json.value else {
            fault(
                json, "The field \"\(name)\" is read by an object: { \"\(rule.readers[0].rawValue)\": [\"Heading\"] }.")
            return nil
        }
        let readers = Set(Mapping.Reader.allCases.map(\.rawValue))
        let given = members.map(\.name.text)
        var found = rule.readers.filter { given.contains($0.rawValue) }
        if found.isEmpty, let other = members.first(where: { readers.contains($0.name.text) }) {
            let allowed = rule.readers.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
            fault(other.name, "The field \"\(name)\" is read by \(allowed), not by \"\(other.name.text)\".")
            return nil
        }
        // A count may be made of low and high alone, and the like.
        if found.isEmpty {
            found = rule.readers.filter { !$0.needsOwnColumn && !Set($0.furtherColumns).isDisjoint(with: given) }
        }
        guard found.count == 1 else {
            let allowed = rule.readers.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
            fault(json, "The field \"\(name)\" needs one reader: \(allowed).")
            return nil
        }
        return read(json, Mapping.Field(name: name, reader: found[0]), rule)
    }

    private mutating func read(
        _ json: LocatedJSON, _ start: Mapping.Field, _ rule: MappingFields.Rule
    ) -> Mapping.Field {
        var field = start
        let reader = field.reader
        let further = reader.furtherColumns
        let table = reader.takesTable ? ["table"] : []
        let members = self.members(
            json, "The reader \"\(reader.rawValue)\"",
            allowed: [reader.rawValue] + further + reader.options.keys.sorted() + table
                + (reader == .constant ? [] : ["required"]))
        if reader == .constant {
            field.options["constant"] = members["constant"].map { [constant($0, start.name, rule)] } ?? [""]
            return field
        }
        for name in [reader.rawValue] + further {
            if let columns = members[name] { field.columns[name] = headings(columns) }
        }
        for (name, choices) in reader.options {
            guard let value = members[name] else { continue }
            field.options[name] = option(value, name, reader, choices, rule)
        }
        if let required = members["required"] {
            if case .bool(let value) = required.value {
                field.isRequired = value
            } else {
                fault(required, "\"required\" is true or false.")
            }
        }
        if let table = members["table"] {
            field.codes = codes(table, reader == .date ? DatePrecision.allCases.map(\.code) : rule.codes.map(\.code))
        }
        check(field, json)
        return field
    }

    private mutating func constant(_ json: LocatedJSON, _ name: String, _ rule: MappingFields.Rule) -> String {
        let given = rule.codes.isEmpty ? text(json) ?? "" : choice(json, "code", rule.codes.map(\.code)) ?? ""
        if rule.readers.contains(.country), !given.isEmpty, countryCodes(in: given).count != 1 {
            fault(json, "\"\(given)\" is no country: give its code of ISO 3166-1, for example \"IT\".")
        }
        return given
    }

    private mutating func option(
        _ json: LocatedJSON, _ name: String, _ reader: Mapping.Reader, _ choices: [String], _ rule: MappingFields.Rule
    ) -> [String] {
        var values = [json]
        if case .list(let several) = json.value, Mapping.Reader.lists.contains(name), !several.isEmpty {
            values = several
        }
        let codes = rule.codes.map(\.code)
        return values.map { value in
            if reader == .code, name == "else" { return choice(value, name, ["keep", "refuse"] + codes) ?? "" }
            if reader == .code, name == "mixed" { return choice(value, "code", codes) ?? "" }
            return choices.isEmpty ? text(value) ?? "" : choice(value, name, choices) ?? ""
        }
    }

    private mutating func check(_ field: Mapping.Field, _ json: LocatedJSON) {
        let columns = field.columns
        if field.reader == .point, (columns["latitude"] == nil) != (columns["longitude"] == nil) {
            fault(json, "A point of two columns has both, \"latitude\" and \"longitude\".")
        }
        if field.reader == .date, columns["date"] == nil, columns["year"] == nil {
            fault(json, "A date is read from \"date\", or from \"year\" where no day is known.")
        }
        if field.reader == .count, let thousands = field.options["thousands"], thousands == field.options["decimal"] {
            fault(json, "\"thousands\" and \"decimal\" are the same character.")
        }
        if field.reader == .region, field.options["scheme"] == nil {
            fault(json, "A region is one of a \"scheme\": \(Self.list(RegionCatalog.schemes.map(\.name))).")
        }
        var seen: Set<String> = []
        for heading in columns.sorted(by: { $0.key < $1.key }).flatMap(\.value)
        where !seen.insert(headingForm(heading)).inserted {
            fault(json, "The column \"\(heading)\" has two meanings to one reader.")
        }
    }

    private mutating func codes(_ json: LocatedJSON, _ allowed: [String]) -> [String: String] {
        guard case .object(let members) = json.value else {
            fault(json, "A table of codes is an object: { \"Word of the file\": \"\(allowed.first ?? "code")\" }.")
            return [:]
        }
        var codes: [String: String] = [:]
        for member in members {
            let code = choice(member.value, "code", allowed) ?? ""
            if codes.updateValue(code, forKey: normalised(member.name.text)) != nil {
                fault(member.name, "The word \"\(member.name.text)\" is in the table twice.")
            }
        }
        return codes
    }
}
