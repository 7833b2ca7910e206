/// Why bytes are not a table of comma-separated values.
public struct CSVError: ExplainedError, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// There are no bytes.
        case emptyFile
        /// There are NUL bytes: it is no text.
        case binaryFile
        /// It is text in another encoding, or damaged.
        case notUTF8
        /// It ends inside a quoted cell: it was cut.
        case unterminatedQuote
        /// Text follows the closing quote of a cell.
        case malformedQuote
        /// A row has more or fewer cells than the header.
        case raggedRow
        /// There is a header and nothing else.
        case noRows
    }

    public var code: Code
    /// A sentence that a person can act on.
    public var description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: LedgerError.Code { .refused }
}
