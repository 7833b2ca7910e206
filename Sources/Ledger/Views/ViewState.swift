import EventLog
import Folding
import Forms
public import Incidents
import MerkleLog
import ProjectionEngine
import Views

/// How one build of a view stands.
public struct ViewState: Hashable, Sendable {
    public var name: String
    public var version: Int
    /// The name of its folder; nil where it was not built yet.
    public var folder: String?
    /// The last position that it has folded.
    public var position: UInt64
    /// The root of the log's tree there, as the view has it, in lower-case hexadecimal; nil: it has folded nothing.
    public var root: String?
    /// Every event after this position was held against the log's tree when the view took it in; those up to it were taken
    /// in at once, as they lay in the log.
    public var checkedAfter: UInt64
    /// The log's last position.
    public var head: UInt64
    /// For how long the oldest event that it has not folded has been in the log.
    public var lagSeconds: Double
    /// What its worker measured over the last seconds; nil where none keeps it.
    public var eventsPerSecond: Double?
    /// It has seen as many events of each kind as the log has up to its position, and lacks nothing of what they say.
    public var isComplete: Bool
    /// What it could not take in, also where a later statement has superseded it.
    public var parked: [ParkedEvent]
    /// Events by kind: seen by it, and in the log up to its position.
    public var events: [KindCount]
    public var lastError: String?
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var lastErrorAt: UInt64?
    /// Bytes on disk.
    public var byteCount: Int
    /// It is the build that answers.
    public var isLive: Bool
    /// A worker keeps it now.
    public var isKept: Bool

    /// Events that it has not folded yet.
    public var lag: UInt64 { head > position ? head - position : 0 }

    public struct KindCount: Hashable, Sendable {
        /// Nil for a kind that this program does not know.
        public var kind: RecordKind?
        public var seen: UInt64
        public var logged: UInt64
    }

    /// An event that a view could not take in.
    public struct ParkedEvent: Hashable, Sendable {
        public var position: UInt64
        public var error: String
        /// No later statement of its record supersedes it: the view's answers lack it.
        public var isDeciding: Bool
        /// Somebody decided that the view goes without it.
        public var dropped: ParkingDecision?
    }

    /// Events that nobody has decided about.
    public var undecided: [ParkedEvent] { parked.filter { $0.dropped == nil } }
    /// How many events its answers lack.
    public var lacking: Int { parked.count(where: \.isDeciding) }
}

extension Ledger {
    /// How every build of every view stands, for each view the one that answers first; and the finder's store.
    ///
    /// - Throws: `LedgerError`.
    public func viewStates() throws -> [ViewState] {
        try LedgerError.wrapping {
            try allViews.flatMap { view in try states(of: view) } + [finderState()]
        }
    }

    /// A reader that lags by fewer commits costs nobody much.
    private static let oldSnapshot = 100

    /// A sentence for each process that has read the log as it was for so long that its file grows for it.
    ///
    /// - Throws: `LedgerError`.
    public func readerRemarks() throws -> [String] {
        try LedgerError.wrapping {
            try log.oldReaders(after: Self.oldSnapshot).map { reader in
                "Process \(reader.process) still reads the log as it was \(reader.commits) commits ago: its file grows while "
                    + "it does. Where that process hangs, end it."
            }
        }
    }

    func states(of view: any View) throws -> [ViewState] {
        let report = KeeperReport.read(view, in: viewsDirectory)
        let keeper = KeeperReport.keeper(of: view, in: viewsDirectory)
        let builds = try ViewStore.builds(of: view, in: viewsDirectory, log: log)
        if builds.isEmpty { return [try notBuilt(view)] }
        return builds.map { build in
            state(
                build.status, of: view, report: report, folder: build.folder, isLive: build.isLive,
                isKept: build.isLive && keeper != nil && keeper == report?.process)
        }
    }

    func state(
        _ status: ViewStatus, of view: any View, report: KeeperReport?, folder: String?, isLive: Bool, isKept: Bool
    ) -> ViewState {
        let decisions = ParkingDecision.standing(in: path, logID: logID, view: status.name, version: status.version)
        return ViewState(
            name: status.name, version: Int(status.version), folder: folder, position: status.position,
            root: status.root.description, checkedAfter: status.checkedAfter, head: status.head,
            lagSeconds: lagSeconds(after: status.position, head: status.head),
            eventsPerSecond: isKept ? report?.eventsPerSecond : nil,
            isComplete: status.isComplete,
            parked: status.parked.map {
                .init(
                    position: $0.position, error: $0.error, isDeciding: $0.isDeciding,
                    dropped: decisions[$0.position])
            },
            events: Self.counts(status), lastError: isLive ? report?.lastError : nil,
            lastErrorAt: isLive ? report?.lastErrorAt : nil, byteCount: status.byteCount, isLive: isLive, isKept: isKept
        )
    }

    /// A view that nobody has asked yet.
    private func notBuilt(_ view: any View) throws -> ViewState {
        let head = try log.position()
        return ViewState(
            name: view.name, version: Int(view.version), folder: nil, position: 0, root: nil, checkedAfter: 0,
            head: head,
            lagSeconds: 0,
            eventsPerSecond: nil, isComplete: true, parked: [], events: [], lastError: nil, lastErrorAt: nil,
            byteCount: 0, isLive: true, isKept: false)
    }

    private static func counts(_ status: ViewStatus) -> [ViewState.KindCount] {
        Set(status.seen.keys).union(status.logged.keys).sorted().map { kind in
            .init(
                kind: RecordKind(rawValue: Int32(kind)), seen: status.seen[kind] ?? 0, logged: status.logged[kind] ?? 0)
        }
    }

    func lagSeconds(after position: UInt64, head: UInt64) -> Double {
        guard position < head, let recordedAt = try? log.read({ try $0.event(at: position + 1).recordedAt })
        else { return 0 }
        let now = EventLogOptions.systemClock()
        return now > recordedAt ? (Double(now - recordedAt) / 100_000).rounded() / 10 : 0
    }
}
