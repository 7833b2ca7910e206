import Forms
package import Incidents
package import Ledger

/// The point on the two time axes that a page shows, and links keep.
package struct PageMoment: Hashable, Sendable {
    /// The page shows what the ledger held after the event at this position.
    package let position: UInt64
    /// Where the log ends.
    package let last: UInt64
    /// What of a position somebody asked for, as they wrote it; nil: where the log ends, which moves on.
    package let asked: String?
    /// What sources had said by the end of this day; nil: whenever.
    package let knownBy: Day?

    /// - Parameter asked: a position, a day or an instant, as the address has it.
    package init(position: UInt64, last: UInt64, asked: String?, knownBy: Day?) {
        (self.position, self.last, self.asked, self.knownBy) = (position, last, asked, knownBy)
    }

    /// As questions to the ledger have it: at one position, so that all figures of a page are of the same.
    package var moment: Moment { Moment(asOf: .position(position), knownBy: knownBy) }

    /// The page shows what is known now.
    package var isPresent: Bool { asked == nil && knownBy == nil }

    /// The same question as an earlier page answered it, while the log has gone on.
    package func before(_ position: UInt64) -> PageMoment {
        PageMoment(position: position, last: last, asked: asked, knownBy: knownBy)
    }

    /// A place of this service at the same moment.
    ///
    /// - Parameters:
    ///   - path: as it stands in an address.
    ///   - items: further parts of the query; those without a value are left out.
    package func address(_ path: String, _ items: [(name: String, value: String?)] = []) -> String {
        Self.address(path, items + [("as-of", asked), ("known-by", knownBy?.description)])
    }

    /// The same question to the service as programs ask it, at this position: its answer stays what it is.
    package func pinned(_ path: String, _ items: [(name: String, value: String?)] = []) -> String {
        Self.address(path, [("as-of", "\(position)")] + items + [("known-by", knownBy?.description)])
    }

    package static func address(_ path: String, _ items: [(name: String, value: String?)]) -> String {
        let said = items.compactMap { name, value in
            value.map { PercentText.encoded(name) + "=" + PercentText.encoded($0) }
        }
        return said.isEmpty ? path : path + "?" + said.joined(separator: "&")
    }

    /// A record's page at the same moment.
    package func address(of record: RecordID) -> String {
        address("/records/\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))")
    }

    /// What is shown, in a sentence.
    package var sentence: String {
        let held = "what the ledger held after event \(FigureText.grouped(Int64(clamping: position)))"
        let place = position == last ? "all \(FigureText.count(last, "event"))" : held
        let known = knownBy.map { ", as far as sources had said it by \($0)" } ?? ""
        let newer = isPresent && position < last ? "; what came after it is being read, and comes by itself" : ""
        return "Shown: \(place)\(known)\(newer)."
    }
}
