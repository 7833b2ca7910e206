import Incidents
import Tables

/// A mapping held against the heading of one table: which column feeds which reader, and which reader which field.
struct CompiledMapping: Sendable {
    /// What one reader reads: the same for several records that state it.
    struct Reading: Sendable {
        var field: Mapping.Field
        /// By what they are to the reader.
        var columns: [String: CellColumn]
        var rule: MappingFields.Rule
        /// Of the records that take it, for reports: `deaths.dead`.
        var fields: [String]

        func isSame(as other: Reading) -> Bool {
            field.reader == other.field.reader && field.options == other.field.options
                && field.codes == other.field.codes && rule.codes.map(\.code) == other.rule.codes.map(\.code)
                && rule.isList == other.rule.isList && rule.range == other.rule.range
                && columns.mapValues(\.index) == other.columns.mapValues(\.index)
        }
    }

    /// A record that a row makes.
    struct Template: Sendable {
        var kind: RecordKind
        var part: String
        /// The column without which there is no such record.
        var condition: Int?
        var fields: [(name: FieldName, reading: Int)]

        func states(_ name: FieldName) -> Bool { fields.contains { $0.name == name } }
    }

    let mapping: Mapping
    /// As they stand in the file.
    let header: [String]
    /// Of the columns that identify a row, and its incident.
    let identifier: Int?
    let incident: Int?
    private(set) var readings: [Reading] = []
    private(set) var templates: [Template] = []
    /// The columns that mean nothing to the mapping, in the order of the file: their cells are kept as they stand.
    private(set) var unknown: [Int] = []
    /// Known columns that no field takes.
    private(set) var kept: [Int] = []
    /// Columns of the mapping that the table lacks, each by its first heading, without those that nobody need have.
    private(set) var absent: [AbsentColumn] = []
    /// How many columns of the table are known.
    private(set) var known = 0

    /// A column of the mapping that a table lacks.
    struct AbsentColumn: Hashable, Sendable {
        var headings: [String]
        /// Its cells are numbers that are summed.
        var isCount: Bool
        var field: String
    }

    /// - Parameter tags: HXL tags of the columns, where the table has them.
    /// - Throws: ``ImportError``: `missingColumns`, `repeatedColumn`.
    init(_ mapping: Mapping, header: [String], tags: [String] = []) throws(ImportError) {
        self.mapping = mapping
        self.header = header
        var finder = ColumnFinder(header: header, tags: tags)
        identifier = try finder.column(mapping.row.identifier)
        incident = try finder.column(mapping.row.incident)
        var missing: [String] = []
        if !mapping.row.identifier.isEmpty || !mapping.row.incident.isEmpty, identifier == nil, incident == nil {
            missing.append((mapping.row.identifier + mapping.row.incident)[0])
        }
        for template in mapping.records {
            missing += try add(template, &finder)
        }
        for heading in mapping.row.keep {
            if let index = try finder.column([heading]) { kept.append(index) }
        }
        kept.sort()
        known = finder.used.count
        unknown = header.indices.filter { !finder.used.contains($0) }
        if templates.allSatisfy({ $0.fields.allSatisfy { readings[$0.reading].columns.isEmpty } }), missing.isEmpty {
            missing = Array(mapping.records.flatMap(\.fields).flatMap(\.columns.values).compactMap(\.first).prefix(3))
        }
        if !missing.isEmpty { throw Self.anotherTable(mapping, header, missing) }
    }

    /// - Returns: the required columns that the table lacks.
    private mutating func add(
        _ template: Mapping.Template, _ finder: inout ColumnFinder
    ) throws(ImportError) -> [String] {
        var missing: [String] = []
        let rules = MappingFields.rules(of: template.kind)
        var compiled = Template(kind: template.kind, part: template.part, condition: nil, fields: [])
        if !template.condition.isEmpty {
            compiled.condition = try finder.column(template.condition)
            // Without its column there is no such record.
            if compiled.condition == nil {
                let all = template.fields.flatMap(\.columns.values)
                for columns in [template.condition] + all where try finder.column(columns) == nil {
                    note(columns, isCount: true, template.kind.code)
                }
                return []
            }
        }
        for field in template.fields {
            guard let rule = rules[field.name], let name = FieldName(rawValue: field.name) else { continue }
            var columns: [String: CellColumn] = [:]
            // Where both stand in one cell, columns of each are a third party's.
            let isOneCell = field.reader == .point && finder.has(field.columns["point"] ?? [])
            for (role, headings) in field.columns.sorted(by: { $0.key < $1.key }) where !isOneCell || role == "point" {
                if let index = try finder.column(headings) {
                    columns[role] = CellColumn(index: index, heading: header[index], field: field.name)
                } else {
                    note(headings, isCount: field.reader == .count, field.name)
                }
            }
            if columns.isEmpty, field.reader != .constant {
                if field.isRequired { missing.append(Self.firstHeading(field)) }
                continue
            }
            // Half of a point is none.
            if field.reader == .point, columns["point"] == nil, columns.count < 2 { continue }
            let reading = Reading(
                field: field, columns: columns, rule: rule, fields: ["\(template.kind.code).\(field.name)"])
            compiled.fields.append((name, add(reading)))
        }
        // What says more of a value comes after the value.
        compiled.fields = compiled.fields.filter { !$0.name.saysMore } + compiled.fields.filter(\.name.saysMore)
        templates.append(compiled)
        return missing
    }

    private mutating func add(_ reading: Reading) -> Int {
        if let index = readings.firstIndex(where: { $0.isSame(as: reading) }) {
            readings[index].fields += reading.fields.filter { !readings[index].fields.contains($0) }
            return index
        }
        readings.append(reading)
        return readings.count - 1
    }

    private mutating func note(_ headings: [String], isCount: Bool, _ field: String) {
        let column = AbsentColumn(headings: headings, isCount: isCount, field: field)
        if !absent.contains(column) { absent.append(column) }
    }

    private static func firstHeading(_ field: Mapping.Field) -> String {
        let own = field.columns[field.reader.rawValue] ?? field.columns.sorted { $0.key < $1.key }.first?.value
        return own?.first ?? field.name
    }

    private static func anotherTable(_ mapping: Mapping, _ header: [String], _ missing: [String]) -> ImportError {
        let list = missing.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            .map { "\"\($0)\"" }.joined(separator: ", ")
        let given = header.prefix(12).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
        return ImportError(
            .missingColumns,
            "The table is not one of the mapping \(mapping.name) (\(mapping.described.title)): it has no column \(list)."
                + " Its columns are \(given)\(header.count > 12 ? " …" : "").")
    }
}

extension CompiledMapping {
    /// The fields for which the table has columns, by what its rows make.
    func stated(_ findings: TableFindings) -> [StatedFields] {
        let makesIncidents = templates.contains { $0.kind == .incident }
        var result: [StatedFields] = []
        for template in templates {
            var fields = Set(template.fields.flatMap { paths(of: $0.name, reading: $0.reading, findings) })
            if identifier != nil || incident != nil { fields.insert("externalIds") }
            if makesIncidents, template.kind == .deaths || template.kind == .arrests { fields.insert("incident") }
            result.append(StatedFields(kind: template.kind, part: template.part, fields: fields.sorted()))
        }
        return result
    }

    /// What a mapping calls a field, by the paths of a record.
    private func paths(of name: FieldName, reading: Int, _ findings: TableFindings) -> [String] {
        switch name {
        case .region:
            let scheme = findings.schemes[reading] ?? readings[reading].field.options["scheme"]?.first
            return [scheme.map { "place.regions:\($0)" } ?? "place.regions"]
        // A unit is a part of the count.
        case .unit: return ["count", "value", "quantity"]
        case .saidBy: return ["implements"]
        case .currency: return ["fine"]
        case .docket, .ecli, .eli, .akn, .urnLex: return ["externalIds"]
        default: return [name.rawValue]
        }
    }
}

/// Finds columns by their headings, or by HXL tags.
private struct ColumnFinder {
    /// Columns that were found.
    private(set) var used: Set<Int> = []
    private let header: [String]
    private var indices: [String: [Int]] = [:]

    init(header: [String], tags: [String]) {
        self.header = header
        for (index, heading) in header.enumerated() { indices[headingForm(heading), default: []].append(index) }
        for (index, tag) in tags.enumerated() where index < header.count && !tag.isEmpty {
            indices[headingForm(tag), default: []].append(index)
        }
    }

    func has(_ headings: [String]) -> Bool { headings.contains { indices[headingForm($0)] != nil } }

    /// - Throws: ``ImportError`` `repeatedColumn` where the table has two of the column.
    mutating func column(_ headings: [String]) throws(ImportError) -> Int? {
        var found: [Int] = []
        for heading in headings { found += indices[headingForm(heading)] ?? [] }
        guard let first = found.first else { return nil }
        if let other = found.first(where: { $0 != first }) {
            throw ImportError(
                .repeatedColumn,
                "The columns \"\(header[min(first, other)])\" and \"\(header[max(first, other)])\" mean the same; remove one"
                    + " of them.")
        }
        used.insert(first)
        return first
    }
}
