import Files
import Incidents
import Tables

/// Reads mappings, and says everything that is wrong with one.
///
/// Each reader takes its own columns under its name, and others beside:
/// - `text`, `number`, `country`, `region`, `sources` (with `addresses`): one column.
/// - `count`: one column, or `low` and `high`, or all three, of which the first is the best estimate.
/// - `date`: one column with the first or only day, `end`, or `year` and `month` alone; `order` of a date of numbers.
/// - `point`: one column, or `latitude` and `longitude`; `order` of the two in one cell.
/// - `code`: one column and a `table` of its words; what is not in it is kept and flagged (`else`: `keep`) or refused.
/// - `constant`: no column; what the field is in every row.
public struct MappingReading: Sendable {
    /// Nil where there are faults.
    public private(set) var mapping: Mapping?
    /// In the order of the file.
    public private(set) var faults: [MappingFault] = []
    /// Where each heading was used in the same kind of record, to find those that feed a field twice.
    private var draft = Mapping(name: "", version: 0, dataset: "", described: Dataset())

    /// - Throws: `LedgerError`: `notFound` where there is no file; ``ImportError`` `badMapping`.
    public init(file path: String) throws {
        try self.init(try DurableFile.bytes(of: path))
    }

    /// - Parameter bytes: a JSON file.
    /// - Throws: ``ImportError`` `badMapping` where it is no JSON at all.
    public init(_ bytes: [UInt8]) throws(ImportError) {
        let json: LocatedJSON
        do throws(TableError) {
            json = try LocatedJSON(bytes)
        } catch {
            throw ImportError(.badMapping, error.description)
        }
        read(json)
        faults.sort { ($0.line, $0.column) < ($1.line, $1.column) }
        if faults.isEmpty { mapping = draft }
    }

    private mutating func read(_ json: LocatedJSON) {
        let members = self.members(
            json, "The mapping", needed: ["format", "name", "version", "dataset", "records"], allowed: ["row"])
        if let format = members["format"], integer(format, "The format") != Mapping.format {
            fault(format, "The format of mappings that is read here is \(Mapping.format).")
        }
        if let name = members["name"] { draft.name = identifier(name, "The name") }
        if let version = members["version"] { draft.version = integer(version, "The version") ?? 0 }
        if let dataset = members["dataset"] { readDataset(dataset) }
        if let row = members["row"] {
            let columns = self.members(row, "\"row\"", allowed: ["identifier", "incident"])
            if let identifier = columns["identifier"] { draft.identifier = headings(identifier) }
            if let incident = columns["incident"] { draft.incident = headings(incident) }
        }
        if let records = members["records"] { readRecords(records) }
    }

    private mutating func readDataset(_ json: LocatedJSON) {
        let members = self.members(
            json, "The dataset", needed: ["id", "publisher", "title", "prefix"],
            allowed: ["identifierScheme", "regionScheme"])
        if let id = members["id"] { draft.dataset = identifier(id, "The dataset's id") }
        if let publisher = members["publisher"] { draft.described.publisher = text(publisher) ?? "" }
        if let title = members["title"] { draft.described.title = text(title) ?? "" }
        if let prefix = members["prefix"] {
            draft.described.prefix = text(prefix) ?? ""
            if !draft.described.prefix.hasSuffix("-") {
                fault(prefix, "A prefix ends in a hyphen, so that no other can begin with it: \"abc-\".")
            }
        }
        if let scheme = members["identifierScheme"] { draft.described.identifierScheme = text(scheme) ?? "" }
        if let scheme = members["regionScheme"] {
            draft.described.regionScheme = choice(scheme, "region scheme", RegionCatalog.schemes.map(\.name)) ?? ""
        }
    }

    private mutating func readRecords(_ json: LocatedJSON) {
        let kinds = Dictionary(uniqueKeysWithValues: MappingFields.kinds.map { ($0.code, $0) })
        let members = self.members(json, "\"records\"", allowed: MappingFields.kinds.map(\.code))
        if case .object(let all) = json.value, all.isEmpty {
            fault(json, "A mapping makes at least one kind of record.")
        }
        for (name, value) in members {
            guard let kind = kinds[name] else { continue }
            draft.fields[kind] = fields(value, of: kind)
        }
    }

    private mutating func fields(_ json: LocatedJSON, of kind: RecordKind) -> [Mapping.Field] {
        let rules = MappingFields.rules(of: kind)
        let members = self.members(json, "A record of \(kind.code)", allowed: rules.keys.sorted())
        // By heading in normal form, the field that it feeds.
        var used: [String: String] = [:]
        var fields: [Mapping.Field] = []
        guard case .object(let inOrder) = json.value else { return [] }
        for member in inOrder {
            guard let value = members[member.name.text], let rule = rules[member.name.text],
                let field = field(value, named: member.name.text, rule)
            else { continue }
            fields.append(field)
            for heading in Set(field.columns.values.joined().map { normalised($0) }).sorted() {
                guard let other = used.updateValue(field.name, forKey: heading) else { continue }
                if !Self.mayShare(field.name, other) {
                    fault(
                        member.name, "The column \"\(heading)\" feeds \"\(other)\" already; a column feeds one field.")
                }
            }
        }
        if fields.isEmpty, faults.isEmpty { fault(json, "A record of \(kind.code) takes at least one field.") }
        return fields
    }

    /// A text as published and what is made of it may come from one column.
    private static func mayShare(_ one: String, _ other: String) -> Bool {
        let pairs: [Set<String>] = [
            ["cause", "causeClass"], ["countryOfOrigin", "countriesOfOrigin"], ["place.country", "place.description"],
            ["jurisdiction", "place.country"], ["place.region", "place.country"],
        ]
        return pairs.contains([one, other])
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
        let members = self.members(
            json, "The reader \"\(reader.rawValue)\"",
            allowed: [reader.rawValue] + further + reader.options.keys.sorted() + (reader == .code ? ["table"] : []))
        if reader == .constant {
            guard let value = members["constant"], let constant = text(value) else { return field }
            field.options["constant"] = rule.codes.isEmpty ? constant : choice(value, "code", rule.codes) ?? ""
            return field
        }
        for name in [reader.rawValue] + further {
            if let columns = members[name] { field.columns[name] = headings(columns) }
        }
        for (name, choices) in reader.options {
            guard let value = members[name] else { continue }
            field.options[name] = choices.isEmpty ? text(value) ?? "" : choice(value, name, choices) ?? ""
        }
        if reader == .point, (field.columns["latitude"] == nil) != (field.columns["longitude"] == nil) {
            fault(json, "A point of two columns has both, \"latitude\" and \"longitude\".")
        }
        if reader == .date, field.columns["date"] == nil, field.columns["year"] == nil {
            fault(json, "A date is read from \"date\", or from \"year\" where no day is known.")
        }
        if reader == .count, let thousands = field.options["thousands"], thousands == field.options["decimal"] {
            fault(json, "\"thousands\" and \"decimal\" are the same character.")
        }
        if let table = members["table"] { field.codes = codes(table, rule.codes) }
        return field
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

// Values, each with the sentence about what it would have been.
extension MappingReading {
    private mutating func fault(_ json: LocatedJSON, _ sentence: String) {
        faults.append(MappingFault(line: json.line, column: json.column, sentence: sentence))
    }

    private mutating func fault(_ name: LocatedJSON.LocatedName, _ sentence: String) {
        faults.append(MappingFault(line: name.line, column: name.column, sentence: sentence))
    }

    /// The members of an object by name, without those that are faults.
    private mutating func members(
        _ json: LocatedJSON, _ what: String, needed: [String] = [], allowed: [String]
    ) -> [String: LocatedJSON] {
        guard case .object(let members) = json.value else {
            fault(json, "\(what) is an object, {…}.")
            return [:]
        }
        let known = needed + allowed
        var result: [String: LocatedJSON] = [:]
        for member in members {
            let name = member.name.text
            guard known.contains(name) else {
                fault(member.name, "\(what) has no \"\(name)\"; it has \(Self.list(known)).")
                continue
            }
            if result.updateValue(member.value, forKey: name) != nil {
                fault(member.name, "\(what) has \"\(name)\" twice.")
            }
        }
        for name in needed where result[name] == nil && !members.contains(where: { $0.name.text == name }) {
            fault(json, "\(what) lacks \"\(name)\".")
        }
        return result
    }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    private mutating func text(_ json: LocatedJSON) -> String? {
        guard case .text(let text) = json.value, !trimmed(text).isEmpty else {
            fault(json, "A text in quotes is expected here, and not an empty one.")
            return nil
        }
        return text
    }

    private mutating func integer(_ json: LocatedJSON, _ what: String) -> Int? {
        guard case .number(let digits) = json.value, let number = Int(digits), number > 0 else {
            fault(json, "\(what) is a whole number from 1.")
            return nil
        }
        return number
    }

    private mutating func choice(_ json: LocatedJSON, _ what: String, _ choices: [String]) -> String? {
        guard let text = text(json) else { return nil }
        guard choices.contains(text) else {
            fault(json, "\"\(text)\" is no \(what); it is one of \(Self.list(choices)).")
            return nil
        }
        return text
    }

    private mutating func identifier(_ json: LocatedJSON, _ what: String) -> String {
        guard let text = text(json) else { return "" }
        let isPlain = text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
        if !isPlain || text.utf8.count > 60 {
            fault(json, "\(what) is of small letters, digits and hyphens, at most 60: \"\(text.prefix(70))\" is not.")
        }
        return text
    }

    /// Every heading of one column.
    private mutating func headings(_ json: LocatedJSON) -> [String] {
        guard case .list(let elements) = json.value, !elements.isEmpty else {
            fault(json, "The headings of a column are a list of at least one: [\"Heading\"].")
            return []
        }
        var seen: Set<String> = []
        return elements.compactMap { element in
            guard let text = text(element) else { return nil }
            if !seen.insert(normalised(text)).inserted { fault(element, "The heading \"\(text)\" is there twice.") }
            return text
        }
    }
}
