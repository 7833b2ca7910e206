import Incidents

/// How the records of a mapping's rows are called: the dataset's prefix, the identifier of the row, and after it the part
/// that a mapping gives each of several records of one kind.
struct RecordNaming: Sendable {
    let prefix: String
    /// Of a row's records but its incident, by the template that makes them; empty part: none.
    let templates: [(kind: RecordKind, part: String)]
    let makesIncidents: Bool
    /// The record by which a row is followed from file to file: the first that every row makes, else its first.
    let primary: (kind: RecordKind, part: String)

    init(_ mapping: CompiledMapping) {
        prefix = mapping.mapping.described.prefix
        templates = mapping.templates.map { ($0.kind, $0.part) }
        makesIncidents = mapping.templates.contains { $0.kind == .incident }
        let others = mapping.templates.filter { $0.kind != .incident }
        let main = others.first { $0.condition == nil } ?? others.first
        primary = main.map { ($0.kind, $0.part) } ?? (.incident, "")
    }

    /// The name of a record of a row.
    func name(_ kind: RecordKind, _ rowID: String, part: String = "") -> RecordID {
        RecordID(kind: kind, id: part.isEmpty ? prefix + rowID : "\(prefix)\(rowID).\(part)")
    }

    /// The names of the records that a row may make.
    func names(_ row: IdentifiedRow) -> [RecordID] {
        templates.map { $0.kind == .incident ? name(.incident, row.incident) : name($0.kind, row.rowID, part: $0.part) }
    }

    /// The names of the records that the rows of one incident make, in the order in which they are made, each with the row
    /// that it is of, counted from 0; nil: all of them.
    func names(ofIncident rows: ArraySlice<IdentifiedRow>) -> [(record: RecordID, row: Int?)] {
        var names: [(record: RecordID, row: Int?)] = []
        let makesIncident = templates.indices.contains { place in
            templates[place].kind == .incident && rows.contains { $0.makes(place) }
        }
        if makesIncident, let first = rows.first { names.append((name(.incident, first.incident), nil)) }
        for (offset, row) in rows.enumerated() {
            for (place, template) in templates.enumerated() where template.kind != .incident && row.makes(place) {
                names.append((name(template.kind, row.rowID, part: template.part), offset))
            }
        }
        return names
    }

    /// The identifier of the row whose primary record has a name; nil: it is no such record.
    func rowID(_ record: RecordID) -> Substring? {
        guard record.kind == primary.kind, record.id.hasPrefix(prefix) else { return nil }
        let id = record.id.dropFirst(prefix.count)
        guard !primary.part.isEmpty else { return id }
        return id.hasSuffix("." + primary.part) ? id.dropLast(primary.part.count + 1) : nil
    }

    /// The identifiers of the rows of which a record may be one, made by whatever mapping of the dataset: with a part after
    /// it, or without.
    func rowIDs(of record: RecordID) -> [String] {
        guard record.id.hasPrefix(prefix) else { return [] }
        let id = record.id.dropFirst(prefix.count)
        return [String(id)] + (id.lastIndex(of: ".").map { [String(id[..<$0])] } ?? [])
    }

    /// An identifier and its number among those that are shared: of `A~2`, `A` and 2; of `A`, `A` and 1.
    static func numbered(_ id: some StringProtocol) -> (id: String, number: Int) {
        guard let mark = id.lastIndex(of: "~"), let number = Int(id[id.index(after: mark)...]), number > 1 else {
            return (String(id), 1)
        }
        return (String(id[..<mark]), number)
    }

    static func name(_ id: String, _ number: Int) -> String { number == 1 ? id : "\(id)~\(number)" }
}

extension CompiledMapping {
    /// What a record's identifier holds at most, without the prefix, a part and a number of those that share one.
    var mostIdentifierBytes: Int {
        let part = templates.map { $0.part.utf8.count + 1 }.max() ?? 0
        return min(180, 188 - mapping.described.prefix.utf8.count - part)
    }
}
