public import Incidents

/// What the columns of a publisher's table mean, as a JSON file says it: which columns feed which field of which kind of
/// record, and by which reader.
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
/// case and without what is not seen. See ``MappingReading`` for what each reader takes.
public struct Mapping: Hashable, Sendable {
    /// Of the form of such files.
    public static let format = 1

    /// In lower case, of letters, digits and hyphens.
    public var name: String
    /// Of the mapping: raised whenever it says something else.
    public var version: Int
    public var dataset: String
    public var described: Dataset
    /// Headings of the column that identifies a row; none: rows are known by what they say.
    public var identifier: [String] = []
    /// Headings of the column whose rows are one incident; none: a row is one.
    public var incident: [String] = []
    /// By kind of record, in the order of the file.
    public var fields: [RecordKind: [Field]] = [:]

    /// One field of a record.
    public struct Field: Hashable, Sendable {
        /// As the records' JSON calls it, for example `place.country`.
        public var name: String
        public var reader: Reader
        /// Columns by what they are to the reader: `count`, `low`, `high` … with all their headings.
        public var columns: [String: [String]] = [:]
        /// Of the reader: `order`, `thousands` …
        public var options: [String: String] = [:]
        /// Words of the table, and the codes that they mean.
        public var codes: [String: String] = [:]
    }

    /// What makes a value of cells.
    public enum Reader: String, CaseIterable, Hashable, Sendable {
        case text, count, date, country, region, point, code, number, sources, constant
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
