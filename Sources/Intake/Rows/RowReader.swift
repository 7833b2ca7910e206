import Incidents
import Tables

/// One row of a table as the records that it makes, still without their names.
struct MappedRow {
    /// Counts from 1 for the first row after the header.
    var number: Int
    /// The row's part in its incident; nil: the mapping makes none.
    var incident: Incident?
    /// Its other records, by the template that makes them.
    var records: [(template: Int, record: Record)]
    var refused: [RefusedCell]
    /// What is found in cells that no record takes.
    var cellFlags: [Flag]
}

/// Reads the rows of one table, each row by itself. It remembers cells that come again, so it belongs to one thread.
final class RowReader {
    private let mapping: CompiledMapping
    private let readers: [any CellReader]
    /// Readings in the order in which they are made: regions before points.
    private let order: [Int]
    private let points: [ThirdPartyColumn]
    private var values: [MappedValue]
    private var remarks = RowRemarks()

    init(_ mapping: CompiledMapping, _ findings: TableFindings) {
        self.mapping = mapping
        readers = mapping.makeReaders(findings)
        values = Array(repeating: .none, count: readers.count)
        let isLate = { (index: Int) in mapping.readings[index].field.reader == .point }
        order = mapping.readings.indices.filter { !isLate($0) } + mapping.readings.indices.filter(isLate)
        points = ThirdPartyColumn.all(of: mapping)
    }

    /// It looks into cells that no record takes, for what is to be said of them.
    var readsUnknownCells: Bool { !points.isEmpty }

    /// - Throws: ``ImportError`` `refusedWord`.
    func read(_ row: TableRow) throws(ImportError) -> MappedRow {
        remarks.begin(row.number)
        for index in order { values[index] = readers[index].read(row, &remarks) }
        if let refusal = remarks.refusal { throw refusal }
        var made = MappedRow(number: row.number, incident: nil, records: [], refused: remarks.refused, cellFlags: [])
        var point: Point?
        for (index, template) in mapping.templates.enumerated() {
            if let condition = template.condition, mapping.nothing.contains(row.bytes(condition)) { continue }
            if template.kind == .incident {
                made.incident = fill(Incident(), template)
                point = point ?? made.incident?.place.point
                continue
            }
            let isFirst = made.records.isEmpty
            made.records.append((index, record(template, isFirst: isFirst, point: &point)))
        }
        if made.records.isEmpty { made.incident.map { made.incident = remarked($0) } }
        if !points.isEmpty, let point { made.cellFlags = points.compactMap { $0.flag(row, point) } }
        return made
    }

    /// - Parameter isFirst: the record takes what is remarked of the row's cells.
    private func record(_ template: CompiledMapping.Template, isFirst: Bool, point: inout Point?) -> Record {
        switch template.kind {
        case .deaths:
            var deaths = fill(Deaths(), template)
            // Without a column for a part, a total is more than the parts that are stated.
            if template.states(.dead), template.states(.missing) { deaths.dropNeedlessTotal() }
            point = point ?? deaths.place.point
            return .deaths(isFirst ? remarked(deaths) : deaths)
        case .arrests:
            let arrests = fill(Arrests(), template)
            point = point ?? arrests.place.point
            return .arrests(isFirst ? remarked(arrests) : arrests)
        case .operation:
            let operation = fill(Operation(), template)
            return .operation(isFirst ? remarked(operation) : operation)
        case .courtCase: return .courtCase(made(CourtCase(), template, isFirst))
        case .proceeding: return .proceeding(made(Proceeding(), template, isFirst))
        case .law: return .law(made(Law(), template, isFirst))
        case .provision: return .provision(made(Provision(), template, isFirst))
        case .indicator: return .indicator(made(Indicator(), template, isFirst))
        case .activity: return .activity(made(Activity(), template, isFirst))
        default:
            let figure = fill(PublishedFigure(), template)
            return .publishedFigure(isFirst ? remarked(figure) : figure)
        }
    }

    private func made<Value: MappedRecord>(_ empty: Value, _ template: CompiledMapping.Template, _ isFirst: Bool)
        -> Value
    {
        let record = fill(empty, template)
        return isFirst ? remarked(record) : record
    }

    private func fill<Value: MappedRecord>(_ empty: Value, _ template: CompiledMapping.Template) -> Value {
        var record = empty
        for field in template.fields {
            if case .none = values[field.reading] { continue }
            record.set(field.name, values[field.reading])
        }
        return record
    }

    private func remarked<Value: MappedRecord>(_ record: Value) -> Value {
        guard !remarks.flags.isEmpty || !remarks.rawCells.isEmpty else { return record }
        var record = record
        record.notes.flags = remarks.flags
        record.notes.rawCells = remarks.rawCells
        return record
    }

    /// What each reading makes of a row, for a person who wants to see it.
    func explain(_ row: TableRow) -> [ReadingExplanation] {
        remarks.begin(row.number)
        var result: [Int: ReadingExplanation] = [:]
        for index in order {
            let before = (remarks.flags.count, remarks.rawCells.count)
            let value = readers[index].read(row, &remarks)
            let plan = mapping.readings[index]
            result[index] = ReadingExplanation(
                cells: readers[index].columns.map { (heading: $0.heading, text: $0.text(row)) },
                reader: plan.field.reader.rawValue, fields: plan.fields, value: Self.text(value, plan.rule),
                flags: remarks.flags.dropFirst(before.0).map { "\($0.code): \($0.detail)" },
                isKept: remarks.rawCells.count > before.1)
        }
        return mapping.readings.indices.compactMap { result[$0] }
    }
}

extension RowReader {
    /// As a person would write it, codes as mappings have them.
    private static func text(_ value: MappedValue, _ rule: MappingFields.Rule) -> String {
        guard case .codes(let codes) = value else { return value.text }
        return codes.map { raw in rule.codes.first { $0.raw == raw }?.code ?? "\(raw)" }.joined(separator: ", ")
    }
}

/// What one reader makes of the cells of a row.
public struct ReadingExplanation: Sendable {
    /// With the headings of their columns; none of a constant.
    public var cells: [(heading: String, text: String)]
    public var reader: String
    /// Kind and field of each record that takes it: `deaths.dead`.
    public var fields: [String]
    /// As a person would write it; empty: nothing.
    public var value: String
    public var flags: [String]
    /// The text of the cell is kept beside the value, which does not say all of it.
    public var isKept: Bool
}

extension MappedValue {
    /// As a person would write it; empty: nothing.
    var text: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .count(let count): count.text
        case .period(let period): period.description
        case .countries(let codes): codes.joined(separator: ", ")
        case .region(let region): region.description
        case .point(let point):
            "\(Double(point.latitudeE7) / 1e7), \(Double(point.longitudeE7) / 1e7)"
        case .codes(let codes): codes.map { "\($0)" }.joined(separator: ", ")
        case .number(let number): "\(number)"
        case .sources(let sources):
            sources.map { [$0.publisher, $0.locator].filter { !$0.isEmpty }.joined(separator: ", ") }
                .joined(separator: "; ")
        }
    }
}

/// A column that a third party added to a table, and that repeats its coordinates.
struct ThirdPartyColumn: Sendable {
    /// 0.01 degree, about a kilometre: third parties round.
    static let toleranceE7: Int64 = 100_000

    private let index: Int
    private let heading: String
    private let isLatitude: Bool

    /// Those of a table.
    static func all(of mapping: CompiledMapping) -> [ThirdPartyColumn] {
        mapping.unknown.compactMap { ThirdPartyColumn($0, mapping.header[$0]) }
    }

    private init?(_ index: Int, _ heading: String) {
        switch headingForm(heading) {
        case "latitude", "lat": isLatitude = true
        case "longitude", "lon", "long", "lng": isLatitude = false
        default: return nil
        }
        self.index = index
        self.heading = heading
    }

    /// Where it says something else than the point.
    func flag(_ row: TableRow, _ point: Point) -> Flag? {
        guard let degrees = degreesE7(row.bytes(index).trimmedASCII) else { return nil }
        let own = Int64(isLatitude ? point.latitudeE7 : point.longitudeE7)
        guard abs(own - degrees) > Self.toleranceE7 else { return nil }
        return Flag(
            code: ImportFlagCode.coordinatesContradictEachOther.rawValue, field: "place.point",
            detail: "the column \"\(heading)\" says \(row.text(index)), the coordinates \(point.text)")
    }
}
