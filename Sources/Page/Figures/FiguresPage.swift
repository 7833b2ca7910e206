import Comparison
import Forms
import Incidents
package import Ledger

/// Published figures, each with what became of it.
package struct FiguresPage: Sendable {
    struct Unanswered: Sendable {
        var name: String
        var reason: String
    }

    var hasFigures: Bool
    var intro: String
    var table: Markup
    var unanswered: [Unanswered]
    var unansweredCount: String?
    var pinned: String

    /// - Parameters:
    ///   - named: one figure, as the ledger's `reconcile` takes its name; nil: all.
    ///   - namesRecords: who reads may see which records account for a difference.
    /// - Throws: `LedgerError`.
    package static func content(
        of ledger: Ledger, named: String?, at moment: PageMoment, namesRecords: Bool
    ) throws -> PageContent {
        let results = try ledger.reconcile(named: named, at: moment.moment, figuresKnownLater: true)
        if named != nil, results.count == 1, let result = results.first {
            return PageContent(
                result.figure.subject.isEmpty ? "Figure \(result.record.id)" : result.figure.subject, "figure",
                FigurePage(result, at: moment, namesRecords: namesRecords))
        }
        return PageContent("Published figures", "figures", FiguresPage(results, named, at: moment))
    }

    private init(_ results: [Reconciliation], _ named: String?, at moment: PageMoment) {
        let answered = results.filter(\.isAnswered)
        hasFigures = !answered.isEmpty
        let (holding, broken) = (answered.count { $0.holdsNow == true }, answered.count { $0.holdsNow == false })
        intro =
            "\(FigureText.count(results.count, "figure")) that others published, held against the records of this ledger: "
            + "\(holding) agree with what is known, \(broken) do not, "
            + "\(results.count - holding - broken) cannot be judged or are about something that no record answers."
        table =
            PageTable(
                "Figures that records answer",
                [
                    .init("Figure", isWide: true), .init("Published"), .init("The ledger says"),
                    .init("What became of it"), .init("Its life"),
                ], answered.map { Self.row($0, at: moment) }
            ).markup
        unanswered = results.filter { !$0.isAnswered }.map {
            Unanswered(name: "\($0.record.id), \($0.figure.subject): \($0.figure.count.text)", reason: $0.reason)
        }
        unansweredCount =
            unanswered.isEmpty ? nil : FigureText.count(unanswered.count, "figure") + " that no record answers"
        pinned = moment.pinned("/v1/reconcile.json", [("figure", named)])
    }

    private static func row(_ result: Reconciliation, at moment: PageMoment) -> [PageTable.Cell] {
        let figure = result.figure
        let when = figure.period.map { ", \($0)" } ?? (figure.periodText.isEmpty ? "" : ", " + figure.periodText)
        let name = "\(figure.subject.isEmpty ? result.record.id : figure.subject)\(when)"
        let address = moment.address("/reconcile", [("figure", result.record.id)])
        let life = LifePlot(result, hasWords: false)?.markup("The life of \(name): \(FigureWords.fate(of: result))")
        return [
            .init(.all([.element("a", ["href": address], name), .text(" \(figure.measure)")])),
            .init(figure.count.text), .init(FigureWords.present(of: result)), .init(FigureWords.fate(of: result)),
            .init(life ?? .nothing),
        ]
    }
}

/// What became of a figure, in words.
enum FigureWords {
    static func fate(of result: Reconciliation) -> String {
        guard result.isAnswered else { return "No record answers it" }
        if let unjudged = result.unjudged { return "Cannot be judged: \(unjudged)" }
        guard result.statements.isEmpty else {
            return result.holdsNow == true ? "Others say the same" : "Others say something else"
        }
        guard let last = result.held.last else { return "Never held" }
        if result.holdsNow == true { return "Holds, since \(last.first.day)" }
        return "Held until \(last.last.day)" + (last.ended.map { ", no longer on \($0.day)" } ?? "")
    }

    /// What the ledger says now; of an operation what each publisher says.
    static func present(of result: Reconciliation) -> String {
        guard result.statements.isEmpty else {
            return result.statements.map { "\($0.publisher): \($0.text)" }.joined(separator: "; ")
        }
        return result.byDay.last.map { FigureText.of($0.value) } ?? "0"
    }
}
