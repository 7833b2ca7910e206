import Comparison
import Folding
import Forms
import Incidents
package import Ledger
import Presentation

/// What changed between a moment and the one that is shown, record by record.
package struct ChangesPage: Sendable {
    var sentence: String
    var tallies: [String]
    var effect: [Overview.Total]
    var remarks: [String]
    var isEmpty: Bool
    var table: Markup
    var pinned: String
    var lines: String

    /// - Parameter from: the first moment; of what it held no more than the shown one did.
    /// - Throws: `LedgerError`.
    package static func content(of ledger: Ledger, from: Moment, at moment: PageMoment) throws -> PageContent {
        let first = try from.asOf.map { min(try ledger.position(of: $0), moment.position) } ?? moment.position
        let report = try ledger.changes(
            from: Moment(asOf: .position(first), knownBy: from.knownBy), to: moment.moment)
        return PageContent("What changed", "changes", try ChangesPage(report, at: moment))
    }

    private init(_ report: ChangesReport, at moment: PageMoment) throws {
        let from =
            report.from.knownBy.map { "known by \($0)" }
            ?? "held after event \(FigureText.grouped(Int64(clamping: report.fromPosition)))"
        sentence =
            "Between what was \(from) and what is shown above: "
            + "\(FigureText.count(report.eventCount, "event")) about \(FigureText.count(report.recordCount, "record"))."
        tallies = ChangeKind.allCases.compactMap { kind in
            let count = report.count(kind)
            return count > 0 ? "\(FigureText.count(count, "record")) \(kind.rawValue)" : nil
        }
        if !report.rearranged.isEmpty {
            tallies.append("\(FigureText.count(report.rearranged.count, "incident")) arranged anew, with the same toll")
        }
        let columns = TollSum.columns
        effect = zip(columns, try report.worldEffect().sums).filter { !$1.addsNothing }.map { name, sum in
            Overview.Total(name: FieldWords.of(name), figure: FigureText.effect(sum), remark: nil)
        }
        remarks = report.unsummed + report.successions
        isEmpty = report.changes.isEmpty
        table = Self.table(report, moment)
        let question = [
            ("from", Optional(report.from.knownBy?.description ?? "\(report.fromPosition)")),
            ("to", moment.knownBy?.description),
        ]
        pinned = PageMoment.address("/v1/changes.json", question + [("as-of", "\(moment.position)")])
        lines = PageMoment.address("/v1/changes.csv", question + [("as-of", "\(moment.position)")])
    }

    /// So many are listed, the latest first; the answers for programs have all.
    private static let mostListed = 200

    private static func table(_ report: ChangesReport, _ moment: PageMoment) -> Markup {
        // What an import is and what it did not recognise is no news of anybody.
        let changes = report.changes.filter { ![.import, .importCells].contains($0.record.kind) }
        let shown = changes.suffix(mostListed).reversed()
        let caption =
            shown.count < changes.count
            ? "The last \(shown.count) of \(FigureText.grouped(Int64(changes.count))) records"
            : "Record by record"
        return PageTable(
            caption, [.init("Record"), .init("What happened"), .init("What differs"), .init("Why")],
            shown.map { change in
                let event = (change.after ?? change.before)?.event
                let differences = change.kind == .corrected ? change.differences.prefix(4).map(sentence) : []
                let state = (change.after ?? change.before)?.event.state
                let what = differences.isEmpty ? state.map(RecordLine.text) ?? "" : differences.joined(separator: "; ")
                return [
                    .init(change.record.description, to: moment.address(of: change.record)),
                    .init(change.kind.rawValue + (event.map { ", known at \($0.knownAt)" } ?? "")), .init(what),
                    .init(event.map(RecordStory.grounds) ?? ""),
                ]
            }
        ).markup
    }

    private static func sentence(_ difference: FieldDifference) -> String {
        let shown = { (text: String) in text.isEmpty ? "nothing" : text }
        return "\(FieldWords.of(difference.field)): \(shown(difference.old)) → \(shown(difference.new))"
    }
}
