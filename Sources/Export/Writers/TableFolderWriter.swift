import Forms
import Foundation

/// A folder with a CSV file for each table, and `datapackage.json`, which says what they hold.
///
/// Texts stand in the files exactly as the ledger has them. Unlike the CSV of answers, nothing is put before one that a
/// spreadsheet would take for a formula: whoever wants a spreadsheet has a workbook.
final class TableFolderWriter: ExportWriter {
    private let head: ExportHead
    private let schema: ExportSchema
    private let folder: URL
    private let files: [HashedFile]
    private let hasComments: Bool

    /// - Parameter hasComments: where the export comes from stands above the heading of each table, in lines that begin with
    ///   `#`.
    init(_ head: ExportHead, _ schema: ExportSchema, in folder: URL, hasComments: Bool) throws {
        self.head = head
        self.schema = schema
        self.folder = folder
        self.hasComments = hasComments
        files = try schema.tables.map { table in
            let file = try HashedFile("\(table.name).csv", in: folder)
            if hasComments { for line in head.lines { try file.write("# \(line)\n") } }
            try file.write(Self.line(table.columns.map(\.name)))
            return file
        }
    }

    func add(_ record: ExportedRecord) throws {
        for row in schema.rows(of: record, head.context) {
            try files[row.table].write(Self.line(row.cells.map(\.text)))
        }
    }

    func finish(_ account: ExportAccount) throws -> [ExportFile] {
        let made = try files.map { try $0.finish() }
        let package = DataPackage(head: head, schema: schema, account: account, files: made, hasComments: hasComments)
        let file = try HashedFile(DataPackage.fileName, in: folder)
        try file.write(package.json.formatted)
        return made + [try file.finish()]
    }

    /// RFC 4180 with a line feed. What begins with `#` is quoted, so that it is no comment.
    private static func line(_ cells: [String]) -> String {
        cells.map { cell in
            let isPlain = !cell.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) } && cell.utf8.first != 0x23
            return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",") + "\n"
    }
}
