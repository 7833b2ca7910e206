import Folding
import Forms
import Incidents
import Ledger

extension ReceiptComparison {
    private static let maximumDifferences = 10

    /// Compares an answer as it was given with the one that the log gives.
    init(_ receipt: ViewReceipt, _ table: Answer) {
        let provenance = table.provenance
        var differences: [String] = []
        func compare(_ name: String, _ given: String, _ logged: String) {
            if given != logged { differences.append("\(name): the receipt has \(given), but the log says \(logged)") }
        }
        compare("digest of the rows", receipt.digest, provenance.digest)
        compare("complete", "\(receipt.isComplete)", "\(provenance.isComplete)")
        compare("events not taken in", "\(receipt.parked)", "\(provenance.parked)")
        let lines = Self.lines(receipt.answer, table.text(in: receipt.format))
        let count = differences.count + lines.count
        differences += lines.prefix(Self.maximumDifferences).map { line in
            "line \(line.number): the receipt has \(Self.shown(line.given)), but the log says \(Self.shown(line.logged))"
        }
        self.init(digest: provenance.digest, differences: differences, differenceCount: count)
    }

    /// The lines that are not the same bytes, counted from 1; nil where one of the texts has ended.
    private static func lines(
        _ given: String, _ logged: String
    ) -> [(number: Int, given: Substring.UTF8View?, logged: Substring.UTF8View?)] {
        let split = { (text: String) in
            text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0).utf8 }
        }
        let (left, right) = (split(given), split(logged))
        return (0..<max(left.count, right.count)).compactMap { index in
            let pair = (
                left.indices.contains(index) ? left[index] : nil, right.indices.contains(index) ? right[index] : nil
            )
            if let a = pair.0, let b = pair.1, a.elementsEqual(b) { return nil }
            return (index + 1, pair.0, pair.1)
        }
    }

    /// In quotes, control characters as JSON writes them.
    private static func shown(_ line: Substring.UTF8View?) -> String {
        line.map { DisplayWidth.onOneLine(JSONValue.string(String(Substring($0))).text()) } ?? "no such line"
    }
}
