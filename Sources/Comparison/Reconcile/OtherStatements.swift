import Forms
import Incidents

/// What publishers state of the same thing in figures of their own.
///
/// Two figures are of the same thing where their measure (by its code, else in words), their subject or operation, their
/// place, period and unit are the same. One that is by the same publisher, that quotes it, or that quotes whom it quotes, is
/// the same word said twice.
struct OtherStatements {
    private let figures: [FigureSubject: [(record: RecordID, figure: PublishedFigure)]]

    init(_ standing: [(record: RecordID, state: Record)]) {
        var figures: [FigureSubject: [(record: RecordID, figure: PublishedFigure)]] = [:]
        for case (let record, .publishedFigure(let figure)) in standing {
            figures[FigureSubject(figure), default: []].append((record, figure))
        }
        self.figures = figures
    }

    /// What others state of what a figure is of, in the order of their identifiers.
    func statements(beside record: RecordID, _ figure: PublishedFigure) -> [FigureStatement] {
        (figures[FigureSubject(figure)] ?? []).filter { $0.record != record }
            .sorted { $0.record.id.utf8.lexicographicallyPrecedes($1.record.id.utf8) }
            .map { _, other in
                FigureStatement(
                    publisher: other.publisher, text: other.count.text,
                    agrees: figure.count.agrees(with: other.count),
                    isOwn: !Self.origins(of: figure).isDisjoint(with: Self.origins(of: other)))
            }
    }

    /// Its publisher and whom it quotes, without the pages.
    private static func origins(of figure: PublishedFigure) -> Set<String> {
        let names = [figure.publisher] + figure.notes.sources.map(\.publisher)
        return Set(names.map { publisherKey($0.replacing(/,? pp?\. ?\d.*$/, with: "")) }.filter { !$0.isEmpty })
    }
}

/// What a figure is of.
private struct FigureSubject: Hashable {
    private var measure: String
    private var subject: String
    private var place: String
    private var period: String
    private var unit: String

    init(_ figure: PublishedFigure) {
        let folded = { (text: String) in
            FoldedText.of(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        measure = figure.measureCode.isEmpty ? folded(figure.measure) : figure.measureCode
        // An operation has its place and its time, however a publisher calls them.
        let isOfOperation = !figure.operation.isEmpty
        subject = isOfOperation ? "operation/" + figure.operation : folded(figure.subject)
        place = isOfOperation ? "" : figure.region?.description ?? folded(figure.geography)
        period = isOfOperation ? "" : figure.period.map { "\($0)" } ?? folded(figure.periodText)
        unit = folded(figure.count.unit)
    }
}
