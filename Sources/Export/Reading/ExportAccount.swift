public import Incidents

/// What an export holds and what it does not: counted while records are written.
public struct ExportAccount: Hashable, Sendable {
    /// Of one kind.
    public struct KindCount: Hashable, Sendable {
        public var kind: RecordKind
        /// Records that stand.
        public var records = 0
        /// Of these, records that views count; without those that only possibly are.
        public var counted = 0
        public var possible = 0
        /// Of these, those whose place has no point.
        public var withoutPoint = 0
        public var disputed = 0
        /// Beside those that stand.
        public var withdrawn = 0
    }

    /// Records of which the same is to be said.
    public struct Reason: Hashable, Sendable {
        /// Completes "12 are …".
        public var text: String
        public var records: Int
    }

    public internal(set) var kinds: [KindCount]
    /// Records that stand and do not count, or only possibly, by the reason; in the order in which reasons occur.
    public private(set) var notCounted: [Reason] = []
    /// Events that could not be taken in: the first ones.
    public private(set) var unreadable: [UnreadableEvent] = []
    public private(set) var unreadableCount = 0
    /// Records of which nothing could be taken in.
    public private(set) var lost = 0
    /// As published: records that the desk alone speaks of.
    public internal(set) var leftToDesk = 0

    /// So many are named; all are counted.
    private static let mostNamed = 100

    init(_ kinds: [RecordKind]) { self.kinds = kinds.map { KindCount(kind: $0) } }

    /// Everything that was recorded could be taken in.
    public var isComplete: Bool { unreadableCount == 0 }
    public var records: Int { kinds.reduce(0) { $0 + $1.records } }
    public var withdrawn: Int { kinds.reduce(0) { $0 + $1.withdrawn } }

    mutating func add(_ record: ExportedRecord) {
        guard let place = kinds.firstIndex(where: { $0.kind == record.record.kind }) else { return }
        guard let state = record.state else {
            kinds[place].withdrawn += 1
            return
        }
        kinds[place].records += 1
        if state.place != nil, state.place?.point == nil { kinds[place].withoutPoint += 1 }
        if record.provenance.isDisputed { kinds[place].disputed += 1 }
        let part = record.provenance.part
        switch part.counted {
        case .yes: kinds[place].counted += 1
        case .possible: kinds[place].possible += 1
        case .no: break
        }
        guard !part.reason.isEmpty else { return }
        if let known = notCounted.firstIndex(where: { $0.text == part.reason }) {
            notCounted[known].records += 1
        } else {
            notCounted.append(Reason(text: part.reason, records: 1))
        }
    }

    mutating func add(_ events: [UnreadableEvent], isLost: Bool) {
        unreadableCount += events.count
        unreadable += events.prefix(max(0, Self.mostNamed - unreadable.count))
        if isLost { lost += 1 }
    }
}

extension Record {
    /// Where it occurred, of the kinds that have a place.
    var place: Place? {
        switch self {
        case .incident(let record): record.place
        case .deaths(let record): record.place
        case .arrests(let record): record.place
        case .operation(let record): record.place
        case .activity(let record): record.place
        default: nil
        }
    }
}
