import Incidents
import LedgerSchema
import SwiftProtobuf
import Testing

/// The in-place reader against the generated decoder.
@Suite struct FactsTests {
    @Test func `what is read in place is what swift-protobuf decodes, on random events`() throws {
        var random = FactsRandom()
        let vocabulary = Vocabulary()
        for position in 1...3_000 {
            let entry = random.entry(UInt64(position))
            let bytes: [UInt8] = try entry.serializedBytes()
            // Decoded again, so that both readers start from bytes.
            let decoded = try WireEntry(serializedBytes: bytes)
            try expect(try Facts(entry: bytes.span.bytes, vocabulary: vocabulary), is: decoded)
        }
    }

    private func expect(_ facts: borrowing Facts, is entry: WireEntry) throws {
        let text = facts.vocabulary.text
        #expect(facts.position == entry.position)
        #expect(facts.recordedAt == entry.recordedAt)
        #expect(facts.version == entry.version)
        #expect(Int(facts.kind.rawValue) == entry.kind.rawValue)
        #expect(Int(facts.type.rawValue) == entry.type.rawValue)
        #expect(facts.knownAt.number == entry.knownAt)
        let id = text(try facts.id)
        #expect(id == entry.id)
        let dataset = text(try facts.dataset)
        #expect(dataset == entry.dataset)
        #expect(facts.hasRecord == (entry.record != nil))
        switch entry.record {
        case .incident(let incident): try expect(facts, is: incident)
        case .deaths(let deaths): try expect(facts, is: deaths)
        case .arrests(let arrests): try expect(facts, is: arrests)
        case .operation(let operation): try expect(facts, is: operation)
        default: break
        }
    }

    private func expect(_ facts: borrowing Facts, is incident: WireIncident) throws {
        expect(facts, incident.hasOccurred, incident.occurred)
        try expect(facts, incident.place)
        let route = facts.vocabulary.text(try facts.route)
        #expect(route == incident.route)
        #expect((facts.incidentKind?.rawValue).map(Int.init) ?? 0 == incident.kind.rawValue)
        #expect((facts.mode?.rawValue).map(Int.init) ?? 0 == incident.mode.rawValue)
        let operation = facts.vocabulary.text(try facts.operation)
        #expect(operation == incident.operation)
    }

    private func expect(_ facts: borrowing Facts, is deaths: WireDeaths) throws {
        expect(facts, deaths.hasOccurred, deaths.occurred)
        try expect(facts, deaths.place)
        expect(facts.dead, deaths.hasDead, deaths.dead)
        expect(facts.missing, deaths.hasMissing, deaths.missing)
        expect(facts.survivors, deaths.hasSurvivors, deaths.survivors)
        expect(facts.females, deaths.hasFemales, deaths.females)
        expect(facts.males, deaths.hasMales, deaths.males)
        expect(facts.children, deaths.hasChildren, deaths.children)
        expect(facts.statedTotal, deaths.hasStatedTotal, deaths.statedTotal)
        #expect((facts.causeClass?.rawValue).map(Int.init) ?? 0 == deaths.causeClass.rawValue)
        #expect(facts.sourceQuality ?? 0 == Int32(deaths.sourceQuality))
        let texts = [
            facts.vocabulary.text(try facts.route), facts.vocabulary.text(try facts.regionOfOrigin),
            facts.vocabulary.text(try facts.countryOfOrigin), facts.vocabulary.text(try facts.incident),
        ]
        #expect(texts == [deaths.route, deaths.regionOfOrigin, deaths.countryOfOrigin, deaths.incident])
    }

    private func expect(_ facts: borrowing Facts, is arrests: WireArrests) throws {
        expect(facts, arrests.hasOccurred, arrests.occurred)
        try expect(facts, arrests.place)
        expect(facts.arrests, arrests.hasCount, arrests.count)
        #expect((facts.role?.rawValue).map(Int.init) ?? 0 == arrests.role.rawValue)
        #expect((facts.phase?.rawValue).map(Int.init) ?? 0 == arrests.phase.rawValue)
        #expect((facts.stage?.rawValue).map(Int.init) ?? 0 == arrests.stage.rawValue)
        let texts = [facts.vocabulary.text(try facts.operation), facts.vocabulary.text(try facts.incident)]
        #expect(texts == [arrests.operation, arrests.incident])
    }

    private func expect(_ facts: borrowing Facts, is operation: WireOperation) throws {
        expect(facts, operation.hasOccurred, operation.occurred)
        let results = try facts.results
        #expect(results.count == operation.results.count)
        for (result, wire) in zip(results, operation.results) {
            let text = facts.vocabulary.text
            #expect(text(result.publisher) == wire.publisher)
            #expect(text(result.measure) == wire.measure)
            #expect(text(result.unit) == wire.count.unit)
            #expect((result.phase?.rawValue).map(Int.init) ?? 0 == wire.phase.rawValue)
            #expect(result.asAt?.number == (wire.hasAsAt ? wire.asAt : nil))
            expect(result.count, wire.hasCount, wire.count)
        }
    }

    private func expect(_ facts: borrowing Facts, _ isPresent: Bool, _ period: WirePeriod) {
        #expect(facts.year == (isPresent ? period.year : nil))
        #expect(facts.month == (period.month == 0 ? nil : Int32(period.month)))
    }

    private func expect(_ facts: borrowing Facts, _ place: WirePlace) throws {
        // Of each scheme the first, in the order of the schemes.
        var first: [String: String] = [:]
        for region in place.regions where !region.scheme.isEmpty && !region.code.isEmpty {
            if first[region.scheme] == nil { first[region.scheme] = region.code }
        }
        let lines = first.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\($0):\(first[$0] ?? "")" }
        #expect(facts.vocabulary.text(try facts.regions) == lines.joined(separator: "\n"))
    }

    private func expect(_ count: CountFacts, _ isPresent: Bool, _ wire: WireCount) {
        guard isPresent else {
            #expect(count == .notReported)
            return
        }
        #expect(count.low == wire.low)
        #expect(count.high == (wire.hasHigh ? wire.high : nil))
        #expect(Int(count.qualifier.rawValue) == wire.qualifier.rawValue)
    }
}
