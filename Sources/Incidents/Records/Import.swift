/// One file that was imported, and what came of it.
public struct Import: Hashable, Sendable {
    /// SHA-256 of the file's bytes: 32 bytes.
    public var fileDigest: [UInt8] = []
    public var fileName = ""
    public var publisher = ""
    public var asAt = Day(number: 0)
    /// The column scheme, for example `mmp-2014`.
    public var scheme = ""
    /// The body of records that the file is an export of: imports of one dataset follow each other.
    public var dataset = ""
    /// The file holds only some of the dataset: what it does not have is not withdrawn.
    public var isPartial = false
    public var summary = ImportSummary()
    public var notes = Notes()

    public init() {}
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
