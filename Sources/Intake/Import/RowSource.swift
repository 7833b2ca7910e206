import Incidents
import Timeline

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
    ///   - ledger: what it holds of the dataset, so that rows that share an identifier or have none are told apart as they
    ///     were before.
    /// - Throws: ``ImportError`` `asAtTooEarly` where many rows are of later days.
    func rows(asAt: Day, in ledger: borrowing some HeldRecords & ~Copyable) throws -> Rows
}

/// The rows of a file as named records of one dataset: all that a plan knows of it.
protocol RowSource: AnyObject {
    /// With the cells that could not be read once every record was given.
    var file: SourceFile { get }
    /// Whether the file states a record of that name. It is fastest where it is asked in the order of identifiers.
    func states(_ record: RecordID) throws -> Bool
    /// Whether the file has a row of a record that cannot be taken in: nothing is said of it, not even by silence.
    func isUnread(_ record: RecordID) throws -> Bool
    /// Whether the file has the row of which a record would be one, had the file the columns for it.
    func hasRow(of record: RecordID) throws -> Bool

    /// The years in which its tolls count.
    var years: Set<Int32> { get }

    /// How rows without identifiers were followed; nil: there are none.
    var following: RowFollowing? { get }

    /// What a person should know of how rows were told apart, in sentences.
    var notices: [String] { get }

    /// By what rows are told that need not be read; nil: all are read.
    var repeats: RowRepeats? { get set }

    /// Whether something may be found in cells that no record takes.
    var looksIntoKeptCells: Bool { get }

    /// What earlier imports of the dataset found in cells that no record takes: it is not found again.
    var known: KnownFindings { get set }

    /// Is told how many rows were made into records, of how many, about a hundred times.
    var progress: ((_ done: Int, _ total: Int) -> Void)? { get set }

    /// Whether records of a kind are those of rows, by which flags are counted: an incident may be that of several.
    func isOfRow(_ kind: RecordKind) -> Bool

    /// Gives every record that the file states, each once, with the flags that it earns: in an order that does not depend on
    /// that of the file's rows, an incident before its tolls.
    func forEachRecord(_ body: (StatedRecord) throws -> Void) throws

    /// Gives the cells that no record takes, in the order of the file: of columns that mean nothing to the mapping, and of
    /// rows that cannot be taken in. After all records were given.
    ///
    /// - Parameter budget: bytes of text that are given at once at most, but for one row.
    func forEachKeptCells(budget: Int, _ body: (KeptCells) throws -> Void) throws
}

/// A record that a file states.
struct StatedRecord: Sendable {
    enum Content: Sendable {
        /// What its rows say; the same in wire form; what tells the rows when they come again.
        case made(Record, EncodedRecord, rowDigest: [UInt8])
        /// Its rows are those from which what the dataset says of it by the as-at day was made: they were not read.
        case repeated(StateOutline)
    }

    let id: RecordID
    let content: Content
    /// What the ledger holds of it; nil: that was not asked yet.
    var stream: HeldStream?

    init(id: RecordID, record: Record, rowDigest: [UInt8]) {
        self.id = id
        content = .made(record, EncodedRecord(record), rowDigest: rowDigest)
    }

    /// - Parameter outline: of what the dataset says of it.
    init(id: RecordID, repeating outline: StateOutline, _ stream: HeldStream) {
        self.id = id
        content = .repeated(outline)
        self.stream = stream
    }

    /// Nil: its rows were not read.
    var record: Record? {
        if case .made(let record, _, _) = content { record } else { nil }
    }
}

/// How rows are told that say what they said before.
struct RowRepeats: Sendable {
    /// Gives what a ledger holds of records, in their order.
    typealias LookUp = @Sendable (_ records: [RecordID]) throws -> [HeldStream]

    let lookUp: LookUp
    let dataset: String
    let asAt: Day
    /// Of regions.
    let scheme: String

    /// What the dataset says of a record by the as-at day, where that is what rows of a digest say and nothing was remarked
    /// when they were read: whatever else reading them again would give, it would give nothing else.
    func outline(_ stream: HeldStream, of digest: [UInt8]) throws -> StateOutline? {
        guard !stream.events.isEmpty else { return nil }
        let said = Timeline(stream.assertions).said(by: .dataset(dataset), knownBy: asAt)
        guard let position = said?.state, let event = stream.events.first(where: { $0.position == position }),
            event.rowDigest == digest, let state = event.state
        else { return nil }
        let outline = try StateOutline(state, scheme: scheme)
        return outline.flagCodes.contains(where: ImportFlagCode.listed.contains) ? nil : outline
    }
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
    /// Cells that could not be read and rows that could not be taken in.
    var refusedCells = RefusedCells()
    /// Headings of columns that mean nothing to the mapping.
    var unknownColumns: [String]
    /// By which mapping it was read, and what was found out of it.
    var reading: TableReading
    /// What is found in cells that no record takes, and was not before, by code.
    var cellFlags: [FlagTally] = []
}

/// A dataset as a mapping knows it.
struct SourceDataset: Hashable, Sendable {
    var id: String
    /// What the ledger is told of it with its first import.
    var record: Dataset

    /// The kinds of record that a dataset may have.
    static let kinds = MappingFields.kinds

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
