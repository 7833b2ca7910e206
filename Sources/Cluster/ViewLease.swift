internal import Forms
internal import Foundation
internal import JetStream

/// What a worker says where it keeps a view, in the lease of it: it has the view as long as it says so again in time.
///
/// A lease is worth what the bus is worth, which nobody trusts: who believes a wrong one keeps a view for nothing, or keeps none.
public struct ViewLease: Codable, Hashable, Sendable {
    /// The worker's name, for people.
    public var worker: String
    /// Which worker it is, whatever it is called: 16 hexadecimal digits that it makes up when it begins.
    public var id: String
    /// The address of its service; nil: it has none, or did not say.
    public var at: String?
    public var view: String
    /// Of the view; with what follows nil where another worker keeps the view in the same folder, or it is not open yet.
    public var version: Int?
    /// The last position that the view has folded, and the root of the log's tree there as the view has it, in lower-case
    /// hexadecimal.
    public var position: UInt64?
    public var root: String?
    /// It lacks no event up to its position.
    public var complete: Bool?
    /// Parked events that its answers lack, and parked events that nobody has decided about.
    public var lacking: Int?
    public var parked: Int?
    public var lastError: String?
    /// By the worker's clock: `2026-01-31T14:00:00Z`.
    public var saidAt: String
}

/// What a worker says of itself.
struct WorkerNotice: Codable, Hashable, Sendable {
    /// Its name, for people.
    var worker: String
    var at: String?
    /// What it was asked to keep.
    var views: [String]
}

/// All that the bucket of a log holds at one moment.
///
/// Its name names the log, so that what is said of two logs does not meet. `worker.ID` is a ``WorkerNotice`` and `view.NAME` a
/// ``ViewLease``, both JSON.
struct LeaseBook {
    struct Page {
        /// Nil: it was given back, or is nothing that a worker says.
        var lease: ViewLease?
        var revision: UInt64
        /// Since it was said last, by the bus's clock.
        var age: Duration
    }

    /// By ``ViewLease/id``.
    private(set) var workers: [String: WorkerNotice] = [:]
    /// By view.
    private(set) var views: [String: Page] = [:]

    static func bucket(of logID: String) -> String { "LEDGER-VIEWS-\(logID)" }

    private static let (workerKeys, viewKeys) = ("worker.", "view.")

    init(_ entries: [KeyValueBucket.Entry]) {
        for entry in entries {
            if entry.key.hasPrefix(Self.workerKeys) {
                let id = String(entry.key.dropFirst(Self.workerKeys.count))
                workers[id] = Self.read(WorkerNotice.self, entry.value)
            } else if entry.key.hasPrefix(Self.viewKeys) {
                let view = String(entry.key.dropFirst(Self.viewKeys.count))
                let lease = Self.read(ViewLease.self, entry.value)
                views[view] = Page(
                    lease: lease?.view == view ? lease : nil, revision: entry.revision, age: entry.age)
            }
        }
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]?) -> Value? {
        bytes.flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }

    /// Which worker has each view that somebody has.
    var holders: [String: String] { views.compactMapValues { $0.lease?.id } }

    /// Puts what a worker says of itself in the place of what it said before; nil: it is gone.
    static func swap(worker id: String, to notice: WorkerNotice?) throws -> KeyValueBucket.Swap {
        .init(workerKeys + id, to: try notice.map { try json($0) }, at: nil)
    }

    /// Takes, renews or, with nil, gives back the lease of a view.
    func swap(view: String, to lease: ViewLease?) throws -> KeyValueBucket.Swap {
        .init(Self.viewKeys + view, to: try lease.map { try Self.json($0) }, at: views[view]?.revision ?? 0)
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }
}
