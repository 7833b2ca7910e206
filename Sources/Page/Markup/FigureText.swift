package import Folding
import Foundation
import Incidents

/// Figures as people read them.
package enum FigureText {
    /// What stands where nobody reported anything: it is not zero.
    package static let notReported = "–"

    /// `8,070`, `8,070 to 8,090`, `8,070 or more`, `about 8,070`; a dash where nothing is reported.
    package static func of(_ sum: Sum) -> String {
        guard sum.isReported else { return notReported }
        let text =
            sum.unbounded != 0
            ? "\(grouped(sum.low)) or more"
            : sum.low == sum.high ? grouped(sum.low) : "\(grouped(sum.low)) to \(grouped(sum.high))"
        return (sum.approximate == 0 ? "" : "about ") + text
    }

    /// How a sum changed: `+12`, `−3`, `no change`, `+12 to +15`.
    package static func change(from first: Sum, to second: Sum) -> String {
        let (low, high) = (second.low - first.low, second.high - first.high)
        if low == 0, high == 0 { return "no change" }
        return low == high ? signed(low) : "\(signed(min(low, high))) to \(signed(max(low, high)))"
    }

    package static func signed(_ number: Int64) -> String { (number > 0 ? "+" : "") + grouped(number) }

    /// Thousands divided by commas, with the sign that is as wide as plus.
    package static func grouped(_ number: Int64) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "\u{2212}" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// `2,014 events`, `1 event`.
    package static func count(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(Int64(clamping: number))) \(number == 1 ? one : many ?? one + "s")"
    }
}
