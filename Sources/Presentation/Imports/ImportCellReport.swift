import Forms
import Incidents
package import Intake
import Tables

/// All that an import has to say: every cell that was not read, with its row, column and text and what was done
/// with it. Its rows are written as they are read, since every row of a table may have such a cell.
package enum ImportCellReport {
    /// Lays it out as CSV, a piece at a time.
    package static func csv(_ plan: ImportPlan, _ piece: (String) throws -> Void) throws {
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

    /// Lays it out as JSON, a piece at a time.
    ///
    /// - Parameter file: the table that was read, as it is called.
    package static func json(
        _ plan: ImportPlan, _ file: String, _ piece: (String) throws -> Void
    ) throws {
        let head: [NamedValues.Pair] = [
            ("import", .string(plan.importID)), ("file", .string(file)), ("asAt", .string(plan.asAt.description)),
            ("dataset", .string(plan.dataset)), ("mapping", .string(plan.mapping.name)),
            ("mappingVersion", .integer(plan.mapping.version)), ("rows", .integer(plan.summary.rows)),
        ]
        for (index, member) in (head + plan.reportMembers).enumerated() {
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
