public import Incidents

/// What the columns of a publisher's table mean, as a JSON file says it: which columns feed which field of which kind of
/// record, and by which reader. `MAPPINGS.md` is its reference.
///
/// ```json
/// {
///   "format": 1,
///   "name": "gendarmerie-arrests",
///   "version": 3,
///   "dataset": {
///     "id": "gendarmerie", "publisher": "Gendarmerie", "title": "Arrests by month", "prefix": "gend-",
///     "identifierScheme": "gend-case", "regionScheme": "m49"
///   },
///   "row": { "identifier": ["Case no."], "incident": ["File no."] },
///   "records": {
///     "arrests": {
///       "count": { "count": ["Arrested", "Persons arrested"], "thousands": "." },
///       "occurred": { "date": ["Day"], "order": "dmy" },
///       "place.country": { "country": ["Country"] },
///       "role": { "code": ["Role"], "table": { "Boat driver": "transporter" }, "else": "keep" },
///       "note": { "constant": "From the monthly list" }
///     }
///   }
/// }
/// ```
///
/// A list of columns has every heading under which publishers have given the same column; headings are compared without
/// case, without what is not seen, and with `_`, `.` and `:` as spaces. See ``MappingReading`` for what each reader takes.
public struct Mapping: Hashable, Sendable {
    /// Of the form of such files.
    public static let format = 1

    /// In lower case, of letters, digits and hyphens.
    public var name: String
    /// Of the mapping: raised whenever it says something else.
    public var version: Int
    /// SHA-256 of the file that says it, and of the one that it is based on: 32 bytes.
    public var digest: [UInt8] = []
    /// The identifier of the dataset.
    public var dataset: String
    public var described: Dataset
    public var row = Row()
    /// In the order of the file, what incidents there are first.
    public var records: [Template] = []

    /// What is said of rows as a whole.
    public struct Row: Hashable, Sendable {
        /// Headings of the column that identifies a row; none: rows are known by what they say.
        public var identifier: [String] = []
        /// Of the identifiers of incidents; empty: that of the dataset.
        public var incidentScheme = ""
        /// Headings of the column whose rows are one incident; none: a row is one.
        public var incident: [String] = []
        /// How identifiers look, for example `9999.MMP*`: so that tables of the same headings are told apart. Empty: any way.
        public var form = ""
        /// Words that say nothing, in normal form; nil: the usual ones.
        public var nothing: [String]?
        /// Headings of columns that are known, and that no field takes.
        public var keep: [String] = []
    }

    /// One record that a row makes, or of an incident that its rows make.
    public struct Template: Hashable, Sendable {
        public var kind: RecordKind
        /// What its identifier has after that of the row; empty for the only record of its kind.
        public var part = ""
        /// Headings of a column: where it says nothing, the row makes no such record. None: each row does.
        public var condition: [String] = []
        public var fields: [Field] = []
    }

    /// One field of a record.
    public struct Field: Hashable, Sendable {
        /// As the records' JSON calls it, for example `place.country`.
        public var name: String
        public var reader: Reader
        /// Columns by what they are to the reader: `count`, `low`, `high` … with all their headings.
        public var columns: [String: [String]] = [:]
        /// Of the reader: `order`, `thousands` …
        public var options: [String: [String]] = [:]
        /// Words of the table in normal form, and the codes that they mean.
        public var codes: [String: String] = [:]
        /// A table that lacks its columns is another table.
        public var isRequired = false
    }

    /// What makes a value of cells.
    public enum Reader: String, CaseIterable, Hashable, Sendable {
        case text, count, date, country, region, point, code, number, sources, link, constant
    }
}

extension Mapping {
    /// Of one kind; none where the mapping makes none.
    public func templates(of kind: RecordKind) -> [Template] { records.filter { $0.kind == kind } }

    /// Every heading that means something to it, in the form in which headings are compared.
    var headings: Set<String> {
        var headings = Set((row.identifier + row.incident + row.keep).map { headingForm($0) })
        for template in records {
            headings.formUnion(template.condition.map { headingForm($0) })
            for field in template.fields { headings.formUnion(field.columns.values.joined().map { headingForm($0) }) }
        }
        return headings
    }
}

/// What is wrong with a mapping, and where.
public struct MappingFault: Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// In characters, from 1.
    public var column: Int
    /// A sentence that a person can act on.
    public var sentence: String

    public var description: String { "line \(line), column \(column): \(sentence)" }
}

extension Mapping {
    /// The headings of a table that it reads, in the order in which it says them: of a column with several the first.
    public var template: [String] {
        let own = records.flatMap {
            [$0.condition] + $0.fields.flatMap { field in field.columns.sorted { $0.key < $1.key }.map(\.value) }
        }
        let all = [row.identifier, row.incident] + own + row.keep.map { [$0] }
        return all.compactMap(\.first).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
