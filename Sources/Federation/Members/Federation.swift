import EventLog
import Forms
package import Ledger
import MerkleLog
import Replication

/// The logs of several agencies, opened to be read together. Each stays what it is: nothing is written to any.
public final class Federation: Sendable {
    /// A member whose log could be opened.
    package struct Open: Sendable {
        package let member: FederationFile.Member
        package let ledger: Ledger
        /// The last position that a checkpoint covers which the member's key has signed.
        package let signed: UInt64
        /// What the evidence shows that its log has signed two histories; nil: none was seen.
        package let fork: String?
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
    public convenience init(_ file: FederationFile) {
        self.init(
            file,
            file.members.map { member in
                do {
                    return .open(try Self.opened(member))
                } catch {
                    return .unreadable(member, LedgerError.wrapping(error).description)
                }
            })
    }

    /// - Parameter states: of each member, in the order of the file.
    init(_ file: FederationFile, _ states: [State]) {
        self.file = file
        self.states = states
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
            return try held(ledger, of: member)
        } catch {
            ledger.close()
            throw error
        }
    }

    /// A member's log that is open, as far as the member's own key vouches for it now.
    static func held(_ ledger: Ledger, of member: FederationFile.Member) throws -> Open {
        Open(
            member: member, ledger: ledger, signed: try signedPosition(of: ledger, member),
            fork: try ReplicaFolder(ofLedgerAt: ledger.path).forkSentence(key: member.key, origin: member.origin))
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
