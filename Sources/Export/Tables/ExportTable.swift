public import Incidents

/// A value in a row of an export.
public enum ExportCell: Hashable, Sendable {
    /// Not stated, which is not zero and not an empty text.
    case nothing
    case text(String)
    case integer(Int64)
    case real(Double)
    case truth(Bool)
    case day(Day)
    /// Microseconds since 1970-01-01T00:00:00Z.
    case instant(UInt64)
}

/// A column of an export's table: enough for whoever has only the file to know what it says.
public struct ExportColumn: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        case text, integer, real, truth, day, instant
    }

    /// Lower-case words with underscores.
    public var name: String
    public var form: Form
    /// A sentence.
    public var description: String
    /// What a number is a number of; nil where it is none, or another column says it.
    public var unit: String?
    /// It is never empty.
    public var isRequired: Bool
    /// The only texts that it can have; nil: any.
    public var codes: [String]?

    public init(
        _ name: String, _ form: Form, _ description: String, unit: String? = nil, isRequired: Bool = false,
        codes: [String]? = nil
    ) {
        self.name = name
        self.form = form
        self.description = description
        self.unit = unit
        self.isRequired = isRequired
        self.codes = codes
    }
}

/// A table of an export.
public struct ExportTable: Hashable, Sendable {
    /// The columns in which a row names a row of another table.
    public struct Reference: Hashable, Sendable {
        public var columns: [String]
        public var table: String
        public var keys: [String]
    }

    /// Lower-case words with underscores: the name of a file, a sheet, a table in SQL.
    public var name: String
    /// What a row is, in a sentence.
    public var description: String
    public var columns: [ExportColumn]
    /// The columns that tell its rows apart.
    public var key: [String]
    public var references: [Reference]

    public init(
        _ name: String, _ description: String, columns: [ExportColumn], key: [String], references: [Reference] = []
    ) {
        self.name = name
        self.description = description
        self.columns = columns
        self.key = key
        self.references = references
    }
}

/// A row of an export: cells in the order of its table's columns.
struct ExportRow {
    /// Of the schema's tables.
    var table: Int
    var cells: [ExportCell]
}

extension ExportCell {
    init(_ text: String) { self = text.isEmpty ? .nothing : .text(text) }
    init(_ day: Day?) { self = day.map { .day($0) } ?? .nothing }
    init(_ number: (some BinaryInteger)?) { self = number.map { .integer(Int64(clamping: $0)) } ?? .nothing }
    init(_ code: (some Coded)?) { self = code.map { .text($0.code) } ?? .nothing }

    /// As CSV and people have it; empty where nothing is stated.
    var text: String {
        switch self {
        case .nothing: ""
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .truth(let isTrue): isTrue ? "true" : "false"
        case .day(let day): day.description
        case .instant(let micros): Instant.text(microseconds: micros)
        }
    }
}
