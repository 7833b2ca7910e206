public import EventLog
public import LedgerSchema
internal import SwiftProtobuf

/// A random history: events of all kinds, late arrivals, corrections, withdrawals, reinstatements.
public struct History {
    public private(set) var records: RandomRecords
    /// The kind, id and whether it is withdrawn, of what was recorded so far.
    private var streams: [(kind: WireRecordKind, id: String)] = []
    private var today: Int32 = 18_150

    public init(_ random: SeededGenerator) {
        records = RandomRecords(random)
    }

    /// The next event, as a caller hands it to the log.
    public mutating func next() -> WireEntry {
        var entry = WireEntry()
        if streams.isEmpty || records.random.chance(55) {
            let kind: WireRecordKind = records.random.pick([
                .incident, .incident, .deaths, .deaths, .deaths, .arrests, .operation, .publishedFigure, .import,
            ])
            streams.append((kind, "\(records.random.pick(["mmp-", "ä-", ""]))\(streams.count)"))
            entry.kind = kind
            entry.id = streams[streams.count - 1].id
            entry.type = .recorded
        } else {
            // Some streams get many events.
            let recent = records.random.chance(50) ? min(streams.count, 8) : streams.count
            (entry.kind, entry.id) =
                streams[Int.random(in: streams.count - recent..<streams.count, using: &records.random)]
            entry.type = records.random.pick([.corrected, .corrected, .withdrawn, .reinstated])
            entry.reason = "because"
        }
        if records.random.chance(4) { today += Int32.random(in: 1...20, using: &records.random) }
        entry.knownAt = records.random.chance(25) ? today - Int32.random(in: 0...400, using: &records.random) : today
        entry.actor = "analyst"
        if entry.type != .withdrawn { setRecord(&entry) }
        return entry
    }

    private mutating func setRecord(_ entry: inout WireEntry) {
        switch entry.kind {
        case .incident: entry.incident = records.incident()
        case .deaths: entry.deaths = records.deaths()
        case .arrests: entry.arrests = records.arrests()
        case .operation: entry.operation = records.operation()
        case .publishedFigure: entry.publishedFigure = WirePublishedFigure()
        default: entry.import = WireImport()
        }
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
