import Ledger

/// What came of having an answer again, for people.
enum ReceiptText {
    static func of(_ comparison: ReceiptComparison, _ receipt: ViewReceipt, in file: String) -> String {
        let question = receipt.question
        var asked = "\(receipt.view), as of position \(receipt.position)"
        asked += question.moment.knownBy.map { ", known by \($0)" } ?? ", whenever known"
        asked += question.scheme.map { ", scheme \($0)" } ?? ""
        var lines = [
            "\(file): \(asked), printed as \(receipt.format)", "of log \(receipt.logID), root \(receipt.root)",
        ]
        lines += comparison.differences.map { "DIFFERS  \($0)" }
        let others = comparison.differenceCount - comparison.differences.count
        if others > 0 { lines.append("         and \(others) more") }
        lines.append("sha256   \(comparison.digest)")
        lines.append(
            comparison.isSame
                ? "The answer is the same, byte for byte, built from the log's \(receipt.position) events alone."
                : "The answer is not what the log's \(receipt.position) events say.")
        return lines.map(DisplayWidth.onOneLine).joined(separator: "\n")
    }
}
