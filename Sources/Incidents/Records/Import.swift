/// A body of records that one publisher states as a whole, and whose exports follow each other.
///
/// What people record by hand belongs to none: the *desk* says it.
public struct Dataset: Hashable, Sendable {
    public var publisher = ""
    public var title = ""
    /// What the identifiers of its records begin with: no identifier of another dataset does.
    public var prefix = ""
    /// Of its identifiers, for example `mmp-web-id`.
    public var identifierScheme = ""
    /// Of its regions, for example `mmp-2014`; empty where they have none.
    public var regionScheme = ""
    /// Identifiers of the datasets that it takes the place of, for the years that it covers, from its first as-at day on.
    public var succeeds: [String] = []
    /// Identifiers of datasets that somebody has declared to hold other records than it, although they cover the same
    /// years.
    public var disjointFrom: [String] = []
    public var notes = Notes()

    public init() {}
}

/// One file that was imported, and what came of it.
public struct Import: Hashable, Sendable {
    /// SHA-256 of the file's bytes: 32 bytes.
    public var fileDigest: [UInt8] = []
    public var fileName = ""
    public var publisher = ""
    public var asAt = Day(number: 0)
    /// The column scheme, for example `mmp-2014`.
    public var columnScheme = ""
    /// The body of records that the file is an export of: imports of one dataset follow each other. Empty for published
    /// figures.
    public var dataset = ""
    public var scope = ImportScope.complete
    /// The years that the file is a complete statement of: as given, or from the first to the last year of a complete
    /// file's records; none of a selection.
    public var years: [ClosedRange<Int32>] = []
    /// How the file was read.
    public var reading = TableReading()
    public var summary = ImportSummary()
    public var notes = Notes()

    public init() {}

    /// The column scheme of a file of published figures, which is an export of no dataset.
    public static let figuresScheme = "published-figures"
}

/// By which mapping a table was read, and what was found out of its form.
public struct TableReading: Hashable, Sendable {
    /// The mapping's name; empty where none read the file.
    public var mapping = ""
    public var mappingVersion: UInt32 = 0
    /// SHA-256 of the mapping: 32 bytes.
    public var mappingDigest: [UInt8] = []
    /// `CSV`, `XLSX` or `JSON`.
    public var container = ""
    /// Of CSV.
    public var delimiter = ""
    public var encoding = ""
    /// Of a workbook.
    public var sheet = ""
    /// The line of a text file, or the row of a sheet, on which the header begins; 0: it has none.
    public var headerRow: UInt32 = 0
    /// Of dates of numbers, where the file decided it: `dmy`, `mdy` or `undecided`.
    public var dateOrder = ""
    /// Of a workbook: `1900` or `1904`.
    public var dateSystem = ""
    /// What the file's columns state, by kind of record; empty: all that a record holds.
    public var stated: [StatedFields] = []

    public init() {}
}

/// The fields of one kind of record for which a file has columns: what it does not state of a record stays as it was.
public struct StatedFields: Hashable, Sendable {
    public var kind: RecordKind
    /// Where a row makes several records of the kind: what follows the row's identifier in their names.
    public var part: String
    /// Paths in lowerCamelCase, ascending. `place.regions:m49`: only the region of that scheme.
    public var fields: [String]

    public init(kind: RecordKind, part: String = "", fields: [String]) {
        self.kind = kind
        self.part = part
        self.fields = fields
    }
}

/// What an import read and appended.
public struct ImportSummary: Hashable, Sendable {
    public var rows: UInt32 = 0
    public var recorded: UInt32 = 0
    public var corrected: UInt32 = 0
    public var withdrawn: UInt32 = 0
    public var reinstated: UInt32 = 0
    public var unchanged: UInt32 = 0
    /// Assertions as of a later export that was silent: what kept this file from leaking past it.
    public var restated: UInt32 = 0
    /// By flag code.
    public var flags: [FlagTally] = []
    public var refusedCells: [RefusedCell] = []
    public var unknownColumns: [String] = []
    /// Records that a partial file repeats as they were.
    public var confirmed: UInt32 = 0
    /// Incidents whose rows were arranged anew while their toll stayed.
    public var rearranged: UInt32 = 0
    /// Records in which the file and the desk now state different values for a field that both changed.
    public var disputed: UInt32 = 0

    public init() {}
}

/// How many records carry a flag.
public struct FlagTally: Hashable, Sendable {
    public var code: String
    public var count: UInt32

    public init(code: String, count: UInt32) {
        self.code = code
        self.count = count
    }
}

/// A cell that the importer could not read.
public struct RefusedCell: Hashable, Sendable {
    /// Counts from 1 for the first row after the header.
    public var row: UInt32
    public var column: String
    /// As it stood in the file.
    public var text: String
    public var reason: String

    public init(row: UInt32, column: String, text: String, reason: String) {
        self.row = row
        self.column = column
        self.text = text
        self.reason = reason
    }
}

/// Cells of a file's columns that no field of a record takes, kept as they stood: part of an import, and of no record.
public struct ImportCells: Hashable, Sendable {
    /// The identifier of the import.
    public var importID = ""
    /// The headings of the columns.
    public var columns: [String] = []
    public var rows: [ImportCellRow] = []
    public var notes = Notes()

    public init() {}
}

/// The kept cells of one row.
public struct ImportCellRow: Hashable, Sendable {
    /// Counts from 1 for the first row after the header.
    public var row: UInt32
    /// One for each column, in their order.
    public var texts: [String]

    public init(row: UInt32, texts: [String]) {
        self.row = row
        self.texts = texts
    }
}
