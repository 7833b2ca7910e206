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

    /// How a sum changed: `+12`, `−3`, `no change`, `+12 to +15`; and what else is said of it now than before:
    /// `no change of the number, now approximate`.
    package static func change(from first: Sum, to second: Sum) -> String {
        let (low, high) = (second.low - first.low, second.high - first.high)
        let remarks = [
            remark(first.reported != 0, second.reported != 0, "now reported", "no longer reported"),
            remark(
                first.unbounded != 0, second.unbounded != 0, "now without an upper bound", "now with an upper bound"),
            remark(first.approximate != 0, second.approximate != 0, "now approximate", "no longer approximate"),
        ].compactMap(\.self)
        let number =
            low == 0 && high == 0
            ? "no change" + (remarks.isEmpty ? "" : " of the number")
            : low == high ? signed(low) : "\(signed(min(low, high))) to \(signed(max(low, high)))"
        // That somebody reports it now goes without saying where it is a number.
        return ([number] + (low == 0 && high == 0 ? remarks : remarks.filter { !$0.hasSuffix("reported") }))
            .joined(separator: ", ")
    }

    /// What a record adds or takes away: `+12`, `−3`, `about +12`, `+12 or more`.
    package static func effect(_ difference: Sum) -> String {
        guard difference.low != 0 || difference.high != 0 else {
            return change(from: difference.takenAway, to: difference.added)
        }
        let (least, most) = (min(difference.low, difference.high), max(difference.low, difference.high))
        let number = least == most ? signed(least) : "\(signed(least)) to \(signed(most))"
        let bound = difference.unbounded == 0 ? "" : difference.unbounded > 0 ? " or more" : " or less"
        return (difference.approximate == 0 ? "" : "about ") + number + bound
    }

    private static func remark(_ was: Bool, _ now: Bool, _ began: String, _ ended: String) -> String? {
        was == now ? nil : now ? began : ended
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

extension Sum {
    /// Of a difference, what of its parts is more now than before.
    fileprivate var added: Sum {
        Sum(
            low: 0, high: 0, unbounded: max(unbounded, 0), approximate: max(approximate, 0), reported: max(reported, 0))
    }

    /// The other way round.
    fileprivate var takenAway: Sum {
        Sum(
            low: 0, high: 0, unbounded: max(-unbounded, 0), approximate: max(-approximate, 0),
            reported: max(-reported, 0))
    }
}
