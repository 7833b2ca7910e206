import EventLog
import Folding
public import Forms
public import Incidents
import Ledger

/// Where a question is put on the time axes of several logs: the position of each, and the day by which something was known.
public struct FederatedMoment: Hashable, Sendable {
    /// By the name of the member; one that is not named is taken at the last position that is signed.
    public var positions: [String: UInt64]
    public var knownBy: Day?

    public init(positions: [String: UInt64] = [:], knownBy: Day? = nil) {
        self.positions = positions
        self.knownBy = knownBy
    }

    /// Reads `a=120,b=44`.
    ///
    /// - Throws: `LedgerError` with `usage` where it is not written so.
    public static func positions(_ text: String) throws(LedgerError) -> [String: UInt64] {
        var positions: [String: UInt64] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", omittingEmptySubsequences: false)
            guard pair.count == 2, pair[1].wholeMatch(of: /[0-9]{1,18}/) != nil, let position = UInt64(pair[1]),
                positions[String(pair[0])] == nil
            else {
                throw LedgerError(
                    .usage,
                    "\"\(text)\" is no position of a federation: it names each member once, as in a=120,b=44.")
            }
            positions[String(pair[0])] = position
        }
        return positions
    }
}

extension Federation {
    /// - Throws: `LedgerError` with `notFound` where a moment names a member that there is not.
    package func check(_ moment: FederatedMoment) throws(LedgerError) {
        for name in moment.positions.keys.sorted() { _ = try file.member(name) }
    }
}

/// The position of an answer of a federation: of each contributor that is read, how far.
public struct FederatedPosition: Hashable, Sendable {
    /// As it is asked for: `a=120,b=44`, in the order of the federation's file.
    public var text: String
    /// Whoever asks for this position gets this answer, whatever the logs hold by then: every contributor is read as far as was asked,
    /// and nothing is to be said of its log that is not so for ever, as that something is not signed yet.
    public var isSettled: Bool
}

extension Federation {
    /// Where an answer at a moment is read.
    ///
    /// - Throws: `LedgerError` with `notFound` where the moment names a member that there is not.
    public func position(at moment: FederatedMoment) throws -> FederatedPosition {
        try LedgerError.wrapping {
            try check(moment)
            let ends = try contributors.map { open in
                let asked = moment.positions[open.member.name]
                let unsigned = try asked == nil ? open.ledger.log.head().position - open.signed : 0
                return (
                    name: open.member.name, position: min(asked ?? open.signed, open.signed),
                    isSettled: unsigned == 0 && (asked ?? 0) <= open.signed && open.fork == nil
                )
            }
            let all = file.members.count { $0.role == .contributor }
            return FederatedPosition(
                text: ends.map { "\($0.name)=\($0.position)" }.joined(separator: ","),
                isSettled: ends.count == all && ends.allSatisfy(\.isSettled))
        }
    }
}

extension FederationFile {
    /// Whether a moment names the position of every contributor, so that it has one answer.
    public func isPinned(_ moment: FederatedMoment) -> Bool {
        members.allSatisfy { $0.role == .reader || moment.positions[$0.name] != nil }
    }
}
