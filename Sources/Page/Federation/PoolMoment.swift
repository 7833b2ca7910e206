package import Federation
import Forms
import Incidents

/// The point on the time axes of several logs that a page shows, and links keep.
package struct PoolMoment: Sendable {
    /// What the federation is called.
    package let name: String
    /// The member whose service shows the page.
    package let own: String
    /// Where each log is read.
    package let position: FederatedPosition
    /// What the federation's file said, as addresses have it.
    package let file: String
    /// What of the positions somebody asked for, as they wrote it; nil: as far as each is signed, which moves on.
    package let asked: String?
    package let moment: FederatedMoment

    package init(
        _ federation: FederationFile, own: String, _ position: FederatedPosition, asked: String?,
        _ moment: FederatedMoment
    ) {
        (name, file) = (federation.name, federation.digest)
        (self.own, self.position, self.asked, self.moment) = (own, position, asked, moment)
    }

    var knownBy: Day? { moment.knownBy }

    /// The page shows what is known now.
    package var isPresent: Bool { asked == nil && knownBy == nil }

    /// A page over the federation at the same moment.
    ///
    /// - Parameter items: further parts of the query; those without a value are left out.
    package func address(_ path: String, _ items: [(name: String, value: String?)] = []) -> String {
        PageMoment.address(path, items + [("at", asked), ("known-by", knownBy?.description)])
    }

    /// The same question to the service as programs ask it, at these positions: its answer stays what it is.
    func pinned(_ path: String, _ items: [(name: String, value: String?)] = []) -> String {
        // Names, digits, commas and equals signs: all of it may stand in a query (RFC 3986, 3.4).
        let others = PageMoment.address("", [("file", file)] + items + [("known-by", knownBy?.description)])
        return path + "?at=" + position.text + "&" + others.dropFirst()
    }

    /// A record's page at the same moment, where it is this service's own; nil: another agency shows it.
    func address(of record: RecordID, in member: String) -> String? {
        guard member == own else { return nil }
        let held = moment.positions[own].map { "\($0)" }
        return PageMoment.address(
            "/records/\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))",
            [("as-of", held), ("known-by", knownBy?.description)])
    }

    /// The same of a record that is named with its member: `deaths/boat-17@coast`.
    func address(of named: RecordID) -> String? {
        guard named.id.hasSuffix("@" + own) else { return nil }
        return address(of: RecordID(kind: named.kind, id: String(named.id.dropLast(own.count + 1))), in: own)
    }

    /// What is shown, in a sentence.
    var sentence: String {
        let held = position.text.split(separator: ",").map { part in
            let pair = part.split(separator: "=")
            return "\(pair.first ?? "") after event \(FigureText.grouped(pair.last.flatMap { Int64($0) } ?? 0))"
        }
        let known = knownBy.map { ", as far as sources had said it by \($0)" } ?? ""
        return "Shown: \(held.isEmpty ? "nothing" : held.joined(separator: ", "))\(known)."
    }
}
