import Forms
import Incidents

/// What a published figure is asked for by: its identifier, the number that was printed, or words of what it says.
struct FigureName {
    private let text: String
    /// Nil where it is no whole number.
    private let number: Int64?

    /// - Parameter text: `S19`, `4737`, `4,737` or `Mediterranean`.
    init(_ text: String) {
        self.text = text
        let digits = text.filter { !",. '\u{A0}\u{202F}".contains($0) }
        number = digits.allSatisfy(\.isASCII) ? Int64(digits) : nil
    }

    /// Those that it names: by identifier, else by number, else by words, all of which must be somewhere in the figure.
    func among(_ figures: [(record: RecordID, state: Record)]) -> [(record: RecordID, state: Record)] {
        let ways: [(RecordID, PublishedFigure) -> Bool] = [
            { record, _ in record.id == text }, { _, figure in isNumber(figure.count) },
            { _, figure in isSaid(by: figure) },
        ]
        for names in ways {
            let found = figures.filter { record, state in
                if case .publishedFigure(let figure) = state { names(record, figure) } else { false }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The number is one that the figure states.
    private func isNumber(_ count: Count) -> Bool {
        guard let number, count.isReported else { return false }
        return count.low == number || count.high == number
    }

    private func isSaid(by figure: PublishedFigure) -> Bool {
        let said = FoldedText.of(
            [
                figure.publisher, figure.subject, figure.measure, figure.geography, figure.citation, figure.count.unit,
                figure.notes.note, figure.period.map { "\($0)" } ?? figure.periodText,
            ].joined(separator: "\n"))
        let words = FoldedText.of(text).split(whereSeparator: \.isWhitespace)
        return !words.isEmpty && words.allSatisfy { said.contains($0) }
    }
}
