import Crypto
import Files
import Incidents
import Tables

/// Reads mappings, and says everything that is wrong with one.
///
/// Each reader takes its own columns under its name, and others beside:
/// - `text`, `number`, `country`, `region`, `link`: one column.
/// - `sources`: one column with who said so, `addresses`, or both.
/// - `count`: one column, or `low` and `high`, or all three, of which the first is the best estimate.
/// - `date`: one column with the first or only day, `end`, `year` and `month`, `precision`; `order` of a date of numbers.
/// - `point`: one column, or `latitude` and `longitude`; `order` of the two in one cell.
/// - `code`: one column and a `table` of its words; what is not in it is kept and flagged (`else`: `keep`), refused, or a
///   code of its own.
/// - `constant`: no column; what the field is in every row.
public struct MappingReading: Sendable {
    /// Nil where there are faults.
    public private(set) var mapping: Mapping?
    /// In the order of the file.
    public internal(set) var faults: [MappingFault] = []
    var draft = Mapping(name: "", version: 0, dataset: "", described: Dataset())
    /// Fields that every kind of record takes that has them, with where they stand.
    var shared: [LocatedJSON.Member] = []

    /// - Throws: `LedgerError`: `notFound` where there is no file; ``ImportError`` `badMapping`.
    public init(file path: String) throws {
        try self.init(try DurableFile.bytes(of: path))
    }

    /// - Parameter bytes: a JSON file.
    /// - Throws: ``ImportError`` `badMapping` where it is no JSON at all.
    public init(_ bytes: [UInt8]) throws(ImportError) {
        var json = try ImportError.wrapping(as: .badMapping) { () throws(TableError) in try LocatedJSON(bytes) }
        var hash = SHA256()
        hash.update(data: bytes)
        if let base = base(of: json) {
            json = json.over(base.json)
            hash.update(data: Array(base.text.utf8))
        }
        read(json)
        draft.digest = Array(hash.finalize())
        faults.sort { ($0.line, $0.column) < ($1.line, $1.column) }
        if faults.isEmpty { mapping = draft }
    }

    /// The built-in mapping that this one is based on: it has all that this one does not say itself.
    private mutating func base(of json: LocatedJSON) -> (json: LocatedJSON, text: String)? {
        guard let name = json.member("basedOn") else { return nil }
        guard let given = text(name) else { return nil }
        guard let text = BuiltInMappings.text(of: given), let base = try? LocatedJSON(Array(text.utf8)) else {
            fault(
                name,
                "\"\(given)\" is no built-in mapping; it is one of \(Self.list(BuiltInMappings.names)).")
            return nil
        }
        if base.member("basedOn") != nil {
            fault(name, "\"\(given)\" is itself based on another; a mapping is based on one that is whole.")
            return nil
        }
        return (base, text)
    }

    private mutating func read(_ json: LocatedJSON) {
        let members = self.members(
            json, "The mapping", needed: ["format", "name", "version", "dataset", "records"],
            allowed: ["basedOn", "row", "shared"])
        if let format = members["format"], integer(format, "The format") != Mapping.format {
            fault(format, "The format of mappings that is read here is \(Mapping.format).")
        }
        if let name = members["name"] { draft.name = identifier(name, "The name") }
        if let version = members["version"] { draft.version = integer(version, "The version") ?? 0 }
        if let dataset = members["dataset"] { readDataset(dataset) }
        if let row = members["row"] { readRow(row) }
        if let shared = members["shared"] { readShared(shared) }
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
            if !draft.described.prefix.hasSuffix("-") || draft.described.prefix.utf8.count > 30 {
                fault(
                    prefix,
                    "A prefix ends in a hyphen, so that no other can begin with it, and has at most 30 bytes: \"abc-\"."
                )
            }
        }
        if let scheme = members["identifierScheme"] { draft.described.identifierScheme = text(scheme) ?? "" }
        if let scheme = members["regionScheme"] {
            draft.described.regionScheme = choice(scheme, "region scheme", RegionCatalog.schemes.map(\.name)) ?? ""
        }
    }

    private mutating func readRow(_ json: LocatedJSON) {
        let columns = self.members(
            json, "\"row\"", allowed: ["identifier", "incident", "incidentScheme", "form", "nothing", "keep"])
        if let identifier = columns["identifier"] { draft.row.identifier = headings(identifier) }
        if let incident = columns["incident"] { draft.row.incident = headings(incident) }
        if let scheme = columns["incidentScheme"] { draft.row.incidentScheme = text(scheme) ?? "" }
        if let form = columns["form"] { draft.row.form = text(form) ?? "" }
        if let nothing = columns["nothing"] { draft.row.nothing = headings(nothing).map { normalised($0) } }
        if let keep = columns["keep"] { draft.row.keep = headings(keep) }
    }

    private mutating func readShared(_ json: LocatedJSON) {
        let rules = MappingFields.kinds.map { MappingFields.rules(of: $0) }
        let known = Set(rules.flatMap(\.keys)).sorted()
        guard case .object(let members) = json.value else { return fault(json, "\"shared\" is an object, {…}.") }
        _ = self.members(json, "\"shared\"", allowed: known)
        shared = members.filter { known.contains($0.name.text) }
    }

    private mutating func readRecords(_ json: LocatedJSON) {
        let kinds = Dictionary(uniqueKeysWithValues: MappingFields.kinds.map { ($0.code, $0) })
        let members = self.members(json, "\"records\"", allowed: MappingFields.kinds.map(\.code))
        guard case .object(let all) = json.value else { return }
        if all.isEmpty { fault(json, "A mapping makes at least one kind of record.") }
        for member in all {
            guard let kind = kinds[member.name.text], let value = members[member.name.text] else { continue }
            guard case .list(let several) = value.value else {
                draft.records.append(template(value, of: kind, isOneOfSeveral: false))
                continue
            }
            if kind == .incident {
                fault(value, "The rows of an incident make one: a list of incidents has no place here.")
            }
            if several.isEmpty { fault(value, "A list of records of \(kind.code) has at least one.") }
            var parts: Set<String> = []
            for one in several {
                let template = template(one, of: kind, isOneOfSeveral: true)
                if !parts.insert(template.part).inserted {
                    fault(one, "Another record of \(kind.code) has the part \"\(template.part)\".")
                }
                draft.records.append(template)
            }
        }
        if draft.records.count > 32 { fault(json, "A row makes at most 32 records.") }
        draft.records.sort { $0.kind == .incident && $1.kind != .incident }
    }
}

// The base of a mapping, and what is said over it.
extension LocatedJSON {
    func member(_ name: String) -> LocatedJSON? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.name.text == name }?.value
    }

    /// The base with what this says in the place of what it says, name by name: of the dataset, of rows, and of records
    /// field by field. What is `null` here is taken away.
    fileprivate func over(_ base: LocatedJSON, depth: Int = 0, isRecords: Bool = false) -> LocatedJSON {
        guard case .object(let own) = value, case .object(let theirs) = base.value, depth < (isRecords ? 3 : 2) else {
            return self
        }
        let stated = Set(own.map(\.name.text))
        var merged = self
        merged.value = .object(
            theirs.filter { !stated.contains($0.name.text) }
                + own.compactMap { member in
                    if case .null = member.value.value { return nil }
                    guard let under = base.member(member.name.text) else { return member }
                    let within = isRecords || member.name.text == "records"
                    var said = member
                    said.value = member.value.over(under, depth: depth + 1, isRecords: within)
                    return said
                })
        return merged
    }
}
