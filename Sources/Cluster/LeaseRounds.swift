internal import EventLog
internal import Forms
internal import Foundation
internal import Incidents
internal import JetStream
internal import Ledger

/// One worker's part in sharing the views of a log, a round at a time: what all say is read, what this one is to keep follows
/// from that, and that is said. Used by one thread at a time.
///
/// Nothing is believed of an earlier round but what this worker keeps: whatever has happened to the bus, to its clock or to this
/// process in between, a round begins with what the bus has now.
final class LeaseRounds: @unchecked Sendable {
    // @unchecked: touched by one thread at a time.
    private let worker: ViewWorker
    private let settings: SharedKeeping.Settings
    private let id: String
    private var connection: BusConnection?
    private var kept: Set<String> = []
    /// Workers of which it was said that their log is another one.
    private var contradicting: Set<String> = []

    init(_ worker: ViewWorker, _ settings: SharedKeeping.Settings) {
        (self.worker, self.settings) = (worker, settings)
        id = Hex.encode((0..<8).map { _ in UInt8.random(in: 0...255) })
    }

    private var logID: String { worker.ledger.logID }

    /// - Returns: when the next round is due.
    /// - Throws: ``BusError``: then what is kept is kept on, and the next round begins on another connection.
    func round(_ report: (SharedKeeping.Report) -> Void) throws -> Duration {
        do {
            let (bucket, lifetime) = try bucket(report)
            let book = LeaseBook(try bucket.entries())
            warn(of: book, report)
            let target = target(book)
            let before = kept
            kept = try say(target, book, bucket)
            worker.keep(only: kept)
            if kept != before { report(.keeps(kept.sorted(), gained: kept.subtracting(before).count)) }
            return lifetime / 3
        } catch {
            connection = nil
            throw error
        }
    }

    /// Gives back what it has, and says that it is gone.
    func leave() throws {
        guard let connection else { return }
        let bucket = try KeyValueBucket(present: LeaseBook.bucket(of: logID), by: connection)
        let book = LeaseBook(try bucket.entries())
        let mine = book.holders.filter { $0.value == id }.keys
        _ = try bucket.make(
            [LeaseBook.swap(worker: id, to: nil)] + mine.map { try book.swap(view: $0, to: nil) })
    }

    private func bucket(_ report: (SharedKeeping.Report) -> Void) throws -> (KeyValueBucket, lifetime: Duration) {
        let isNew = connection == nil
        let connection = try connection ?? BusConnection(to: settings.bus, name: "projection-worker \(settings.name)")
        let bucket = try KeyValueBucket(
            LeaseBook.bucket(of: logID), by: connection, lifetime: settings.lifetime)
        guard let lifetime = bucket.lifetime, lifetime >= .seconds(1) else {
            throw BusError(
                .refused,
                "The bucket \(bucket.name) holds leases for ever, or for less than a second. Delete it (`nats kv del`): workers make "
                    + "it as it should be.")
        }
        self.connection = connection
        if isNew { report(.connected(lifetime: lifetime)) }
        return (bucket, lifetime)
    }

    /// What this worker is to keep now.
    private func target(_ book: LeaseBook) -> Set<String> {
        var holders = book.holders
        // What nobody has and this one keeps, it goes on with: the bus was away, or has forgotten.
        for view in kept where holders[view] == nil { holders[view] = id }
        // Nobody knew of it yet: in the first round it says that it is there, and reaches for nothing. Workers that begin together
        // would else take all, and give it back.
        guard book.workers[id] != nil else { return Set(holders.filter { $0.value == id }.keys) }
        var asked = book.workers.mapValues { Set($0.views) }
        asked[id] = Set(worker.names)
        return Sharing(asked: asked, holders: holders).views(of: id)
    }

    /// Says what it keeps, and gives back what it is not to keep.
    ///
    /// - Returns: what it has.
    private func say(_ target: Set<String>, _ book: LeaseBook, _ bucket: KeyValueBucket) throws -> Set<String> {
        let states = Dictionary(worker.status(), uniquingKeysWith: { first, _ in first })
        let surplus = book.holders.filter { $0.value == id && !target.contains($0.key) }.keys
        let views = target.sorted()
        let notice = WorkerNotice(worker: settings.name, at: settings.at, views: worker.names)
        let made = try bucket.make(
            [LeaseBook.swap(worker: id, to: notice)]
                + views.map { try book.swap(view: $0, to: lease(of: $0, states[$0] ?? nil)) }
                + surplus.map { try book.swap(view: $0, to: nil) })
        // One that could not be renewed may have been forgotten a moment ago: who has it is seen in the next round.
        return Set(zip(views, made.dropFirst()).filter { $0.1 != nil || kept.contains($0.0) }.map(\.0))
    }

    private func lease(of view: String, _ state: ViewState?) -> ViewLease {
        ViewLease(
            worker: settings.name, id: id, at: settings.at, view: view, version: state?.version,
            position: state?.position, root: state?.root, complete: state?.isComplete, lacking: state?.lacking,
            parked: state?.undecided.count, lastError: state?.lastError,
            saidAt: Instant.text(microseconds: EventLogOptions.systemClock()))
    }

    private func warn(of book: LeaseBook, _ report: (SharedKeeping.Report) -> Void) {
        for lease in book.views.values.compactMap(\.lease) where !contradicting.contains(lease.id) {
            guard case .differs(let here) = worker.ledger.agreement(with: lease) else { continue }
            contradicting.insert(lease.id)
            report(.contradicted(lease.contradiction(here: here)))
        }
    }
}
