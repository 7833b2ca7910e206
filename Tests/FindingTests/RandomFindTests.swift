import EventLog
import Finding
import Forms
import Incidents
import LedgerSchema
import LedgerTesting
import SwiftProtobuf
import Testing

/// Random questions about random histories, against a walk over what every record says.
@Suite struct RandomFindTests {
    @Test(arguments: 1...6)
    func `at any moment it finds what a walk over all records finds`(_ round: Int) async throws {
        let fixture = try Fixture("find at any moment, \(round)")
        let store = try fixture.store()
        defer { store.close() }
        for _ in 0..<4 {
            try await fixture.append(120)
            try store.catchUp(eventsPerCommit: UInt64.random(in: 1...70, using: &fixture.random))
        }
        let entries = try fixture.log.decodedEntries()
        let unreadable = Set(try store.status().parked.map(\.position))
        for entry in entries {
            let isReadable = (try? RecordedEvent(entry: entry.serializedBytes())) != nil
            #expect(isReadable != unreadable.contains(entry.position), "position \(entry.position)")
        }
        let readable = entries.filter { !unreadable.contains($0.position) }
        #expect(readable.count > entries.count * 3 / 4)
        let model = NaiveModel(entries: readable)
        var hits = 0
        for _ in 0..<120 { hits += try question(store, model, entries, &fixture.random) }
        #expect(hits > 100)
    }

    /// - Returns: how many records were found.
    private func question(
        _ store: FindStore, _ model: NaiveModel, _ entries: [WireEntry], _ random: inout SeededGenerator
    ) throws -> Int {
        let kind: RecordKind = random.pick([.deaths, .deaths, .incident, .arrests])
        let position = random.chance(40) ? UInt64(entries.count) : UInt64.random(in: 1...480, using: &random)
        let day: Int32? =
            random.chance(40) ? nil : random.pick(entries).knownAt - Int32.random(in: 0...2, using: &random)
        var query = FindQuery(kind: kind, position: position, knownBy: day.map { Day(number: $0) })
        var tests: [(NaiveRecord) -> Bool] = []
        Self.ask(&query, &tests, &random)
        let states = try model.states(asOf: position, knownBy: day).compactMap(NaiveRecord.init)
        let expected = states.filter { record in record.kind == kind && tests.allSatisfy { $0(record) } }
        let found = try store.find(query, FindSelection(fields: [.id, .dead]))
        let rows = found.rows.map { "\($0[0].plain) \($0[1].plain)" }.sorted()
        #expect(
            rows == expected.map { "\($0.id) \(kind == .deaths ? $0.deadText : "")" }.sorted(),
            "\(query), seed \(random.seed)")
        #expect(found.matched == rows.count)
        // A list that is cut off says how many there are, which are then counted, and not listed.
        let cut = try store.find(query, FindSelection(fields: [.id], limit: 1))
        #expect(Set(cut.datasets) == Set(found.datasets), "\(query), seed \(random.seed)")
        for dataset in ["", "mmp-web-id"] {
            var own = query
            own.datasets = [dataset]
            let matched = try store.find(own, FindSelection(fields: [.id], limit: 1)).matched
            let listed = found.datasets.filter { $0.dataset == dataset }.reduce(0) { $0 + $1.count }
            #expect(matched == listed, "\(own), seed \(random.seed)")
        }
        if tests.isEmpty {
            let withdrawn = try model.withdrawn(
                WireRecordKind(rawValue: Int(kind.rawValue)) ?? .deaths, asOf: position, knownBy: day)
            query.isWithdrawn = true
            let ids = try store.find(query, FindSelection(fields: [.id])).rows.map { $0[0].plain }
            // Of some nobody has ever said what they were.
            let stated = Set(
                entries.lazy.filter { $0.record != nil && $0.position <= position && $0.knownAt <= day ?? .max }.map(
                    \.id))
            #expect(Set(ids) == withdrawn.intersection(stated), "\(query), seed \(random.seed)")
            #expect(found.withdrawn == ids.count)
        }
        return rows.count
    }

    private static func ask(
        _ query: inout FindQuery, _ tests: inout [(NaiveRecord) -> Bool], _ random: inout SeededGenerator
    ) {
        if random.chance(30) {
            let first = Int32.random(in: 2014...2020, using: &random)
            let years = first...first + Int32.random(in: 0...2, using: &random)
            query.years = years
            tests.append { $0.period.map { years.contains($0.year) } ?? false }
        }
        if random.chance(25) {
            let region = Region(scheme: random.pick(["mmp-2014", "m49"]), code: "Mediterranean")
            query.regions = [region]
            tests.append { $0.regions.contains("\(region)") }
        }
        if random.chance(25), query.kind == .deaths {
            let low = Int64.random(in: 0...20, using: &random)
            let range = NumberRange(low: low, high: random.chance(20) ? nil : low + 10)
            query.dead = range
            tests.append { $0.mayHaveDied(range.low, range.high) }
        }
        if random.chance(20) {
            let day = Int32.random(in: 16_000...18_300, using: &random)
            (query.from, query.to) = (Day(number: day), Day(number: day + 400))
            tests.append { $0.period.map { $0.first <= day + 400 && $0.last >= day } ?? false }
        }
        if random.chance(20), query.kind != .arrests {
            query.text = random.pick(["elladα", "الساحل", "ΕΛΛΑΔΑ", "north AFRICA", "\"quoted name\"", "medit*"])
            let words = ["elladα": "no such", "ΕΛΛΑΔΑ": "Ελλάδα", "north AFRICA": "North Africa"]
            let parts = ["\"quoted name\"": "\"quoted\" name", "medit*": "Mediterranean"]
            let text = query.text ?? ""
            let wanted = words[text] ?? parts[text] ?? text
            tests.append { record in record.texts.contains { $0.contains(wanted) } }
        }
        if random.chance(15), query.kind != .deaths {
            query.operation = "turquesa"
            tests.append { $0.operation == "turquesa" }
        }
    }
}

/// What the walk knows of a record.
private struct NaiveRecord {
    var kind: RecordKind
    var id: String
    var period: (year: Int32, first: Int32, last: Int32)?
    var regions: [String] = []
    var texts: [String] = []
    var dead: Count?
    var operation = ""

    var deadText: String { dead?.isReported == true ? dead?.notation ?? "" : "" }

    init?(_ entry: WireEntry) {
        guard let kind = RecordKind(rawValue: Int32(entry.kind.rawValue)) else { return nil }
        self.kind = kind
        id = entry.id
        switch entry.kind {
        case .deaths:
            let deaths = entry.deaths
            add(deaths.hasOccurred ? deaths.occurred : nil, deaths.hasPlace ? deaths.place : nil)
            texts += [
                deaths.cause, deaths.route, deaths.regionOfOrigin + "; " + deaths.countryOfOrigin, entry.reason,
            ]
            dead = deaths.hasDead ? count(deaths.dead) : nil
        case .incident:
            add(entry.incident.hasOccurred ? entry.incident.occurred : nil, entry.incident.place)
            texts += [entry.incident.route, entry.incident.note]
            operation = entry.incident.operation
        case .arrests:
            add(entry.arrests.hasOccurred ? entry.arrests.occurred : nil, entry.arrests.place)
            operation = entry.arrests.operation
        default: break
        }
    }

    private mutating func add(_ period: WirePeriod?, _ place: WirePlace?) {
        if let period {
            self.period = (
                period.year, period.firstDay, period.hasLastDay ? period.lastDay : period.firstDay
            )
        }
        guard let place else { return }
        regions = place.regions.map { "\($0.scheme):\($0.code)" }
        texts += [place.description_p] + place.regions.map(\.code)
    }

    private func count(_ wire: WireCount) -> Count {
        let qualifier = Qualifier(rawValue: Int32(wire.qualifier.rawValue)) ?? .notReported
        return Count(low: wire.low, high: wire.hasHigh ? wire.high : nil, qualifier: qualifier)
    }

    func mayHaveDied(_ low: Int64, _ high: Int64?) -> Bool {
        guard let dead, dead.isReported else { return false }
        let most = high ?? .max
        switch dead.qualifier {
        case .exact, .approximately: return dead.low >= low && dead.low <= most
        case .between, .nearly, .upTo: return dead.low <= most && (dead.high ?? 0) >= low
        case .atLeast: return dead.low <= most
        case .moreThan: return dead.low < most
        case .notReported: return false
        }
    }
}
