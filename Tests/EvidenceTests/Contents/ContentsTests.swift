import EventLog
import Foundation
import Incidents
import Ledger
import LedgerTesting
import Testing

@testable import Evidence

/// What a ledger holds at a moment, against a plain reading of all its events.
struct ContentsTests {
    /// What the events say that are known by a day and lie up to a position.
    private struct Plain {
        var events: [RecordedEvent]

        init(_ ledger: Ledger, through position: UInt64, knownBy: Day?) throws {
            var events: [RecordedEvent] = []
            try ledger.events(EventSelection()) { events.append($0) }
            self.events = events.filter { event in
                event.position <= position && (knownBy.map { event.event.knownAt <= $0 } ?? true)
            }
        }

        /// The event that decides each record.
        var deciding: [RecordedEvent] {
            Dictionary(grouping: events) { $0.event.record.description }.values.compactMap { own in
                own.max { ($0.event.knownAt, $0.position) < ($1.event.knownAt, $1.position) }
            }
        }

        /// Every withdrawal, and whether it is what is known of its record.
        var withdrawals: [UInt64: Bool] {
            let deciding = Dictionary(uniqueKeysWithValues: deciding.map { ($0.event.record, $0.event.type) })
            return Dictionary(
                uniqueKeysWithValues: events.filter { $0.event.type == .withdrawn }.map {
                    ($0.position, deciding[$0.event.record] == .withdrawn)
                })
        }
    }

    /// Generated events about few records: some arrive late, some withdraw, some reinstate, some carry flags.
    private func ledger(_ random: inout SeededGenerator) async throws -> SignedLedger {
        let signed = try await SignedLedger()
        let open = try signed.open()
        defer { open.close() }
        for _ in 0..<30 {
            let drafts = try (0..<10).map { _ in
                Draft(callerPart: try event(&random).callerPart(), expected: .any)
            }
            try await open.log.append(AppendRequest(drafts: drafts))
        }
        return signed
    }

    private func event(_ random: inout SeededGenerator) throws -> Event {
        let type = [EventType.recorded, .corrected, .withdrawn, .reinstated].randomElement(using: &random) ?? .recorded
        let number = Int.random(in: 0..<25, using: &random)
        let knownAt = day("2020-01-01").adding(days: Int32.random(in: 0..<20, using: &random))
        var state: Record?
        if type != .withdrawn {
            var deaths = Deaths()
            deaths.occurred = try Period("2020-01")
            deaths.dead = try Count("\(number)")
            let codes = ["first-flag", "second-flag"].filter { _ in Bool.random(using: &random) }
            deaths.notes.flags = codes.map { Flag(code: $0, detail: "generated") }
            var incident = Incident()
            incident.occurred = deaths.occurred
            state = number < 15 ? .deaths(deaths) : .incident(incident)
        }
        return Event(
            type: type, record: RecordID(kind: number < 15 ? .deaths : .incident, id: "generated-\(number)"),
            knownAt: knownAt, actor: ["desk", "office"].randomElement(using: &random) ?? "desk", reason: "generated",
            importID: Bool.random(using: &random) ? "import-\(number % 3)" : "", state: state)
    }

    @Test func `what is counted and listed at any moment is what a plain reading gives`() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of “what is counted and listed at any moment”: \(seed)")
        var random = SeededGenerator(seed: seed)
        let signed = try await ledger(&random)
        let open = try signed.open()
        defer { open.close() }
        for round in 0..<25 {
            let position = round == 0 ? 300 : UInt64.random(in: 0...300, using: &random)
            let knownBy =
                round % 2 == 0 ? nil : day("2020-01-01").adding(days: Int32.random(in: -1..<20, using: &random))
            let moment = Moment(asOf: .position(position), knownBy: knownBy)
            let contents = try open.contents(at: moment)
            let plain = try Plain(open, through: position, knownBy: knownBy)
            try compare(contents, plain)
            var listed: [UInt64] = []
            var stands: [UInt64: Bool] = [:]
            try open.withdrawals(at: moment) {
                listed.append($0.event.position)
                stands[$0.event.position] = $0.cameBack == nil
            }
            #expect(listed == listed.sorted() && stands == plain.withdrawals, "\(moment)")
        }
    }

    @Test func `a withdrawal names what brought its record back, and who says what is the timeline's to decide`()
        async throws
    {
        let signed = try await SignedLedger()
        let open = try signed.open()
        defer { open.close() }
        func say(_ type: EventType, _ id: String, _ knownAt: String, _ dataset: String, dead: Int64 = 1) async throws {
            var deaths = Deaths()
            deaths.occurred = try Period("2020-01")
            deaths.dead = .exactly(dead)
            let event = Event(
                type: type, record: RecordID(kind: .deaths, id: id), knownAt: day(knownAt), actor: "tester",
                reason: "a test", dataset: dataset, state: type.carriesState ? .deaths(deaths) : nil)
            _ = try await open.log.append(
                AppendRequest(drafts: [Draft(callerPart: try event.callerPart(), expected: .any)]))
        }
        try await say(.recorded, "a", "2020-01-01", "web")
        try await say(.withdrawn, "a", "2020-01-02", "")
        // The publisher repeats itself: the desk's withdrawal stands, although the last word is another's.
        try await say(.corrected, "a", "2020-01-03", "web")
        try await say(.recorded, "b", "2020-01-01", "web")
        try await say(.withdrawn, "b", "2020-01-02", "web")
        try await say(.reinstated, "b", "2020-01-03", "web")
        try await say(.recorded, "c", "2020-01-05", "")
        // Late: by its day nothing of it was known, and what is known since stands.
        try await say(.withdrawn, "c", "2020-01-04", "")
        var found: [String: [UInt64?]] = [:]
        try open.withdrawals { found[$0.event.event.record.id, default: []].append($0.cameBack) }
        #expect(found == ["a": [nil], "b": [6], "c": [7]])
        let deaths = try open.contents().kinds.first { $0.kind == .deaths }
        #expect(deaths?.standingRecords == 2 && deaths?.withdrawnRecords == 1)
    }

    private func compare(_ contents: LedgerContents, _ plain: Plain) throws {
        for kind in RecordKind.allCases {
            let counted = contents.kinds.first { $0.kind == kind } ?? .init(kind: kind)
            let own = plain.events.map(\.event).filter { $0.record.kind == kind }
            let byType = [
                counted.recorded, counted.corrected, counted.withdrawn, counted.reinstated, counted.confirmed,
                counted.linked,
            ]
            #expect(byType == EventType.allCases.map { type in UInt64(own.count { $0.type == type }) })
            #expect(counted.events == UInt64(own.count))
            let decided = plain.deciding.map(\.event).filter { $0.record.kind == kind }
            #expect(counted.standingRecords == UInt64(decided.count { $0.state != nil }))
            #expect(counted.withdrawnRecords == UInt64(decided.count { $0.state == nil }))
        }
        let actors = Dictionary(grouping: plain.events) { $0.event.actor }.mapValues { UInt64($0.count) }
        #expect(Dictionary(uniqueKeysWithValues: contents.actors.map { ($0.actor, $0.events) }) == actors)
        let imports = Dictionary(grouping: plain.events.filter { !$0.event.importID.isEmpty }) { $0.event.importID }
        #expect(
            Dictionary(uniqueKeysWithValues: contents.imports.map { ($0.id, $0.events) })
                == imports.mapValues { UInt64($0.count) })
        for code in ["first-flag", "second-flag"] {
            let flagged = plain.deciding.filter { $0.event.state?.notes.flags.contains { $0.code == code } == true }
            #expect(contents.flags.first { $0.code == code }?.records ?? 0 == UInt64(flagged.count))
        }
        #expect(contents.unreadable == 0)
    }
}
