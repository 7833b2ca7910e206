package import Forms

/// Why a file cannot be read as a table.
package struct TableError: ExplainedError, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// There is no file of the name.
        case noFile
        /// The file cannot be opened or read.
        case unreadable
        /// There are no bytes, or nothing but white space.
        case emptyFile
        /// It is no text and no workbook.
        case binaryFile
        /// It is something else that is known: a PDF, a page, an archive, a workbook of another form.
        case anotherKind
        /// It is protected by a password.
        case encrypted
        /// It holds macros: programs.
        case macros
        /// A name of an encoding, or of what else was asked for, means nothing.
        case badRequest
        /// It is text in another encoding, or damaged.
        case badEncoding
        /// It ends inside a quoted cell: it was cut.
        case unterminatedQuote
        /// Text follows the closing quote of a cell.
        case malformedQuote
        /// A row has more or fewer cells than the header.
        case raggedRow
        /// There is a header and nothing else, or not even that.
        case noRows
        /// No row can be the header, or the one that was given is not there.
        case noHeader
        /// A cell, a row or a part of a workbook is larger than any that makes sense.
        case tooLarge
        /// A small archive would become a huge file.
        case zipBomb
        /// The sheet that was asked for is not there, or none is.
        case noSheet
        /// A workbook's archive or XML contradicts itself.
        case damaged
        /// XML with a document type: it may name other files.
        case documentType
        /// JSON that is no list of objects, or no JSON.
        case badJSON
    }

    package var code: Code
    /// A sentence that a person can act on.
    package var description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    package var failure: LedgerError.Code { code == .noFile ? .notFound : .refused }
}

extension TableError {
    /// The bound of a cell: an entry of the log is smaller by far, and a quote that is never closed is found before the
    /// rest of a file is taken for one cell.
    static let largestCell = 1 << 20
    static let largestRow = 8 << 20
    /// As many as a spreadsheet has.
    static let mostColumns = 16_384
}

/// How a sentence shows text of a file: short, on one line.
func excerpt(_ text: some StringProtocol, _ length: Int = 60) -> String {
    let line = text.unicodeScalars.prefix(length).map {
        $0.properties.generalCategory == .control ? " " : Character($0)
    }
    return "\"" + String(line) + (text.unicodeScalars.count > length ? "…" : "") + "\""
}
