import EventLog
import Folding
import Forms
public import Incidents
import Ledger
import Timeline

/// How a member's log is held here.
public struct MemberStatus: Hashable, Sendable {
    public var name: String
    public var origin: String
    public var folder: String
    public var role: FederationFile.Role
    /// Nil: it could not be opened.
    public var logID: String?
    /// The last position that a signed checkpoint covers.
    public var position: UInt64?
    /// How many events after it are held and not signed yet.
    public var unsigned: UInt64?
    /// When the event at the position was recorded, in microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: UInt64?
    /// How long ago that was, in seconds: the log may have grown since elsewhere.
    public var age: Int64?
    /// The datasets that it contributes.
    public var contributed: [String]
    /// Those of them of which its log holds nothing.
    public var absent: [String]
    /// Why it cannot be read: a sentence; nil: it can.
    public var problem: String?
    /// What shows that its key has signed two histories of it; nil: nothing was seen.
    public var fork: String?
}

extension Federation {
    /// How every member's log is held, in the order of the file.
    public func status() -> [MemberStatus] {
        let now = EventLogOptions.systemClock()
        return states.map { state in
            switch state {
            case .unreadable(let member, let problem): return MemberStatus(member, problem)
            case .open(let open):
                do {
                    return MemberStatus(open.member, try PooledLog(open, at: FederatedMoment()), now)
                } catch {
                    return MemberStatus(open.member, LedgerError.wrapping(error).description)
                }
            }
        }
    }
}

extension Federation {
    /// The days on which contributors' publishers said something, each with the datasets of which they did.
    ///
    /// - Throws: `LedgerError` with `damaged` where no contributor can be read.
    public func asAtDays(at moment: FederatedMoment) throws -> [Day: [String]] {
        var whole = moment
        whole.knownBy = nil
        var days: [Day: [String]] = [:]
        for log in try pooled(at: whole).logs {
            for dataset in log.known where log.open.member.datasets.contains(dataset.id) {
                for file in dataset.imports { days[file.asAt, default: []].append("\(dataset.id) of \(log.name)") }
            }
        }
        return days
    }
}

extension MemberStatus {
    fileprivate init(_ member: FederationFile.Member, _ problem: String) {
        self.init(
            name: member.name, origin: member.origin, folder: member.folder, role: member.role,
            contributed: member.datasets, absent: [], problem: problem)
    }

    fileprivate init(_ member: FederationFile.Member, _ log: PooledLog, _ now: UInt64) {
        self.init(member, "")
        problem = nil
        fork = log.held.fork
        (logID, position, unsigned) = (log.held.logID, log.held.position, log.held.unsigned)
        recordedAt = log.held.recordedAt
        age = recordedAt.map { (Int64(clamping: now) - Int64(clamping: $0)) / 1_000_000 }
        let known = Set(log.known.map(\.id) + [DatasetsInForce.desk])
        absent = member.datasets.filter { !known.contains($0) }
    }
}
