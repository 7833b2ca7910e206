import Forms
import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Mappings that are mutated as what they are, values of JSON, and used on a table: each ends in a sentence or in records
/// that can be planned, never in a trap.
@Suite struct MappingFuzzTests {
    private static let names = [
        "format", "name", "version", "dataset", "row", "records", "shared", "basedOn", "part", "if", "deaths",
        "arrests",
        "incident", "operation", "published-figure", "dead", "occurred", "place.point", "place.region", "sources",
        "count",
        "date", "code", "text", "country", "region", "point", "number", "link", "constant", "low", "high", "table",
        "else",
        "order", "scheme", "separator", "drop", "mixed", "required", "nothing", "identifier", "form", "keep", "prefix",
    ]
    private static let texts = [
        "", " ", "-", "x", "Web ID", "Main ID", "Number Dead", "Reported Date", "Region of Incident", "keep", "refuse",
        "auto", "dmy", "by-region", "mmp-2014", "m49", "missing-migrants-web-id", "9*", "small-", "drowning", "*",
        "\u{0}",
        String(repeating: "é", count: 300),
    ]

    private static func mutated(_ json: Any, _ random: inout SeededGenerator, rarely: Int, _ depth: Int = 0) -> Any {
        if Int.random(in: 0..<(rarely * (depth < 2 ? 60 : 14)), using: &random) == 0 { return value(&random) }
        switch json {
        case let object as [String: Any]:
            var result: [String: Any] = [:]
            for (name, member) in object.sorted(by: { $0.key < $1.key }) {
                switch Int.random(in: 0..<(40 * rarely), using: &random) {
                case 0: continue
                case 1: result[random.pick(names)] = mutated(member, &random, rarely: rarely, depth + 1)
                case 2:
                    result[random.pick(names)] = value(&random)
                    fallthrough
                default: result[name] = mutated(member, &random, rarely: rarely, depth + 1)
                }
            }
            return result
        case let list as [Any]:
            var result = list.map { mutated($0, &random, rarely: rarely, depth + 1) }
            if Int.random(in: 0..<(10 * rarely), using: &random) == 0 { result.append(value(&random)) }
            if Int.random(in: 0..<(10 * rarely), using: &random) == 0, let first = result.first { result.append(first) }
            return result
        default: return json
        }
    }

    private static func value(_ random: inout SeededGenerator) -> Any {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return Int.random(in: -2...9, using: &random)
        case 1: return Bool.random(using: &random)
        case 2: return NSNull()
        case 3: return [random.pick(texts)]
        case 4: return [random.pick(names): [random.pick(texts)]]
        case 5: return [String: Any]()
        default: return random.pick(texts)
        }
    }

    @Test(arguments: 0..<6) func `a mutated mapping ends in a sentence, or in records that can be planned`(part: Int)
        throws
    {
        var random = SeededGenerator(seed: UInt64.random(in: 1...UInt64.max))
        let sources = try BuiltInMappings.names.map { try #require(BuiltInMappings.text(of: $0)) }
        let table = Array(
            SmallExport.text([
                SmallExport.row(),
                SmallExport.row(["Web ID": "2", "Number Dead": "some", "Reported Date": "05/11/2015"]),
            ]).utf8)
        var read = 0
        for round in 0..<120 {
            let source = random.pick(sources)
            let json = try JSONSerialization.jsonObject(with: Data(source.utf8))
            let bytes = Array(
                try JSONSerialization.data(
                    withJSONObject: Self.mutated(json, &random, rarely: round % 3 == 0 ? 200 : 1 + round % 5),
                    options: [.fragmentsAllowed]))
            let place = "round \(round) of seed \(random.seed)"
            do {
                let reading = try MappingReading(bytes)
                guard let mapping = reading.mapping else {
                    if reading.faults.isEmpty || !reading.faults.allSatisfy({ "\($0)".hasSuffix(".") }) {
                        Issue.record("no sentence in \(place): \(reading.faults)")
                    }
                    continue
                }
                let file = try MappedTable(table, fileName: "small.csv", mappings: [mapping])
                var ledger = NaiveLedger()
                try ledger.run(file, asAt: day("2020-02-01"))
                _ = try file.explain(row: 1)
                read += 1
            } catch let error as ImportError {
                if !error.description.hasSuffix(".") { Issue.record("no sentence in \(place): \(error)") }
            } catch let error as ValidationErrors {
                // What no ledger would take, said field by field.
                if error.description.isEmpty { Issue.record("no sentence in \(place)") }
            }
        }
        #expect(read > 0, "seed \(random.seed)")
    }
}
