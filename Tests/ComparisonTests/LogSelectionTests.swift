import EventLog
import Forms
import Foundation
import Incidents
import Ledger
import LedgerTesting
import Testing

/// Events that are selected while the log is read, against a plain choice among all of them.
struct LogSelectionTests {
    private static let actors = ["desk", "registry", "Río"]
    private static let reasons = ["a recount", "Counted TWICE", "como el Río, dos veces", "считано дважды"]

    /// A ledger of some hundred events of several kinds, in commits of a few.
    private func ledger(_ random: inout SeededGenerator) async throws -> (ComparedLedger, [RecordedEvent]) {
        let ledger = try ComparedLedger()
        let kinds: [RecordKind] = [.deaths, .deaths, .deaths, .incident, .operation]
        for _ in 0..<60 {
            var drafts: [Draft] = []
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let record = RecordID(kind: random.pick(kinds), id: "\(Int.random(in: 1...20, using: &random))")
                let type = random.pick([EventType.recorded, .corrected, .withdrawn])
                let event = Event(
                    type: type, record: record, knownAt: day("2019-01-01"), actor: random.pick(Self.actors),
                    reason: type == .recorded ? "" : random.pick(Self.reasons),
                    importID: random.pick(["", "", "one"]), state: type.carriesState ? Self.state(record.kind) : nil)
                drafts.append(Draft(callerPart: try event.callerPart(), expected: .any))
            }
            _ = try await ledger.open.log.append(AppendRequest(drafts: drafts))
        }
        // An import ends with its own record.
        try await ledger.say(
            event(.recorded, RecordID(kind: .import, id: "one"), "2019-01-01", state: .import(Import())),
            event(.recorded, RecordID(kind: .deaths, id: "last"), "2019-01-01", state: Self.state(.deaths)))
        var events: [RecordedEvent] = []
        try ledger.open.events(EventSelection()) { events.append($0) }
        return (ledger, events)
    }

    private static func state(_ kind: RecordKind) -> Record {
        switch kind {
        case .incident: .incident(Incident())
        case .operation: .operation(Operation())
        default: .deaths(Deaths())
        }
    }

    /// By another way than the ledger's: texts are compared as Foundation folds them.
    private func plain(_ events: [RecordedEvent], _ selection: EventSelection, _ range: ClosedRange<UInt64>) -> [UInt64]
    {
        var found = events.filter { recorded in
            let event = recorded.event
            let importID = selection.importID.map { $0 == event.importID } ?? true
            let words = selection.reasonLike.map {
                event.reason.range(of: $0, options: [.caseInsensitive, .diacriticInsensitive]) != nil
            }
            return range.contains(recorded.position) && importID && words ?? true
                && (selection.kinds.isEmpty || selection.kinds.contains(event.record.kind))
                && (selection.types.isEmpty || selection.types.contains(event.type))
                && (selection.actors.isEmpty || selection.actors.contains(event.actor))
        }.map(\.position)
        if selection.newestFirst { found.reverse() }
        return Array(found.prefix(selection.limit ?? .max))
    }

    @Test func `what is selected is what a plain choice among all events gives`() async throws {
        var random = SeededGenerator(for: "selections of events")
        let (ledger, events) = try await ledger(&random)
        let last = UInt64(events.count)
        for round in 0..<300 {
            var selection = EventSelection()
            if random.chance(60) {
                selection.kinds = [random.pick([.deaths, .incident]), random.pick([.operation, .link])]
            }
            if random.chance(40) { selection.types = [random.pick([.recorded, .withdrawn])] }
            if random.chance(40) { selection.actors = [random.pick(Self.actors)] }
            if random.chance(30) { selection.importID = "one" }
            if random.chance(30) {
                selection.reasonLike = random.pick(["TWICE", "rio", "RÍO, DOS", "СЧИТАНО", "nothing"])
            }
            selection.newestFirst = random.chance(50)
            if random.chance(30) { selection.limit = Int.random(in: 1...9, using: &random) }
            var range = 1...last
            if random.chance(60) {
                let ends = [UInt64.random(in: 1...last, using: &random), .random(in: 1...last, using: &random)].sorted()
                range = ends[0]...ends[1]
                // By position, or by the moment at which the first was recorded: all of its commit are from then.
                let start = events[Int(ends[0]) - 1].recordedAt
                let first = events.first { $0.recordedAt == start }?.position ?? 0
                selection.since = first == ends[0] && random.chance(50) ? .instant(start) : .position(ends[0])
                selection.until = .position(ends[1])
            }
            var found: [UInt64] = []
            try ledger.open.log.read { snapshot in
                try snapshot.forEachEvent(selection, window: random.pick([1, 7, 1 << 16])) { found.append($0.position) }
            }
            #expect(found == plain(events, selection, range), "round \(round) of seed \(random.seed): \(selection)")
        }
    }

    @Test func `a position, a day and an instant are bounds, and nothing else is`() throws {
        #expect(try LogBound(parsing: "120") == .position(120))
        #expect(try LogBound(parsing: "2026-01-31") == .day(day("2026-01-31")))
        #expect(try LogBound(parsing: "1970-01-01T00:00:01Z") == .instant(1_000_000))
        #expect(throws: LedgerError.self) { try LogBound(parsing: "March") }
    }
}
