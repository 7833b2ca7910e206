import EventLog
public import Forms
public import Incidents
package import Ledger
import MerkleLog

/// The logs of several agencies, opened to be read together. Each stays what it is: nothing is written to any.
public final class Federation: Sendable {
    /// A member whose log could be opened.
    package struct Open: Sendable {
        package let member: FederationFile.Member
        package let ledger: Ledger
        /// The last position that a checkpoint covers which the member's key has signed.
        package let signed: UInt64
    }

    /// A member, and what came of opening its log.
    package enum State: Sendable {
        case open(Open)
        /// Why it could not be: a sentence.
        case unreadable(FederationFile.Member, String)
    }

    public let file: FederationFile
    /// In the order of the file.
    package let states: [State]

    /// Opens every member's log, and holds it against the key and the origin that the file gives it. One that cannot be opened,
    /// is another log, or has no valid signature is kept with the reason: nobody waits for it.
    public init(_ file: FederationFile) {
        self.file = file
        states = file.members.map { member in
            do {
                return .open(try Self.opened(member))
            } catch {
                return .unreadable(member, LedgerError.wrapping(error).description)
            }
        }
    }

    /// Those that were opened, in the order of the file.
    package var open: [Open] {
        states.compactMap { state in
            if case .open(let open) = state { open } else { nil }
        }
    }

    /// Those of them that contribute.
    package var contributors: [Open] { open.filter { $0.member.role == .contributor } }

    public func close() {
        for member in open { member.ledger.close() }
    }

    /// What is to be said of how answers were had, such as that a damaged view was built anew.
    public func takeRemarks() -> [String] {
        open.flatMap { open in open.ledger.takeRemarks().map { "\(open.member.name): \($0)" } }
    }

    private static func opened(_ member: FederationFile.Member) throws -> Open {
        let ledger = try Ledger(openingAt: member.folder, access: .readOnly)
        do {
            return Open(member: member, ledger: ledger, signed: try signedPosition(of: ledger, member))
        } catch {
            ledger.close()
            throw error
        }
    }

    /// How far the member's own key vouches for the log that is held.
    private static func signedPosition(of ledger: Ledger, _ member: FederationFile.Member) throws -> UInt64 {
        guard ledger.origin == member.origin else {
            throw LedgerError(
                .refused,
                "\(member.folder) holds the log of \(ledger.origin), and \(member.name)'s is that of \(member.origin).")
        }
        return try ledger.log.read { snapshot in
            guard let last = try snapshot.lastCheckpoint() else {
                throw LedgerError(.refused, "\(member.folder) holds no checkpoint that anybody has signed.")
            }
            let head: TreeHead
            do throws(MerkleError) {
                head = try VerifiedCheckpoint(SignedNote(last.note), log: member.key, origin: member.origin)
                    .checkpoint.head
            } catch {
                throw LedgerError(
                    .refused,
                    "The checkpoint in \(member.folder) is not signed by \(member.name)'s key: \(error.description)")
            }
            guard head.size <= snapshot.head.position, try snapshot.root(at: head.size) == head.root else {
                throw LedgerError(
                    .damaged,
                    "The log in \(member.folder) does not continue what \(member.name) has signed of it at size "
                        + "\(head.size).")
            }
            return head.size
        }
    }
}

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
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", omittingEmptySubsequences: false)
            guard pair.count == 2, let position = UInt64(pair[1]), positions[String(pair[0])] == nil else {
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
