import Incidents
import Ledger
import LedgerTesting
import Testing

@testable import Comparison
@testable import Intake

/// What the rules are worth, on two exports of one publisher whose identifiers have nothing in common: its rows of 2014 as
/// they stood in January 2020 and in April 2024.
///
/// A pair is judged to be the same where both rows state the same toll and name a source in common, whatever the rules look
/// at; IOM, which is named for most of what nobody else saw, is none.
@Suite(.enabled(if: RealExports.arePresent, "the real exports are not beside the repository"))
struct RealPairsTests {
    private static let days = ["2020-01-16", "2024-04-10"]

    /// The tolls of 2014 of both exports.
    private func records() throws -> [[(record: RecordID, state: Deaths)]] {
        try Self.days.map { day in
            var records: [(record: RecordID, state: Deaths)] = []
            let table = try MappedTable(
                try RealExports.bytes(day), fileName: "export-\(day).csv", mappings: BuiltInMappings.missingMigrants)
            try table.forEachRecord { record, state in
                guard case .deaths(let deaths) = state, deaths.occurred?.year == 2014 else { return }
                records.append((record, deaths))
            }
            return records
        }
    }

    private func sightings(_ records: [[(record: RecordID, state: Deaths)]]) -> [Sighting] {
        zip(records, Self.days).flatMap { records, day in
            records.compactMap { Sighting($0.record, .deaths($0.state), dataset: day) }
        }
    }

    private func isSame(_ one: Deaths, _ other: Deaths) -> Bool {
        let words = { (deaths: Deaths) in
            Set(
                deaths.notes.sources.flatMap { $0.publisher.lowercased().split { !$0.isLetter && !$0.isNumber } }
                    .filter { $0 != "iom" })
        }
        let toll = { (deaths: Deaths) in Record.deaths(deaths).persons }
        return toll(one) == toll(other) && !words(one).isDisjoint(with: words(other))
    }

    private func measure(_ rules: [DuplicateRule]) throws -> (found: [Set<String>], same: [Set<String>]) {
        let records = try records()
        let states = Dictionary(uniqueKeysWithValues: records.joined().map { ($0.record, $0.state) })
        let pairs = PairFinder(sightings(records), rules: rules).pairs.filter { $0.first.dataset != $0.second.dataset }
        let same = pairs.filter { pair in
            guard let one = states[pair.first.record], let other = states[pair.second.record] else { return false }
            return isSame(one, other)
        }
        return (pairs.map { Set($0.rules) }, same.map { Set($0.rules) })
    }

    @Test func `the rules find 179 pairs of 247 and 535 rows, of which 126 are judged the same`() throws {
        #expect(try records().map(\.count) == [247, 535])
        let (found, same) = try measure(DuplicateRule.all)
        #expect(found.count == 179 && same.count == 126)
        for rule in DuplicateRule.all {
            let worth = DuplicateRule.Worth(
                found: found.count { $0.contains(rule.name) }, same: same.count { $0.contains(rule.name) })
            #expect(rule.worth == worth, "\(rule.name)")
        }
    }

    @Test func `without addresses they find 148, of which 107 are judged the same`() throws {
        let (found, same) = try measure(DuplicateRule.all.filter { $0.name != "address" })
        #expect(found.count == 148 && same.count == 107)
    }

    @Test func `with the days of one export shifted by 137 they find none, but for addresses, which have no days`()
        throws
    {
        let shifted = sightings(try records()).map { sighting in
            var sighting = sighting
            if sighting.dataset == Self.days[0], let days = sighting.days {
                sighting.days = days.lowerBound.adding(days: 137)...days.upperBound.adding(days: 137)
            }
            return sighting
        }
        let pairs = PairFinder(shifted).pairs.filter { $0.first.dataset != $0.second.dataset }
        #expect(pairs.allSatisfy { $0.rules == ["address"] } && pairs.count == 129)
    }
}
