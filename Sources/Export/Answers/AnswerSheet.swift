import Finding
package import Folding
package import Forms
import Incidents
package import Ledger

/// The rows of an answer as a table that describes itself: for files that people keep, in which nothing but the file says
/// what it is.
package struct AnswerSheet: Sendable {
    /// Of the table: lower-case words with underscores.
    package var name: String
    /// What a row is, in a sentence.
    package var summary: String
    package var columns: [ExportColumn]
    package var rows: [[ExportCell]]
    /// The columns that tell its rows apart; empty: none do.
    package var key: [String]
    /// Where the same is had again.
    package var address: String
    package var citation: Citation
    /// What programs read of where it comes from.
    package var provenance: JSONValue

    /// Sentences for people: where it comes from, under what it may be used.
    var lines: [String] {
        [citation.title, "the same again: \(address)", citation.moment, citation.evidence, citation.licenceText]
            + citation.publishers.map { "data: \($0.text)" } + citation.notices
    }
}

extension Ledger {
    /// The table of an answer of a view.
    ///
    /// - Parameters:
    ///   - address: where the same is had again.
    ///   - provenance: as programs read it.
    package func sheet(
        of answer: Answer, at address: String, _ licence: Licence?, provenance: JSONValue
    ) throws -> AnswerSheet {
        let query = answer.provenance.query
        let cells = answer.cells
        let columns = answer.columns.enumerated().map { place, column in
            ExportColumn(column.name, form: column.role, isWhole: cells.allSatisfy { Self.isWhole($0[place]) })
        }
        return AnswerSheet(
            name: query.view.replacing("-", with: "_"),
            summary: Self.views.first { $0.name == query.view }?.summary ?? "", columns: columns,
            rows: cells.map { row in
                zip(columns, row).map { column, text in
                    column.form == .integer ? ExportCell(Int64(text)) : ExportCell(text)
                }
            }, key: [], address: address, citation: try citation(of: answer, licence: licence), provenance: provenance)
    }

    private static func isWhole(_ text: String) -> Bool { text.isEmpty || Int64(text) != nil }

    /// The table of records that were found.
    ///
    /// - Parameters:
    ///   - address: where the same is had again.
    ///   - provenance: as programs read it.
    package func sheet(
        of found: FoundAnswer, at address: String, _ licence: Licence?, provenance: JSONValue
    ) throws -> AnswerSheet {
        let datasets = Set(found.records.datasets.map(\.dataset)).filter { !$0.isEmpty }.sorted()
        let citation = try citation(
            of: "\(found.records.matched) records of \(found.kind.code) that were found", at: found.position,
            knownBy: found.knownBy, isAsPublished: false, digest: nil, datasets: datasets.map { ($0, nil) }, licence,
            found.notes)
        let columns = found.records.columns
        return AnswerSheet(
            name: found.kind.code.replacing("-", with: "_"), summary: "A record of the kind \(found.kind.code).",
            columns: columns.map { ExportColumn(found: $0) },
            rows: found.records.rows.map { row in zip(columns, row).map { ExportCell($1, of: $0) } },
            key: columns.contains { $0.field == .id } ? [FindField.id.name] : [], address: address,
            citation: citation, provenance: provenance)
    }
}

extension ExportColumn {
    /// A column of a view's answer.
    ///
    /// - Parameter isWhole: each of its cells is a whole number, or empty.
    fileprivate init(_ name: String, form role: Answer.Column.Role, isWhole: Bool) {
        let number: Form = isWhole ? .integer : .text
        switch role {
        case .region: self.init(name, .text, "A region, by its code in the scheme of the answer; empty: none.")
        case .text: self.init(name, .text, "What tells the rows apart; empty where it is not stated.")
        case .year: self.init(name, number, "The year in which it occurred.")
        case .number: self.init(name, number, "A number that tells the rows apart; empty where it is not stated.")
        case .rank: self.init(name, number, "The place among others: 2, or 2..4 where ranges leave it open.")
        case .records: self.init(name, number, "How many records the row has.", unit: "records", isRequired: true)
        case .reported:
            self.init(
                name, number, "How many of the row's records report the measure before it.", unit: "records",
                isRequired: true)
        case .measure:
            self.init(
                name, number,
                "A sum: a whole number where every part is exact; 12..15 where a part is a range, 12.. where it is unbounded, "
                    + "~12 where it is approximate; empty where nobody reports it, which is not zero.")
        }
    }

    /// A column of what is found.
    fileprivate init(found column: FoundRecords.Column) {
        let name = column.name
        if column.isBound {
            let isLow = name.hasSuffix("_low")
            self.init(
                name, .integer,
                isLow
                    ? "The lowest value of the count." : "The highest value of the count; empty where it is unbounded.")
            return
        }
        switch column.field.form {
        case .text: self.init(name, .text, "As the record states it; empty where it does not.")
        case .count:
            self.init(name, .text, "A count: 12, 12..15, 12.., ~12; empty where it is not reported, which is not zero.")
        case .integer: self.init(name, .integer, "As the record states it; empty where it does not.")
        case .real: self.init(name, .real, "As the record states it; empty where it does not.")
        case .day: self.init(name, .day, "A day; empty where it is not stated.")
        case .instant: self.init(name, .instant, "A moment, in universal time.")
        }
    }
}

extension ExportCell {
    /// A value of what is found, which is written as its column's form says.
    fileprivate init(_ value: JSONValue, of column: FoundRecords.Column) {
        switch value {
        case .string(let text) where column.field.form == .day && !column.isBound:
            self = (try? Day(text)).map { .day($0) } ?? ExportCell(text)
        case .string(let text): self.init(text)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .real(number)
        case .bool(let isTrue): self = .truth(isTrue)
        case .null, .array, .object: self = .nothing
        }
    }
}
