import Evidence
import Folding
import Forms
import Incidents
import Ledger

/// What a replay found, for people.
enum ReplayText {
    static func of(_ report: ReplayReport) -> String {
        var lines = [summary(of: report)]
        lines += report.records.filter { $0.events > 0 }.map { "  \($0.events) of \($0.kind.code)" }
        let width = report.views.reduce(0) { max($0, name(of: $1).utf8.count) }
        for view in report.views {
            let padding = String(repeating: " ", count: width - name(of: view).utf8.count)
            lines.append(
                "\(view.agrees ? "agrees " : "DIFFERS")  \(name(of: view))\(padding)  sha256 \(view.digestReplayed)")
            if !view.agrees {
                lines.append("         the ledger's own view has sha256 \(view.digestLive)")
                lines += view.differences.map { "         \($0)" }
                let others = view.differenceCount - view.differences.count
                if others > 0 { lines.append("         and \(others) more") }
            }
        }
        let differing = report.views.count { !$0.agrees }
        lines.append(
            differing == 0
                ? "All \(report.views.count) views agree with the log."
                : "\(differing) of \(report.views.count) views do not agree with the log.")
        if let finder = report.finder { lines += Self.lines(of: finder) }
        lines += report.incomplete.map(\.incompleteness)
        return lines.joined(separator: "\n")
    }

    private static func lines(of finder: ReplayReport.ReplayedFinder) -> [String] {
        guard !finder.agrees else {
            return ["agrees   the finder's store, in every row  sha256 \(finder.digestReplayed)"]
        }
        let others = finder.differenceCount - finder.differences.count
        return [
            "DIFFERS  the finder's store in \(finder.differenceCount) row(s): `incident-ledger views rebuild find` makes it anew"
        ] + finder.differences.map { "         \($0)" } + (others > 0 ? ["         and \(others) more"] : [])
    }

    private static func summary(of report: ReplayReport) -> String {
        let tenths = Int((report.seconds * 10).rounded())
        let rate = report.seconds > 0 ? Int(Double(report.events) / report.seconds) : 0
        return "replayed \(report.events) events in \(tenths / 10).\(tenths % 10) s (\(rate) a second):"
    }

    private static func name(of view: ReplayReport.ReplayedView) -> String {
        "\(view.name) v\(view.version)"
    }
}

/// What came of having an answer again, for people.
enum ReceiptText {
    static func of(_ comparison: ReceiptComparison, _ receipt: ViewReceipt, in file: String) -> String {
        let question = receipt.question
        var asked = "\(receipt.view), as of position \(receipt.position)"
        asked += question.knownBy.map { ", known by \($0)" } ?? ", whenever known"
        asked += question.scheme.map { ", scheme \($0)" } ?? ""
        asked += question.datasets.map { ", datasets \($0.joined(separator: ", "))" } ?? ""
        asked += question.isAsPublished ? ", as published" : ""
        var lines = [
            "\(file): \(asked), printed as \(receipt.format)", "of log \(receipt.logID), root \(receipt.root)",
        ]
        lines += comparison.differences.map { "DIFFERS  \($0)" }
        let others = comparison.differenceCount - comparison.differences.count
        if others > 0 { lines.append("         and \(others) more") }
        lines.append("sha256   \(comparison.digest)")
        lines.append(conclusion(comparison, receipt))
        return lines.map(DisplayWidth.onOneLine).joined(separator: "\n")
    }

    private static func conclusion(_ comparison: ReceiptComparison, _ receipt: ViewReceipt) -> String {
        if comparison.isSame {
            return "The answer is the same, byte for byte, built from the log's \(receipt.position) events alone."
        }
        return comparison.digest == receipt.digest
            ? "The digest is that of the log's rows, but what was printed is not what this program prints of them."
            : "The answer is not what the log's \(receipt.position) events say."
    }
}
