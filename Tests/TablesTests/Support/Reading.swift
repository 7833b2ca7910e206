import Testing

@testable import Tables

/// What a test wants to see of a table.
struct ReadTable {
    var file: TableFile
    var header: [String]
    var rows: [[String]] = []
    var lines: [Int] = []
    var types: [[CellType]] = []

    init(_ file: TableFile) throws(TableError) {
        self.file = file
        header = file.header
        var reader = try file.rows()
        var row = TableRow()
        while try reader.next(&row) {
            rows.append(row.texts)
            lines.append(row.line)
            types.append((0..<row.count).map { row.type($0) })
        }
    }

    init(
        _ bytes: [UInt8], _ request: TableRequest = TableRequest(), known: Set<String> = []
    ) throws(TableError) {
        try self.init(try TableFile(bytes, name: "the file", request) { known.contains($0) })
    }

    init(_ text: String, _ request: TableRequest = TableRequest(), known: Set<String> = []) throws(TableError) {
        try self.init(Array(text.utf8), request, known: known)
    }

    /// The header and the rows.
    var cells: [[String]] { [header] + rows }

    var sentences: String { file.description.sentences.joined(separator: " ") }
}

/// The error that reading all of a file ends in; nil: it is read.
func refusal(_ bytes: [UInt8], _ request: TableRequest = TableRequest(), known: Set<String> = []) -> TableError? {
    do {
        _ = try ReadTable(bytes, request, known: known)
        return nil
    } catch {
        return error
    }
}

func refusal(_ text: String, _ request: TableRequest = TableRequest()) -> TableError? {
    refusal(Array(text.utf8), request)
}

/// Expects a refusal with a code and a sentence that says some words.
func expectRefusal(
    _ error: TableError?, _ code: TableError.Code, _ words: String..., at location: SourceLocation = #_sourceLocation
) {
    #expect(error?.code == code, sourceLocation: location)
    for part in words {
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")", sourceLocation: location)
    }
}
