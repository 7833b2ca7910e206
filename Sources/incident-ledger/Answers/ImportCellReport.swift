import Files
import Forms
import Incidents
import Intake
import Tables

/// All that an import has to say, for a file: every cell that was not read, with its row, column and text and what was done
/// with it. Its rows are written as they are read, since every row of a table may have such a cell.
enum ImportCellReport {
    /// CSV or JSON by the path's ending.
    static func write(_ plan: ImportPlan, ofFile file: String, to path: String) throws {
        do {
            try DurableFile.replace(path) { piece in
                if path.hasSuffix(".csv") { try csv(plan, piece) } else { try json(plan, file, piece) }
            }
        } catch {
            throw LedgerError.wrapping(error, doing: "write \(path)")
        }
    }

    private static func csv(_ plan: ImportPlan, _ piece: (String) throws(LedgerError) -> Void) throws {
        try piece(CSVText.table(header: ["row", "column", "text", "reason", "done"], rows: []))
        var lines = ""
        try plan.refusedCells.read { cell in
            lines += CSVText.table(row: ["\(cell.row)", cell.column, cell.text, cell.reason, done(cell)])
            if lines.utf8.count > 1 << 16 {
                try piece(lines)
                lines = ""
            }
            return true
        }
        for column in plan.summary.unknownColumns {
            lines += CSVText.table(row: ["", column, "", "the column is not recognised", "kept with the import"])
        }
        try piece(lines)
    }

    private static func json(
        _ plan: ImportPlan, _ file: String, _ piece: (String) throws(LedgerError) -> Void
    ) throws {
        let head: [(name: String, value: JSONValue)] = [
            ("import", .string(plan.importID)), ("file", .string(file)), ("asAt", .string(plan.asAt.description)),
            ("dataset", .string(plan.dataset)), ("mapping", .string(plan.mapping.name)),
            ("mappingVersion", .integer(plan.mapping.version)), ("rows", .integer(plan.summary.rows)),
        ]
        for (index, member) in (head + Answers.remarks(ofReport: plan)).enumerated() {
            try piece(index == 0 ? "{\n  " : ",\n  ")
            try piece(JSONValue.string(member.name).text() + ": " + member.value.text())
        }
        try piece(",\n  \"cells\": [")
        var isFirst = true
        try plan.refusedCells.read { cell in
            let text = JSONValue.members([
                ("row", .integer(cell.row)), ("column", .string(cell.column)), ("text", .string(cell.text)),
                ("reason", .string(cell.reason)), ("done", .string(done(cell))),
            ]).text()
            try piece((isFirst ? "\n    " : ",\n    ") + text)
            isFirst = false
            return true
        }
        try piece("\n  ]\n}\n")
    }

    /// What became of the cell.
    private static func done(_ cell: RefusedCell) -> String {
        cell.reason.hasSuffix("not taken in") ? "row kept with the import" : "kept as it stood, and flagged"
    }
}
