public import EventLog
public import LedgerSchema
internal import SwiftProtobuf

/// A random history: events of all kinds, said by the desk and by datasets, late arrivals, corrections, confirmations,
/// withdrawals, reinstatements.
public struct History {
    public private(set) var records: RandomRecords
    /// The records of which something was said so far.
    private var streams: [Stream] = []
    private var today: Int32 = 18_150
    /// In a hundred events of a stream that somebody else than its dataset says, being another dataset.
    private let strangers: Int

    private struct Stream {
        var kind: WireRecordKind
        var id: String
        /// The dataset that it belongs to; empty where it is the desk's, perhaps not for good.
        var dataset: String
        /// The last states that were said of it, from which the next ones are made.
        var states: [WireEntry] = []
    }

    public init(_ random: SeededGenerator, strangers: Int = 0) {
        records = RandomRecords(random)
        self.strangers = strangers
    }

    /// The next event, as a caller hands it to the log.
    public mutating func next() -> WireEntry {
        var entry = WireEntry()
        let index: Int
        if streams.isEmpty || records.random.chance(55) {
            let kind: WireRecordKind = records.random.pick([
                .incident, .incident, .deaths, .deaths, .deaths, .arrests, .operation, .publishedFigure, .import,
                .settlement, .case, .proceeding, .provision,
            ])
            let dataset =
                [.import, .settlement].contains(kind) ? "" : records.random.pick(["", "", "mmp-web-id", "σύνολο"])
            streams.append(
                Stream(kind: kind, id: "\(records.random.pick(["mmp-", "ä-", ""]))\(streams.count)", dataset: dataset))
            index = streams.count - 1
            entry.type = .recorded
            entry.dataset = dataset
        } else {
            // Some streams get many events.
            let recent = records.random.chance(50) ? min(streams.count, 8) : streams.count
            index = Int.random(in: streams.count - recent..<streams.count, using: &records.random)
            entry.type = records.random.pick([.corrected, .corrected, .withdrawn, .reinstated, .confirmed])
            entry.reason = "because"
            entry.dataset = speaker(of: index)
            if records.random.chance(12) { setLink(&entry) }
        }
        (entry.kind, entry.id) = (streams[index].kind, streams[index].id)
        if records.random.chance(4) { today += Int32.random(in: 1...20, using: &records.random) }
        entry.knownAt = records.random.chance(25) ? today - Int32.random(in: 0...400, using: &records.random) : today
        entry.actor = "analyst"
        if ![.withdrawn, .confirmed, .linked].contains(entry.type) { setRecord(&entry, index) }
        return entry
    }

    /// Makes it what one of a few links says of how the record counts.
    private mutating func setLink(_ entry: inout WireEntry) {
        (entry.type, entry.dataset) = (.linked, "")
        entry.partInSums.link = records.random.pick(["one", "two", "three"])
        entry.partInSums.part = records.random.pick([.whole, .possible, .none])
        entry.partInSums.beside = records.random.pick(["", "mmp-web-id", "σύνολο"])
    }

    /// Who says the next event of a stream.
    private mutating func speaker(of index: Int) -> String {
        if streams[index].dataset.isEmpty {
            // A dataset speaks of what the desk has recorded.
            if ![.import, .settlement].contains(streams[index].kind), records.random.chance(10) {
                streams[index].dataset = "mmp-web-id"
            }
            return streams[index].dataset
        }
        if records.random.chance(strangers) { return "another" }
        return records.random.chance(40) ? "" : streams[index].dataset
    }

    /// A state of its own, or one that differs in some fields from what was said before.
    private mutating func setRecord(_ entry: inout WireEntry, _ index: Int) {
        var fresh = entry
        switch entry.kind {
        case .incident: fresh.incident = records.incident()
        case .deaths: fresh.deaths = records.deaths()
        case .arrests: fresh.arrests = records.arrests()
        case .operation: fresh.operation = records.operation()
        case .publishedFigure: fresh.publishedFigure.flags = records.flagList()
        case .settlement: fresh.settlement = records.settlement()
        case .case: fresh.courtCase = records.courtCase()
        case .proceeding: fresh.proceeding = records.proceeding()
        case .provision: fresh.provision = records.provision()
        default:
            fresh.import.scopeOfFile = .partial
            fresh.import.flags = records.flagList()
        }
        entry.record = fresh.record
        if !streams[index].states.isEmpty, records.random.chance(70) {
            entry.record = records.random.pick(streams[index].states).record
            records.changeSomeFields(of: &entry, to: fresh)
        }
        streams[index].states = streams[index].states.suffix(2) + [entry]
    }
}

extension EventLog {
    /// Appends a random history in requests of random sizes.
    public func append(_ count: Int, from history: inout History) async throws {
        var rest = count
        while rest > 0 {
            let size = min(rest, Int.random(in: 1...200, using: &history.random))
            var drafts: [Draft] = []
            for _ in 0..<size {
                drafts.append(Draft(callerPart: try history.next().serializedBytes(), expected: .any))
            }
            _ = try await append(AppendRequest(drafts: drafts))
            rest -= size
        }
    }

    /// Every entry, decoded whole.
    public func decodedEntries() throws -> [WireEntry] {
        var entries: [WireEntry] = []
        try read { snapshot in
            try snapshot.forEachEntry { _, bytes in
                entries.append(try WireEntry(serializedBytes: bytes.withUnsafeBytes { [UInt8]($0) }))
                return true
            }
        }
        return entries
    }
}

extension History {
    var random: SeededGenerator {
        get { records.random }
        set { records.random = newValue }
    }
}
