internal import Foundation
internal import LMDB
internal import MerkleLog
internal import Synchronization

extension EventLog {
    /// Opens a log for reading without checking its end, as opening does otherwise: for ``audit(progress:)``.
    ///
    /// - Throws: `.notALog`, `.otherFormat`, `.damaged` where a part is missing or the file is cut, `.alreadyOpen`,
    ///   `.permissionDenied`, `.io`.
    public convenience init(auditingAt directory: String) throws(EventLogError) {
        try self.init(openingAt: directory, access: .readOnly, options: EventLogOptions(), checksEnd: false)
    }

    /// Reads the whole log as it is now, and checks everything in it against the entries: positions, leaf hashes, every
    /// tile, the roots of the head and of every stored checkpoint, the order of recorded-at, and each index both ways.
    ///
    /// It takes two threads, and memory that does not grow with the log. The indexes of streams and idempotency keys
    /// are compared with the entries by sums of a hash under a key drawn for this call, and row by row only where the
    /// sums differ: a false row escapes with a probability of 2⁻⁶⁴.
    ///
    /// - Parameter progress: called now and then with the number of entries read.
    /// - Throws: `.damaged` where the head itself cannot be read; `.closed`, `.io`.
    public func audit(progress: (@Sendable (UInt64) -> Void)? = nil) throws(EventLogError) -> AuditReport {
        try EventLogError.translating {
            let snapshot = try LogSnapshot(storage, logID, tails)
            var report = AuditReport(head: snapshot.head)
            let indexes = try IndexAuditThread(storage, logID, tails, through: snapshot.head)
            let tree = try AuditFinding.caught { try snapshot.auditTree(&report, progress) }
            let (counts, finding) = try indexes.result()
            report.streamCount = counts.streams
            report.idempotencyKeyCount = counts.keys
            report.findings = [tree, finding].compactMap { $0 }.sorted {
                ($0.position ?? .max) < ($1.position ?? .max)
            }
            return report
        }
    }
}

extension AuditFinding {
    /// The finding that `body` throws; nil if it throws none.
    static func caught(_ body: () throws -> Void) throws -> AuditFinding? {
        do {
            try body()
            return nil
        } catch let finding as AuditFinding {
            return finding
        }
    }
}

/// The audit of the indexes, on a thread of its own, with a snapshot of its own: a read transaction belongs to a thread.
private final class IndexAuditThread: Sendable {
    typealias Outcome = (counts: IndexAudit.Counts, finding: AuditFinding?)

    private let outcome = Mutex<Result<Outcome, any Error>?>(nil)
    private let finished = DispatchSemaphore(value: 0)

    init(_ storage: LogStorage, _ logID: LogID, _ tails: TailCache, through head: Head) throws(EventLogError) {
        try WorkerThread.start("log audit") { [self] in
            let result = Result { () throws -> Outcome in
                let snapshot = try LogSnapshot(storage, logID, tails)
                var audit = IndexAudit(through: head)
                let finding = try AuditFinding.caught { try audit.run(snapshot) }
                return (audit.counts, finding)
            }
            outcome.withLock { $0 = result }
            finished.signal()
        }
    }

    /// Waits for it.
    func result() throws -> Outcome {
        finished.wait()
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("the thread sets it before it signals") }
        return try result.get()
    }
}
