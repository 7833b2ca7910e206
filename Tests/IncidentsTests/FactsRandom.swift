import LedgerSchema
import LedgerTesting
import SwiftProtobuf

/// Random entries with every field that the in-place reader reads, between fields that it does not.
struct FactsRandom {
    private var random: SeededGenerator

    init() {
        let seed = UInt64.random(in: 0...999_999)
        print("seed \(seed) (facts)")
        random = SeededGenerator(seed: seed)
    }

    mutating func entry(_ position: UInt64) -> WireEntry {
        var entry = WireEntry()
        entry.position = position
        entry.recordedAt = random.next()
        entry.version = UInt32.random(in: 1...(.max), using: &random)
        let kind = Int.random(in: 1...10, using: &random)
        entry.kind = WireRecordKind(rawValue: kind) ?? .incident
        entry.id = "r-" + word()
        entry.type = WireEventType(rawValue: Int.random(in: 1...6, using: &random)) ?? .recorded
        entry.knownAt = Int32.random(in: -100_000...100_000, using: &random)
        entry.actor = word()
        entry.reason = word()
        if chance() { (entry.idempotencyKey, entry.requestSize) = (word(), 3) }
        if chance() { entry.dataset = word() }
        if entry.type == .linked {
            entry.partInSums = .with { ($0.link, $0.part, $0.beside) = (word(), .none, word()) }
        }
        if ![.withdrawn, .confirmed, .linked].contains(entry.type) { setRecord(kind, &entry) }
        return entry
    }

    private mutating func setRecord(_ kind: Int, _ entry: inout WireEntry) {
        switch kind {
        case 1: entry.incident = incident()
        case 2: entry.deaths = deaths()
        case 3: entry.arrests = arrests()
        case 4: entry.operation = operation()
        case 5: entry.publishedFigure = .with { $0.citation = "x" }
        case 6: entry.import = .with { $0.fileName = "x" }
        case 7: entry.datasetRecord = .with { $0.title = "x" }
        case 8: entry.importCells = .with { $0.import = "x" }
        case 9: entry.link = .with { $0.record = "x" }
        default: entry.settlement = .with { $0.record = "x" }
        }
    }

    private mutating func incident() -> WireIncident {
        var incident = WireIncident()
        if chance() { incident.occurred = period() }
        if chance() { incident.place = place() }
        incident.kind = WireIncidentKind(rawValue: Int.random(in: 0...5, using: &random)) ?? .other
        incident.mode = WireTransportMode(rawValue: Int.random(in: 0...5, using: &random)) ?? .land
        (incident.route, incident.operation, incident.note) = (word(), word(), word())
        incident.countriesOfOrigin = ["ML", "SN"]
        incident.conduct = [.art61ASmuggling]
        return incident
    }

    private mutating func deaths() -> WireDeaths {
        var deaths = WireDeaths()
        if chance() { deaths.occurred = period() }
        if chance() { deaths.place = place() }
        if chance() { deaths.dead = count() }
        if chance() { deaths.missing = count() }
        if chance() { deaths.survivors = count() }
        if chance() { deaths.females = count() }
        if chance() { deaths.males = count() }
        if chance() { deaths.children = count() }
        if chance() { deaths.statedTotal = count() }
        deaths.causeClass = WireCauseClass(rawValue: Int.random(in: 0...8, using: &random)) ?? .other
        (deaths.cause, deaths.route, deaths.incident) = (word(), word(), word())
        (deaths.regionOfOrigin, deaths.countryOfOrigin) = (word(), word())
        deaths.sourceQuality = UInt32.random(in: 0...5, using: &random)
        deaths.rawCells = [.with { ($0.column, $0.text) = ("Web ID", "17") }]
        return deaths
    }

    private mutating func arrests() -> WireArrests {
        var arrests = WireArrests()
        if chance() { arrests.occurred = period() }
        if chance() { arrests.place = place() }
        if chance() { arrests.count = count() }
        (arrests.operation, arrests.incident, arrests.note) = (word(), word(), word())
        arrests.role = WireOffenderRole(rawValue: Int.random(in: 0...9, using: &random)) ?? .other
        arrests.phase = WireOperationPhase(rawValue: Int.random(in: 0...3, using: &random)) ?? .action
        arrests.stage = WireArrestStage(rawValue: Int.random(in: 0...5, using: &random)) ?? .arrested
        return arrests
    }

    private mutating func operation() -> WireOperation {
        var operation = WireOperation()
        if chance() { operation.occurred = period() }
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            var result = WireOperationResult()
            (result.publisher, result.measure, result.locator) = (word(), word(), word())
            if chance() { result.count = count() }
            if chance() { result.asAt = Int32.random(in: -5...20_000, using: &random) }
            result.phase = WireOperationPhase(rawValue: Int.random(in: 0...3, using: &random)) ?? .action
            operation.results.append(result)
        }
        return operation
    }

    private mutating func count() -> WireCount {
        var count = WireCount()
        let number = Int64.random(in: -1_000_000_000_000_000...900_000_000_000_000, using: &random)
        count.unit = word()
        count.qualifier = WireQualifier(rawValue: Int.random(in: 1...8, using: &random)) ?? .exact
        switch count.qualifier {
        case .nearly, .upTo: count.high = number
        case .between: (count.low, count.high) = (number, number + 7)
        case .notReported: break
        default: count.low = number
        }
        return count
    }

    private mutating func period() -> WirePeriod {
        var period = WirePeriod()
        period.firstDay = Int32.random(in: -1_000...20_000, using: &random)
        if chance() { period.lastDay = period.firstDay }
        (period.precision, period.basis) = (.month, .reported)
        period.year = Int32.random(in: -3_000...3_000, using: &random)
        period.month = UInt32.random(in: 0...12, using: &random)
        return period
    }

    private mutating func place() -> WirePlace {
        var place = WirePlace()
        place.description_p = word()
        if chance() { place.point = .with { $0.latitudeE7 = 350_000_000 } }
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            place.regions.append(.with { ($0.scheme, $0.code) = (word(), word()) })
        }
        return place
    }

    private mutating func chance() -> Bool { Bool.random(using: &random) }

    private mutating func word() -> String {
        let letters = ["a", "b", "é", "ش", "Ω", " ", "0", "🜁", "n", "\u{0}"]
        let length = chance() ? Int.random(in: 0...5, using: &random) : Int.random(in: 0...60, using: &random)
        return (0..<length).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
    }
}
