import Forms
import Incidents

/// What publishers state of the same thing in figures and indicators of their own.
///
/// Two of them are of the same thing where their measure (by its code, else in words), their subject or population or
/// operation, their place, period and unit are the same. One that is by the same publisher, that quotes it, or that quotes whom it quotes, is
/// the same word said twice.
struct OtherStatements {
    private struct Statement {
        var record: RecordID
        var publisher: String
        var count: Count
        var origins: Set<String>
    }

    private let statements: [FigureSubject: [Statement]]

    /// - Parameter standing: published figures, and indicators.
    init(_ standing: [(record: RecordID, state: Record)]) {
        var statements: [FigureSubject: [Statement]] = [:]
        for (record, state) in standing {
            switch state {
            case .publishedFigure(let figure):
                statements[FigureSubject(figure), default: []].append(
                    Statement(
                        record: record, publisher: figure.publisher, count: figure.count,
                        origins: Self.origins(figure.publisher, figure.notes)))
            case .indicator(let indicator):
                statements[FigureSubject(indicator), default: []].append(
                    Statement(
                        record: record, publisher: indicator.publisher, count: indicator.value,
                        origins: Self.origins(indicator.publisher, indicator.notes)))
            default: break
            }
        }
        self.statements = statements
    }

    /// What others state of what a figure is of, in the order of their identifiers.
    func statements(beside record: RecordID, _ figure: PublishedFigure) -> [FigureStatement] {
        let origins = Self.origins(figure.publisher, figure.notes)
        return (statements[FigureSubject(figure)] ?? [])
            // Who reports no number contradicts nobody.
            .filter { $0.record != record && $0.count.isReported }
            .sorted { $0.record.id.utf8.lexicographicallyPrecedes($1.record.id.utf8) }
            .map { other in
                FigureStatement(
                    publisher: other.publisher, text: other.count.text,
                    agrees: figure.count.agrees(with: other.count), isOwn: !origins.isDisjoint(with: other.origins))
            }
    }

    /// Its publisher and whom it quotes, without the pages.
    private static func origins(_ publisher: String, _ notes: Notes) -> Set<String> {
        let names = [publisher] + notes.sources.map(\.publisher)
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

    init(_ indicator: Indicator) {
        (measure, subject) = (Self.folded(indicator.measure), Self.folded(indicator.population))
        place = indicator.region?.description ?? Self.folded(indicator.geography)
        period = indicator.period.map { "\($0)" } ?? ""
        unit = Self.folded(indicator.value.unit)
    }

    init(_ figure: PublishedFigure) {
        let folded = Self.folded
        measure = figure.measureCode.isEmpty ? folded(figure.measure) : figure.measureCode
        // An operation has its place and its time, however a publisher calls them.
        let isOfOperation = !figure.operation.isEmpty
        subject = isOfOperation ? "operation/" + figure.operation : folded(figure.subject)
        place = isOfOperation ? "" : figure.region?.description ?? folded(figure.geography)
        period = isOfOperation ? "" : figure.period.map { "\($0)" } ?? folded(figure.periodText)
        unit = folded(figure.count.unit)
    }

    private static func folded(_ text: String) -> String {
        FoldedText.of(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
