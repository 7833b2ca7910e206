import Dispatch
import Tables

/// Surveys the rows of a table on another thread while they are still being read and stored.
///
/// It guesses: that no row is wider than the header, and that the mapping that fits the first rows is the one. Where a guess
/// was wrong, or something is wrong with a row, it has nothing to say, and the stored table is surveyed: that says what is
/// wrong, after all that is wrong with the file itself.
///
/// `@unchecked Sendable`: what changes is touched on the queue only, or after all that was on it is done.
final class EarlySurvey: @unchecked Sendable {
    private static let mostWaiting = 4

    private let mappings: [Mapping]
    private let header: [String]
    private let tags: [String]
    private let dateSystem: DateSystem?
    private let queue = DispatchQueue(label: "survey of a table")
    /// So that a fast reader does not fill the memory.
    private let waiting = DispatchSemaphore(value: mostWaiting)
    private var surveyor: RowSurveyor?
    private var hasBegun = false

    init(_ mappings: [Mapping], of file: TableFile) {
        self.mappings = mappings
        header = StoredTable.header(file.header, width: file.header.count)
        tags = file.tags
        dateSystem = file.description.dateSystem
    }

    /// Looks at rows that follow those that it was given before.
    func add(_ rows: StoredRows) {
        waiting.wait()
        queue.async { [self] in
            if !hasBegun { begin(rows) }
            survey(rows)
            waiting.signal()
        }
    }

    private func begin(_ rows: StoredRows) {
        hasBegun = true
        var first: [TableRow] = []
        rows.forEach(width: header.count) { if first.count < MappingChoice.mostIdentifiers { first.append($0) } }
        let mapping = try? MappingChoice.best(of: mappings, header: header, tags: tags) { column in
            first.map { $0.text(column) }
        }
        surveyor = mapping.map { RowSurveyor($0, dateSystem) }
    }

    private func survey(_ rows: StoredRows) {
        guard surveyor != nil else { return }
        do throws(ImportError) {
            try rows.forEach(width: header.count) { row throws(ImportError) in try surveyor?.add(row) }
        } catch {
            surveyor = nil
        }
    }

    /// What was found, once the table is stored; nil where a guess was wrong.
    ///
    /// - Parameter mapping: the one that reads the table.
    func found(_ table: StoredTable, _ mapping: CompiledMapping) throws(ImportError) -> RowSurvey? {
        // What was handed over is done after this.
        queue.sync {}
        defer { surveyor = nil }
        guard let surveyor, surveyor.count == table.count, table.header == header,
            surveyor.mapping.mapping.digest == mapping.mapping.digest
        else {
            return nil
        }
        return try surveyor.finish(table)
    }
}
