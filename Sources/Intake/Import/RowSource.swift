import Incidents

/// A file whose columns are understood, before its rows are told apart: what a mapping makes of a table.
protocol MappedFile {
    associatedtype Rows: RowSource

    /// The dataset that the file is an export of.
    var dataset: SourceDataset { get }
    /// SHA-256 of its bytes: 32 bytes.
    var digest: [UInt8] { get }
    /// What a person should know of how the file was understood, in sentences.
    var notices: [String] { get }

    /// Gives every row its name.
    ///
    /// - Parameters:
    ///   - asAt: rows of later days cannot be taken in.
    ///   - known: the name of every stream that may belong to the dataset.
    ///   - held: what the dataset says of one of them by the as-at day, or else the first that it says later: so that rows
    ///     that share an identifier are told apart as they were before. Nil: nothing.
    /// - Throws: ``ImportError`` `asAtTooEarly` where many rows are of later days.
    func rows(asAt: Day, known: Set<RecordID>, held: (RecordID) throws -> Record?) throws -> Rows
}

/// The rows of a file as named records of one dataset: all that a plan knows of it.
protocol RowSource: AnyObject {
    /// With the cells that could not be read once every record was given.
    var file: SourceFile { get }
    /// Of every record that the file states, each once, in any order.
    var names: [RecordID] { get }
    /// Records of which the file has a row that cannot be taken in: nothing is said of them, not even by silence.
    var unread: Set<RecordID> { get }
    /// Whether the file has the row of which a record would be one, had the file the columns for it.
    ///
    /// - Parameter stated: ``names``.
    func hasRow(of record: RecordID, _ stated: Set<RecordID>) -> Bool

    /// The years in which its tolls count.
    var years: Set<Int32> { get }

    /// How rows without identifiers were followed; nil: there are none.
    var following: RowFollowing? { get }

    /// What a person should know of how rows were told apart, in sentences.
    var notices: [String] { get }

    /// Is told how many rows were made into records, of how many, about a hundred times.
    var progress: ((_ done: Int, _ total: Int) -> Void)? { get set }

    /// Whether records of a kind are those of rows, by which flags are counted: an incident may be that of several.
    func isOfRow(_ kind: RecordKind) -> Bool

    /// Gives every record that the file states, with the flags that it earns.
    func forEachRecord(_ body: (RecordID, Record) throws -> Void) throws

    /// Cells that no record takes: of columns that mean nothing to the mapping, and of rows that cannot be taken in.
    func keptCells() throws -> [KeptCells]
}

/// What is known of a file beside its records.
struct SourceFile: Sendable {
    /// As its owner called it.
    var name: String
    /// SHA-256 of its bytes: 32 bytes.
    var digest: [UInt8]
    /// Of its regions, for example `mmp-2014`; empty where it states none.
    var regionScheme: String
    var rowCount: Int
    /// Cells that could not be read and rows that could not be taken in, in the order of the file.
    var refusedCells: [RefusedCell]
    /// Headings of columns that mean nothing to the mapping.
    var unknownColumns: [String]
    /// By which mapping it was read, and what was found out of it.
    var reading: TableReading
    /// What is found in cells that no record takes, by code.
    var cellFlags: [FlagTally] = []
}

/// A dataset as a mapping knows it.
struct SourceDataset: Hashable, Sendable {
    var id: String
    /// What the ledger is told of it with its first import.
    var record: Dataset

    /// The kinds of record that a dataset may have.
    static let kinds: [RecordKind] = [.incident, .deaths, .arrests, .operation, .publishedFigure]

    /// Whether a stream may belong to it.
    func mayHold(_ record: RecordID) -> Bool {
        Self.kinds.contains(record.kind) && record.id.hasPrefix(self.record.prefix)
    }
}

/// Cells of some columns, row by row.
struct KeptCells {
    var columns: [String]
    var rows: [ImportCellRow]
    /// What is found in them.
    var flags: [Flag] = []
    /// Why they are kept.
    var note: String
}
