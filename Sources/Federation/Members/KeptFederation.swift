public import Forms
import Foundation
public import Ledger
import MerkleLog
import Synchronization

/// A federation in a process that answers many questions: the logs of its members are kept open from one answer to the next, and
/// looked at again for each, because they grow, are replaced, vanish and appear while others keep them.
///
/// One member is the process's own: its ledger is open already, and LMDB opens a file once in a process.
public final class KeptFederation: Sendable {
    public let file: FederationFile
    /// The member whose ledger the process has open.
    public let own: FederationFile.Member
    private let ledger: Ledger
    /// By the name of the member; what is not its own.
    private let held = Mutex<[String: Held]>([:])

    /// What is held of a member.
    private enum Held {
        /// Its ledger, and which file the log was when it was opened.
        case open(Ledger, UInt64)
        /// It could not be opened: what lay there then, when, and why.
        case failed(Traces, ContinuousClock.Instant, String)
    }

    /// What is seen of a ledger from without: as long as it is the same, opening it ends as it did.
    fileprivate struct Traces: Equatable {
        var file: LookedAt?
        var log: LookedAt?
    }

    /// So long what could not be opened, and looks as it did, is not tried again.
    private static let patience = Duration.seconds(1)

    /// Opens every member's log.
    ///
    /// - Parameter ledger: of the process's own; it stays its owner's to close.
    /// - Throws: `LedgerError` with `refused` where no member's log is the ledger's, or the member has another key.
    public init(_ file: FederationFile, own ledger: Ledger) throws(LedgerError) {
        guard let own = file.members.first(where: { $0.origin == ledger.origin }) else {
            throw LedgerError(
                .refused,
                "\(ledger.path) is the ledger of \(ledger.origin), and no member of the federation \(file.name): its origins are "
                    + file.members.map(\.origin).joined(separator: ", ") + ".")
        }
        guard ledger.verifierKey == own.key.description else {
            throw LedgerError(
                .refused,
                "The federation \(file.name) gives \(own.name) another key than that of \(ledger.path), which is "
                    + "\(ledger.verifierKey ?? "none"): others would refuse its log.")
        }
        (self.file, self.own, self.ledger) = (file, own, ledger)
        _ = now()
    }

    /// The federation as it is held now, for one answer: what could not be read before is tried again, what was replaced is opened
    /// anew, and how far each log is signed is read again.
    public func now() -> Federation {
        Federation(
            file,
            file.members.map { member in
                do {
                    return .open(try Federation.held(try opened(member), of: member))
                } catch {
                    return .unreadable(member, LedgerError.wrapping(error).description)
                }
            })
    }

    private func opened(_ member: FederationFile.Member) throws -> Ledger {
        guard member.name != own.name else { return ledger }
        let now = Traces(of: member)
        // A log that was replaced is closed when the last answer that reads it is given.
        if let known = try known(member, now) { return known }
        do {
            let ledger = try Ledger(openingAt: member.folder, access: .readOnly)
            held.withLock { $0[member.name] = .open(ledger, now.log?.number ?? 0) }
            return ledger
        } catch {
            let problem = LedgerError.wrapping(error)
            let other = held.withLock { held -> Ledger? in
                // Who asks at the same time may have opened it.
                if case .open(let ledger, let number)? = held[member.name], number == now.log?.number { return ledger }
                held[member.name] = .failed(now, .now, problem.description)
                return nil
            }
            guard let other else { throw problem }
            return other
        }
    }

    /// - Returns: nil where it is to be opened.
    private func known(_ member: FederationFile.Member, _ now: Traces) throws -> Ledger? {
        try held.withLock { held in
            switch held[member.name] {
            case .open(let ledger, let number)? where number == now.log?.number: return ledger
            case .failed(now, let then, let problem)? where .now - then < Self.patience:
                throw LedgerError(.refused, problem)
            default:
                held[member.name] = nil
                return nil
            }
        }
    }
}

/// A file as it is seen from without.
private struct LookedAt: Equatable {
    /// The system's own: another file at the same path has another one.
    var number: UInt64
    var size: UInt64
    var changed: Date

    /// Nil: there is none.
    init?(_ path: String) {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path),
            let number = found[.systemFileNumber] as? NSNumber, let size = found[.size] as? NSNumber,
            let changed = found[.modificationDate] as? Date
        else { return nil }
        (self.number, self.size, self.changed) = (number.uint64Value, size.uint64Value, changed)
    }
}

extension KeptFederation.Traces {
    init(of member: FederationFile.Member) {
        let folder = URL(filePath: member.folder)
        file = LookedAt(folder.appending(path: "ledger.json").path)
        log = LookedAt(folder.appending(path: "log/data.mdb").path)
    }
}
