package import Folding
package import Forms
import Ledger

/// An answer of a view. Beside CSV its provenance has no place: the SHA-256 of the rows is the digest that it states.
package struct ViewLayout: AnswerLayout {
    private let answer: Answer

    package init(_ answer: Answer) { self.answer = answer }

    package func text(width: Int?) -> String { answer.text(in: .table, width: width) }
    package var table: TextTable { answer.textTable }
    package var json: JSONValue { answer.json }
    package var remarks: [String] { answer.provenance.lines }

    /// One measure of each row drawn as bars, or of a pivot's rows as lines, above what the table says below it.
    ///
    /// - Parameter measure: one of the view's; nil: its main one. Of a pivot there is one.
    package func chart(of measure: String?, width: Int) -> String {
        let query = answer.provenance.query
        let main = Ledger.views.first { $0.name == query.view }?.mainMeasure ?? ""
        let measure = query.selection.pivot?.measure ?? measure ?? main
        let sums = answer.columns.filter { $0.role == .records || $0.role == .measure }
        let label = { (row: Answer.Row) in
            row.key.map { $0.isEmpty ? Answer.noRegion : $0 }.joined(separator: " ")
        }
        let drawn =
            query.selection.pivot != nil
            ? TextChart.lines(
                answer.rows.map { row in (label(row), row.sums.map(\.drawn)) }, across: sums.map(\.name), width: width)
            : TextChart.bars(
                answer.rows.map { row in
                    (label(row), sums.firstIndex { $0.name == measure }.flatMap { row.sums[$0].drawn })
                }, width: width)
        return "\(measure)\n\n" + drawn + "\n" + answer.provenance.lines.map { $0 + "\n" }.joined()
    }
}

extension Sum {
    /// Nil where nobody reported anything.
    fileprivate var drawn: TextChart.Value? {
        isReported ? TextChart.Value(low: Double(low), high: Double(high), text: description) : nil
    }
}
