package import Forms
import Foundation

extension AnswerSheet {
    /// The table as CSV, in an archive with what describes it: `metadata.json` for programs, `README.txt` for people.
    ///
    /// - Parameters:
    ///   - csv: as the answer has it, so that its digest is the one that the answer states.
    ///   - path: of the new archive.
    /// - Throws: `LedgerError` with `refused` where the place cannot be written.
    package func writeArchive(_ csv: String, to path: String) throws(LedgerError) {
        let metadata = TableMetadata(of: self, in: Self.tableName, digest: CanonicalCSV.digest(csv))
        try ArchiveFile.write(
            [
                .init(name: Self.tableName, bytes: Array(csv.utf8)),
                .init(name: TableMetadata.fileName, bytes: Array(metadata.json.formatted.utf8)),
                .init(name: Self.readmeName, bytes: Array(readme.utf8)),
            ], to: path)
    }

    private static let tableName = "data.csv"
    private static let readmeName = "README.txt"

    /// For people who find the archive.
    private var readme: String {
        let width = columns.reduce(0) { max($0, $1.name.count) }
        let described = columns.map { column in
            "  " + column.name + String(repeating: " ", count: width + 2 - column.name.count) + column.description
        }
        let parts: [[String]] = [
            [citation.title, citation.moment.prefix(1).uppercased() + citation.moment.dropFirst() + "."],
            ["The question, which has this answer for ever:", "  \(address)"],
            ["How to cite it:"] + citation.text.split(separator: "\n").map { "  \($0)" },
            [
                "Licence: "
                    + (citation.licence?.text ?? "not stated. Ask whoever keeps the ledger before you publish the data.")
            ],
            [
                "\(Self.tableName) has \(rows.count) rows; \(TableMetadata.fileName) describes it for programs (CSV on the Web).",
                summary,
            ],
            ["Columns:"] + described,
        ]
        return parts.map { DisplayWidth.onLines($0.joined(separator: "\n")) }.joined(separator: "\n\n") + "\n"
    }

    /// The table as a workbook, with a sheet that says where it comes from.
    ///
    /// - Parameters:
    ///   - path: of the new workbook.
    ///   - scratch: a folder for what is not yet part of it.
    /// - Throws: `LedgerError` with `refused` where the place cannot be written, or a workbook cannot hold the table.
    package func writeWorkbook(to path: String, scratch: String) throws(LedgerError) {
        guard rows.count < WorkbookFile.mostRows else {
            throw LedgerError(
                .refused,
                "There are \(rows.count) rows, and a sheet of a workbook takes \(WorkbookFile.mostRows - 1): ask for CSV, or "
                    + "for fewer.")
        }
        let book = try WorkbookFile(
            path, titled: citation.title, created: Int(clamping: (citation.recordedAt ?? 0) / 1_000_000),
            scratch: scratch)
        // A sheet's name has no more than 31 characters.
        let sheet = try book.addSheet(String(name.prefix(31)), columns.map(\.name))
        for (index, row) in rows.enumerated() {
            for (cell, column) in zip(row, columns) {
                guard case .text(let text) = cell, text.utf16.count > WorkbookFile.longestText else { continue }
                throw LedgerError(
                    .refused,
                    "Row \(index + 1) has \(text.utf16.count) characters in \(column.name), and a cell of a workbook takes "
                        + "\(WorkbookFile.longestText): ask for CSV.")
            }
            try book.write(row, row: index + 1, of: sheet)
        }
        let provenance = try book.addSheet("provenance", ["name", "value"])
        let said = lines.map { ("", $0) } + [("rows", summary)] + columns.map { ("column \($0.name)", $0.description) }
        for (index, row) in said.enumerated() {
            let text = String(row.1.prefix(WorkbookFile.longestText / 2))
            try book.write([ExportCell(row.0), ExportCell(text)], row: index + 1, of: provenance)
        }
        try book.close()
    }
}
