import Comparison
import Forms
import Incidents
package import Ledger

/// Published figures, each with what became of it.
package struct FiguresPage: Sendable {
    struct Tally: Sendable {
        var count: String
        var meaning: String
    }

    var hasFigures: Bool
    var intro: String
    var tallies: [Tally]
    var table: Markup
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
        hasFigures = !results.isEmpty
        intro =
            "\(FigureText.count(results.count, "figure")) that others published, each held against the records of this "
            + "ledger or, where it is no sum of records, against what other publishers state. Nobody's own word confirms it."
        tallies = FigureVerdict.allCases.compactMap { verdict in
            let count = results.count { $0.verdict == verdict }
            return count == 0 ? nil : Tally(count: FigureText.count(count, "figure"), meaning: verdict.meaning)
        }
        table =
            PageTable(
                "What became of each figure",
                [
                    .init("Figure", isWide: true), .init("Published"), .init("The ledger or others say"),
                    .init("What became of it"), .init("Its life"),
                ], results.map { Self.row($0, at: moment) }
            ).markup
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
            .init("\(figure.count.text) \(figure.count.unit)"), .init(FigureWords.present(of: result)),
            .init(FigureWords.fate(of: result)),
            .init(life ?? .nothing),
        ]
    }
}

/// What became of a figure, in words.
enum FigureWords {
    static func fate(of result: Reconciliation) -> String {
        switch result.verdict {
        case .holds: result.held.last.map { "Holds, since \($0.first.day)" } ?? "Holds"
        case .heldThen:
            result.held.last.map { last in
                "Held until \(last.last.day)" + (last.ended.map { ", no longer on \($0.day)" } ?? "")
            } ?? ""
        case .differs: "Never held"
        case .notJudged: "Cannot be judged: \(result.unjudged ?? "")"
        case .confirmed: "Another publisher states the same"
        case .contradicted: "Other publishers state something else"
        case .disputed: "Other publishers disagree about it"
        case .nobodyElse: "Nobody else has stated this"
        }
    }

    /// What the ledger says now; of an operation what each publisher says.
    static func present(of result: Reconciliation) -> String {
        if !result.statements.isEmpty { return result.presentText }
        guard result.isAnswered else { return "" }
        return result.byDay.last.map { FigureText.of($0.value) } ?? "0"
    }
}
