internal import EventLog
internal import Forms
internal import JetStream
public import Ledger
internal import MerkleLog
internal import Replication

/// What is said of one view by the worker that keeps it, on whichever machine.
public struct ClusterView: Hashable, Sendable {
    public var name: String
    /// Nil: nobody keeps it.
    public var lease: ViewLease?
    /// Since it was said, in seconds, by the bus's clock.
    public var age: Double?
    /// Events that it has not folded yet of those that are known to be; nil where nothing was said.
    public var lag: UInt64?
    public var agreement: Agreement

    /// How what a keeper says of its log stands to the log here.
    public enum Agreement: Hashable, Sendable {
        /// It has said nothing yet.
        case unsaid
        /// The log here is not as long.
        case notHeld
        case same
        /// The logs have different histories. The root that the log here has at that position.
        case differs(here: String)
    }
}

/// How all workers that share a log's views stand.
public struct ClusterStatus: Sendable {
    public struct Worker: Hashable, Sendable {
        public var name: String
        public var at: String?
        /// How many views it was asked to keep, and keeps.
        public var asked: Int
        public var kept: Int
    }

    public var workers: [Worker]
    public var views: [ClusterView]
    /// Events that the log here has, or the bus's stream of the log where that has more.
    public var head: UInt64

    /// A sentence for each view whose keeper's log has another history than the log here.
    public var contradictions: [String] {
        views.compactMap { view in
            guard case .differs(let here) = view.agreement else { return nil }
            return view.lease?.contradiction(here: here)
        }
    }
}

extension ViewLease {
    /// A sentence for people.
    ///
    /// - Parameter here: the root of the log here at ``position``.
    func contradiction(here: String) -> String {
        "\(worker)\(at.map { " (\($0))" } ?? "") keeps \(view) of another history: at position \(position ?? 0) its log has "
            + "root \(root ?? ""), and the log here has \(here). One of them is not the log that the origin has signed: hold both "
            + "against its checkpoint (`verify`, `replica status`), and use no answer of the other."
    }
}

extension Ledger {
    /// What all workers that share the views of this log say of them, held against the log here.
    ///
    /// It waits for the network.
    ///
    /// - Parameter bus: `nats://host:port`.
    /// - Throws: `LedgerError` with `refused` where the bus does not answer.
    public func clusterStatus(at bus: String) throws -> ClusterStatus {
        try LedgerError.wrapping {
            let connection = try BusConnection(to: bus, name: "incident-ledger views")
            let book = LeaseBook(
                try Self.present { try KeyValueBucket(present: LeaseBook.bucket(of: logID), by: connection).entries() }
                    ?? [])
            let stream = try Self.present { try StreamAPI(connection).info(of: LogStream(of: log.logID).name).last }
            let head = max(try log.position(), stream ?? 0)
            let names = Self.keepableNames
            let others = book.views.filter { $0.value.lease != nil && !names.contains($0.key) }.keys.sorted()
            let held = Dictionary(grouping: book.holders.values, by: { $0 }).mapValues(\.count)
            return ClusterStatus(
                workers: book.workers.sorted { ($0.value.worker, $0.key) < ($1.value.worker, $1.key) }.map {
                    id, notice in
                    .init(name: notice.worker, at: notice.at, asked: notice.views.count, kept: held[id] ?? 0)
                },
                views: (names + others).map { name in state(of: name, book.views[name], head) }, head: head)
        }
    }

    /// Nil where the bus has no such thing.
    private static func present<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as BusError where error.code == .absent {
            return nil
        }
    }

    private func state(of name: String, _ page: LeaseBook.Page?, _ head: UInt64) -> ClusterView {
        guard let page, let lease = page.lease else { return ClusterView(name: name, agreement: .unsaid) }
        return ClusterView(
            name: name, lease: lease, age: (page.age / .seconds(1) * 10).rounded() / 10,
            lag: lease.position.map { head > $0 ? head - $0 : 0 }, agreement: agreement(with: lease))
    }

    /// How what a worker says of its log stands to the log here.
    func agreement(with lease: ViewLease) -> ClusterView.Agreement {
        guard let position = lease.position, let root = lease.root else { return .unsaid }
        let here = try? log.read { snapshot in
            position <= snapshot.head.position ? try snapshot.root(at: position).description : nil
        }
        guard let here = here ?? nil else { return .notHeld }
        return here == root ? .same : .differs(here: here)
    }
}
