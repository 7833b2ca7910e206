import Incidents
import LedgerSchema
import LedgerTesting
import SwiftProtobuf
import Testing

/// What the in-place reader reads of lists where it is asked, against the generated decoder.
@Suite struct FactsListTests {
    private func entry(_ position: UInt64, _ kind: WireRecordKind, _ set: (inout WireEntry) -> Void) throws -> [UInt8] {
        var entry = WireEntry()
        (entry.position, entry.recordedAt, entry.version) = (position, 1, 1)
        (entry.kind, entry.id, entry.type, entry.knownAt, entry.actor) = (kind, "a", .recorded, 18_000, "analyst")
        set(&entry)
        return try entry.serializedBytes()
    }

    private func once<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// As the schema has it: 0 where it is absent, or not stated.
    private func matches(_ count: CountFacts, _ wire: WireCount, _ isPresent: Bool) -> Bool {
        guard isPresent else { return count == .notReported }
        return count.low == wire.low && count.high == (wire.hasHigh ? wire.high : nil)
            && Int(count.qualifier.rawValue) == wire.qualifier.rawValue
    }

    @Test func `lists of incidents are what swift-protobuf decodes, each element once`() throws {
        var records = RandomRecords(SeededGenerator(for: "lists of incidents"))
        let vocabulary = Vocabulary()
        for position in 1...1_000 {
            let wire = records.incident()
            let bytes = try entry(UInt64(position), .incident) { $0.incident = wire }
            let facts = try Facts(entry: bytes.span.bytes, vocabulary: vocabulary)
            let text = vocabulary.text
            let lists = [
                try facts.countriesOfOrigin.map(text), try facts.countriesOfTransit.map(text),
                try facts.countriesOfDestination.map(text),
            ]
            let countries = [wire.countriesOfOrigin, wire.countriesOfTransit, wire.countriesOfDestination]
            #expect(lists == countries.map { once($0) })
            let country = text(try facts.country)
            #expect(country == wire.place.country)
            let codes = [
                try facts.conduct.map { Int($0.rawValue) }, try facts.aggravations.map { Int($0.rawValue) },
                try facts.documentFraud.map { Int($0.rawValue) }, try facts.crimes.map { Int($0.rawValue) },
            ]
            let stated = [
                wire.conduct.map(\.rawValue), wire.aggravations.map(\.rawValue), wire.documentFraud.map(\.rawValue),
                wire.crimes.map(\.rawValue),
            ]
            #expect(codes == stated.map { once($0).sorted() })
            let benefit = try facts.benefit.map { Int($0.rawValue) } ?? 0
            #expect(benefit == wire.benefit.rawValue)
            let flags = try facts.flags.map { text($0.code) }
            #expect(flags == wire.flags.map(\.code))
            let exemptions = try facts.exemptions.map {
                [$0.ground?.rawValue ?? 0, $0.outcome?.rawValue ?? 0].map { Int($0) }
            }
            #expect(exemptions == wire.exemptions.map { [$0.ground.rawValue, $0.outcome.rawValue] })
            let fee = try facts.fee
            #expect((fee != nil) == wire.hasFee)
            if let fee {
                #expect(text(fee.currency) == wire.fee.currency)
                #expect(matches(fee.amount, wire.fee.amount, wire.fee.hasAmount))
            }
            let people = try facts.people
            #expect(people.count == wire.people.count)
            for (group, wire) in zip(people, wire.people) {
                #expect(matches(group.count, wire.count, wire.hasCount))
                #expect(group.sex.map { Int($0.rawValue) } ?? 0 == wire.sex.rawValue)
                #expect(group.ageGroup.map { Int($0.rawValue) } ?? 0 == wire.ageGroup.rawValue)
                #expect(text(group.nationality) == wire.nationality)
            }
        }
    }

    /// An incident with a list of crimes whose elements are fields of their own, as the wire form also allows.
    private func unpacked(_ crimes: [UInt8]) throws -> [UInt8] {
        let empty = try entry(1, .incident) { $0.incident = WireIncident() }
        let record = crimes.flatMap { [0x88, 0x01, $0] as [UInt8] }
        // The record is the last field: its length is the last byte.
        return empty.dropLast() + [UInt8(record.count)] + record
    }

    @Test func `a list of codes is read packed and not, and a code that is not known is refused`() throws {
        let vocabulary = Vocabulary()
        let bytes = try unpacked([2, 1, 2])
        let decoded = try WireEntry(serializedBytes: bytes)
        try #require(decoded.incident.crimes.map(\.rawValue) == [2, 1, 2])
        let crimes = try Facts(entry: bytes.span.bytes, vocabulary: vocabulary).crimes
        #expect(crimes == [.homicide, .assault])
        let wrong = try unpacked([1, 99])
        #expect(throws: FactsError.self) {
            _ = try Facts(entry: wrong.span.bytes, vocabulary: vocabulary).crimes
        }
    }

    @Test func `a settlement says of which flag it is, and of what kind of record`() throws {
        let bytes = try entry(1, .settlement) { entry in
            entry.settlement.ofKind = .deaths
            entry.settlement.code = "negative-count"
        }
        let vocabulary = Vocabulary()
        let flag = try #require(try Facts(entry: bytes.span.bytes, vocabulary: vocabulary).settledFlag)
        #expect(flag.kind == .deaths && vocabulary.text(flag.code) == "negative-count")
        let nowhere = try entry(1, .settlement) { $0.settlement.code = "x" }
        #expect(throws: FactsError.self) {
            _ = try Facts(entry: nowhere.span.bytes, vocabulary: vocabulary).settledFlag
        }
    }
}
