import Incidents
import Timeline

/// What the ledger holds of one record: every event of its stream, in the order of the log.
struct HeldStream: Sendable {
    let record: RecordID
    let events: [EventOutline]

    /// The number of events: the version of the last one.
    var version: UInt32 { UInt32(events.count) }

    var assertions: [Assertion] { events.map(Assertion.init) }

    /// The bytes of the state that the event at a position carries.
    func state(at position: UInt64) -> EncodedRecord? {
        events.first { $0.position == position }?.state
    }
}

extension Assertion {
    init(_ event: EventOutline) {
        self.init(
            position: event.position, knownAt: event.knownAt, type: event.type,
            speaker: Speaker(dataset: event.dataset))
    }
}

/// An import that the ledger holds.
struct PriorImport: Hashable, Sendable {
    /// The identifier of its record.
    var id: String
    var dataset: String
    var asAt: Day
    /// SHA-256 of the file: 32 bytes.
    var digest: [UInt8]
    var scope: FileScope
    /// The years that the file is a complete statement of.
    var years: [ClosedRange<Int32>]
    var fields: SpokenFields
    /// Of the event that recorded it, the last of its request.
    var position: UInt64
    /// It was undone, and says nothing any more.
    var isUndone: Bool

    /// - Parameter state: of the import's record.
    init(id: String, _ state: Import, position: UInt64, isUndone: Bool) {
        self.id = id
        self.position = position
        self.isUndone = isUndone
        dataset = state.dataset
        asAt = state.asAt
        digest = state.fileDigest
        scope = FileScope(state)
        years = state.years
        fields = SpokenFields(state.reading.stated)
    }
}

/// The record of a dataset, as the ledger holds it now.
struct HeldDataset: Hashable, Sendable {
    var id: String
    /// Nil: withdrawn.
    var state: Dataset?
    /// The first and the last day as of which something is said of it.
    var firstKnownAt: Day
    var lastKnownAt: Day
    /// The number of events of its stream.
    var version: UInt32
}

/// What the ledger holds that an import depends on, beside the streams.
struct Holdings {
    /// Every import, of any dataset, those that were undone among them.
    var imports: [PriorImport]
    /// Every dataset.
    var datasets: [HeldDataset]
}

/// The streams that a ledger holds: asked for one by one, since there may be more than fit in memory.
protocol HeldRecords: ~Copyable {
    /// Gives the name of every record of a kind, in the order of their identifiers' bytes.
    func forEachRecord(ofKind kind: RecordKind, _ body: (RecordID) throws -> Void) throws

    /// Every event of a record; none where the ledger holds none.
    func stream(of record: RecordID) throws -> HeldStream

    /// The years that a dataset's imports cover; of selections, those in which its records count.
    func years(coveredBy dataset: String) throws -> Set<Int32>
}

extension HeldRecords where Self: ~Copyable {
    /// Gives the name of every record that may belong to a dataset, kind by kind.
    func forEachRecord(of dataset: SourceDataset, _ body: (RecordID) throws -> Void) throws {
        for kind in SourceDataset.kinds {
            try forEachRecord(ofKind: kind) { if dataset.mayHold($0) { try body($0) } }
        }
    }

    /// What was found in cells that imports keep, wherever it was: an export that repeats it says nothing new.
    ///
    /// - Parameter imports: identifiers.
    func findings(keptBy imports: [String]) throws -> KnownFindings {
        let findings = SortedSpool(by: KnownFindings.key)
        for importID in imports {
            for number in 1... {
                guard let event = try stream(of: ImportRecord.cells(of: importID, number)).events.last else { break }
                // Most hold none, and are not read.
                guard let state = event.state, try !StateOutline(state, scheme: "").flagCodes.isEmpty,
                    case .importCells(let cells) = try state.record()
                else { continue }
                for flag in cells.notes.flags { try findings.append(flag.withoutRow) }
            }
        }
        try findings.finish()
        return try KnownFindings(findings)
    }

    /// What a dataset says of a record by a day; where it has not spoken by then, what it says first.
    func state(of record: RecordID, by day: Day, _ dataset: SourceDataset) throws -> Record? {
        var plan = StreamPlan(try stream(of: record), speaker: .dataset(dataset.id))
        if plan.said(by: day) != nil { return try plan.state(by: day) }
        let first = plan.held.events.filter { $0.dataset == dataset.id && $0.state != nil }.min {
            ($0.knownAt, $0.position) < ($1.knownAt, $1.position)
        }
        return try plan.record(at: first?.position)
    }
}

/// A ledger that holds nothing.
struct NoRecords: HeldRecords {
    func forEachRecord(ofKind kind: RecordKind, _ body: (RecordID) throws -> Void) {}
    func stream(of record: RecordID) -> HeldStream { HeldStream(record: record, events: []) }
    func years(coveredBy dataset: String) -> Set<Int32> { [] }
}

extension Flag {
    /// What was found in a row of a file, by its number.
    func inRow(_ number: Int) -> Flag { Flag(code: code, field: field, detail: "row \(number): \(detail)") }

    /// The same without the row, which is another one in the next file.
    var withoutRow: Flag {
        guard detail.hasPrefix("row "), let end = detail.firstRange(of: ": ") else { return self }
        return Flag(code: code, field: field, detail: String(detail[end.upperBound...]))
    }
}
