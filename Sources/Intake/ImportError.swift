public import Forms
import Tables

/// Why a file cannot be imported: nothing of it is appended.
public struct ImportError: ExplainedError, Hashable, CustomStringConvertible {
    /// What kind of refusal it is; what tests and exit statuses compare.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no file of the name.
        case noFile
        /// The file has no bytes.
        case emptyFile
        /// The file is no table, or a damaged one: the sentence says what it seems to be.
        case badTable
        /// The header lacks columns that an export of this dataset has: it is another table.
        case missingColumns
        /// Two columns have the same meaning.
        case repeatedColumn
        /// A column of numbers is not there, and one that nobody knows looks like it.
        case resemblingColumn
        /// Dates of the file contradict each other in the order of day and month.
        case contradictoryDates
        /// A word that a mapping refuses.
        case refusedWord
        /// A row makes a record that lacks what every record of its kind has.
        case incompleteRecord
        /// There is no mapping of the name.
        case unknownMapping
        /// Many rows of the file are dated after the as-at day.
        case asAtTooEarly
        /// Another export of the dataset has the same as-at day and other content.
        case conflictingExport
        /// The same file was imported for the same day as a statement of something else.
        case importedOtherwise
        /// A record that the file states belongs to another dataset.
        case foreignRecord
        /// Another dataset of the publisher covers the same years, and nobody has said how the two belong together.
        case overlappingDataset
        /// A dataset that is named is not in the ledger, or is the file's own.
        case unknownDataset
        /// Two datasets are said to belong together in two ways.
        case contradictoryRelation
        /// Much would be withdrawn, or another number than was confirmed.
        case withdrawals
        /// The plan that was confirmed is not the plan any more.
        case planChanged
        /// A row is too large for an entry of the log.
        case rowTooLarge
        /// An identifier in the file cannot name a record.
        case badIdentifier
        /// The file is no mapping: it is not JSON.
        case badMapping
        /// The file is not the JSON form of published figures.
        case notFigures
        /// A figure has a field that the form does not.
        case unknownFigureField
        /// A figure lacks a field that it must have.
        case missingFigureField
        /// A field of a figure cannot be read.
        case badFigureField
        /// Two figures have the same identifier.
        case repeatedFigure
    }

    public var code: Code
    /// A sentence that a person can act on.
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Runs `body` and says of what it throws that the file is no table.
    static func wrapping<Result>(
        as code: Code = .badTable, _ body: () throws(TableError) -> Result
    ) throws(ImportError) -> Result {
        do throws(TableError) {
            return try body()
        } catch {
            throw ImportError(error.code == .noFile ? .noFile : code, error.description)
        }
    }

    public var failure: LedgerError.Code { isConflict ? .conflict : code == .noFile ? .notFound : .refused }

    /// Whether somebody else's assertion stands in the way, rather than the file itself.
    public var isConflict: Bool {
        code == .conflictingExport || code == .importedOtherwise || code == .planChanged
    }
}
