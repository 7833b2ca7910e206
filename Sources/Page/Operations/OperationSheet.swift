import Folding
import Forms
import Incidents

/// The results of one operation: a measure a row, a publisher a column, and beside them what records add up to. What several
/// state of the same thing is never added up; the phases that one publisher tells apart are.
struct OperationSheet {
    private let stated: [Answer.Row]
    private let arrests: [Answer.Row]
    private let answer: Answer

    /// - Parameters:
    ///   - stated: its rows of the view `operations`.
    ///   - arrests: its rows of the view `arrests-operation`, which is `answer`.
    init(_ stated: [Answer.Row], _ arrests: [Answer.Row], _ answer: Answer) {
        (self.stated, self.arrests, self.answer) = (stated, arrests, answer)
    }

    var markup: Markup {
        let publishers = unique(stated.map { $0.key[3] })
        var measures = unique(stated.map { $0.key[1] })
        if !arrests.isEmpty, !measures.contains("arrests") { measures.append("arrests") }
        guard !measures.isEmpty else { return .nothing }
        let own = arrests.isEmpty ? [] : [PageTable.Column("Records of arrests in this ledger")]
        return PageTable(
            "What each publisher states", [.init("Result")] + publishers.map { .init($0) } + own,
            measures.map { measure in
                [.init(FieldWords.of(measure.replacing("-", with: "_")))]
                    + publishers.map { publisher in
                        let rows = stated.filter { $0.key[1] == measure && $0.key[3] == publisher }
                        return .init(rows.isEmpty ? FigureText.notReported : Self.cell(rows))
                    }
                    + (own.isEmpty ? [] : [.init(measure == "arrests" ? recorded : FigureText.notReported)])
            }
        ).markup
    }

    private func unique(_ texts: [String]) -> [String] {
        texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// `49`; by phases `49: 31 pre-operational, 18 action`.
    private static func cell(_ rows: [Answer.Row]) -> String {
        let whole = rows.filter { $0.key[2].isEmpty }.map(text)
        let phased = rows.filter { !$0.key[2].isEmpty }
        guard !phased.isEmpty else { return whole.joined(separator: "; ") }
        let parts = phased.map { "\(text($0)) \($0.key[2])" }.joined(separator: ", ")
        let isExact = phased.allSatisfy { $0.sums[0].exactValue != nil } && Set(phased.map { $0.key[5] }).count == 1
        guard isExact, phased.count > 1 else { return (whole + [parts]).joined(separator: "; ") }
        let total = FigureText.of(phased.reduce(into: Sum.zero) { $0 += $1.sums[0] })
        return (whole.filter { $0 != total } + ["\(total): \(parts)"]).joined(separator: "; ")
    }

    /// As it was published: `nearly 44,000 checks`.
    private static func text(_ row: Answer.Row) -> String {
        let (sum, unit) = (row.sums[0], row.key[5])
        guard let qualifier = try? Qualifier(code: row.key[6]) else { return FigureText.of(sum) }
        let isOne = [.exact, .approximately, .atLeast, .moreThan].contains(qualifier)
        let count = Count(low: sum.low, high: isOne ? nil : sum.high, qualifier: qualifier)
        return unit.isEmpty || unit == "persons" ? count.text : "\(count.text) \(unit)"
    }

    /// What the records of arrests come to, by phase.
    private var recorded: String {
        let all = FigureText.of(answer.sum(of: "arrests", over: arrests))
        let parts = arrests.map { row in
            let phase = row.key[1].isEmpty ? "no phase stated" : row.key[1]
            return "\(FigureText.of(answer.sum(of: "arrests", over: [row]))) \(phase)"
        }
        return "\(all): \(parts.joined(separator: ", "))"
    }
}
