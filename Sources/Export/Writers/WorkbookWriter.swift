import Forms
import Foundation

/// A workbook: a sheet for each table, and one that says where they come from.
final class WorkbookWriter: ExportWriter {
    private let head: ExportHead
    private let schema: ExportSchema
    private let name: String
    private let book: WorkbookFile
    private let provenance: Int
    /// For each table its sheet, and how many rows it has.
    private var sheets: [(sheet: Int, rows: Int)] = []

    init(_ head: ExportHead, _ schema: ExportSchema, _ name: String, in folder: URL) throws {
        self.head = head
        self.schema = schema
        self.name = name
        // Seconds: a workbook knows no parts of them.
        let created = Int(clamping: (head.recordedAt ?? 0) / 1_000_000)
        book = try WorkbookFile(
            folder.appending(path: name).path, titled: head.title, created: created, scratch: folder.path)
        provenance = try book.addSheet("provenance", ["name", "value"])
        for table in schema.tables {
            sheets.append((try book.addSheet(table.name, table.columns.map(\.name)), 0))
        }
    }

    func add(_ record: ExportedRecord) throws {
        for row in schema.rows(of: record, head.context) {
            let table = schema.tables[row.table]
            sheets[row.table].rows += 1
            let (sheet, number) = sheets[row.table]
            guard number < WorkbookFile.mostRows else {
                throw LedgerError(
                    .refused,
                    "There are more than \(WorkbookFile.mostRows - 1) rows of \(table.name), and a sheet of a workbook takes no "
                        + "more: name another format, or fewer records with --kind.")
            }
            for (cell, column) in zip(row.cells, table.columns) {
                guard case .text(let text) = cell, text.utf16.count > WorkbookFile.longestText else { continue }
                throw LedgerError(
                    .refused,
                    "\(record.record) has \(text.utf16.count) characters in \(column.name) of table \(table.name), and a cell of a "
                        + "workbook takes \(WorkbookFile.longestText): name another format.")
            }
            try book.write(row.cells, row: number, of: sheet)
        }
    }

    func finish(_ account: ExportAccount) throws -> [ExportFile] {
        var rows = head.lines.map { ("", $0) } + account.sentences.map { ("records", $0) }
        for view in head.views { rows += view.notices.map { ("view \(view.name)", $0) } }
        for table in schema.tables { rows.append(("table \(table.name)", table.description)) }
        for (index, row) in rows.enumerated() {
            let text = String(row.1.prefix(WorkbookFile.longestText / 2))
            try book.write([ExportCell(row.0), ExportCell(text)], row: index + 1, of: provenance)
        }
        try book.close()
        let (count, digest) = try HashedFile.digest(of: book.path)
        return [ExportFile(name: name, byteCount: count, digest: digest)]
    }
}
