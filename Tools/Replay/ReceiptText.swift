import Evidence
import Folding
import Forms
import Ledger

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
