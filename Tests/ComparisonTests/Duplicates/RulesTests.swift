import Incidents
import LedgerTesting
import Testing

@testable import Comparison

/// Which records the rules take for one, and what they must not.
struct RulesTests {
    private func sighting(
        _ id: String, _ dataset: String, _ day: String, persons: Int64 = 10, at point: (Double, Double)? = nil,
        place: String = "", incident: String = "", addresses: [String] = []
    ) throws -> Sighting {
        var deaths = Deaths()
        deaths.occurred = try Period(day)
        deaths.dead = .exactly(persons)
        deaths.place.description = place
        deaths.incident = incident
        if let point {
            deaths.place.point = Point(
                latitudeE7: Int32(point.0 * 1e7), longitudeE7: Int32(point.1 * 1e7), precision: .approximate)
        }
        deaths.notes.sources = addresses.map { Source(publisher: "", locator: $0) }
        return try #require(Sighting(RecordID(kind: .deaths, id: id), .deaths(deaths), dataset: dataset))
    }

    private func found(_ sightings: Sighting...) -> [String] {
        PairFinder(sightings).pairs.map { pair in
            "\(pair.first.record.id)-\(pair.second.record.id): \(pair.rules.joined(separator: ","))"
        }
    }

    @Test func `single deaths near each other are one only across datasets, and only on the same day`() throws {
        let here = try sighting("a", "one", "2014-05-01", persons: 1, at: (31.6, -110.3))
        let near = try sighting("b", "one", "2014-05-01", persons: 1, at: (31.6, -110.31))
        let beside = try sighting("c", "two", "2014-05-01", persons: 1, at: (31.65, -110.3))
        let later = try sighting("d", "two", "2014-05-02", persons: 1, at: (31.6, -110.3))
        let desk = try sighting("e", "", "2014-05-01", persons: 1, at: (31.61, -110.3))
        #expect(found(here, near) == [])
        #expect(found(here, beside) == ["a-c: one"])
        #expect(found(here, later) == [])
        #expect(found(here, desk) == ["a-e: one"])
        #expect(found(here, try sighting("f", "two", "2014-05-01", persons: 1, at: (31.9, -110.3))) == [])
    }

    @Test func `large tolls may differ a little, small ones must be equal`() throws {
        let at = (35.5, 12.6)
        let large = try sighting("a", "one", "2014-05-04", persons: 100, at: at)
        for (persons, day, isFound) in [
            (Int64(80), "2014-05-07", true), (79, "2014-05-04", false), (125, "2014-05-01", true),
            (126, "2014-05-04", false), (100, "2014-05-08", false),
        ] {
            let other = try sighting("b", "two", day, persons: persons, at: (36.2, 12.6))
            #expect(found(large, other) == (isFound ? ["a-b: large"] : []), "\(persons) on \(day)")
        }
        #expect(found(large, try sighting("b", "two", "2014-05-04", persons: 100, at: (36.6, 12.6))) == [])
        #expect(found(large, try sighting("b", "one", "2014-05-05", persons: 100, at: at)) == ["a-b: large"])
        let small = try sighting("a", "one", "2014-05-04", persons: 3, at: at)
        #expect(found(small, try sighting("b", "two", "2014-05-05", persons: 3, at: (35.9, 12.6))) == ["a-b: small"])
        #expect(found(small, try sighting("b", "two", "2014-05-05", persons: 4, at: at)) == [])
        #expect(found(small, try sighting("b", "one", "2014-05-05", persons: 3, at: at)) == [])
    }

    @Test func `points are near each other across the date line and near a pole`() throws {
        let east = try sighting("a", "one", "2014-05-04", at: (-17, 179.9))
        #expect(found(east, try sighting("b", "two", "2014-05-04", at: (-17, -179.9))) == ["a-b: large"])
        let pole = try sighting("a", "one", "2014-05-04", at: (89.7, 10))
        #expect(found(pole, try sighting("b", "two", "2014-05-04", at: (89.7, -170))) == ["a-b: large"])
        let far = try sighting("b", "two", "2014-05-04", at: (70, 14))
        #expect(found(try sighting("a", "one", "2014-05-04", at: (70, 11.5)), far) == ["a-b: large"])
    }

    @Test func `the words of a place count, not what stands between them, and not for ever`() throws {
        let place = try sighting("a", "one", "2014-05-01", place: "Off the coast of Zuwara, LIBYA")
        for (day, isFound) in [("2014-05-15", true), ("2014-04-17", true), ("2014-05-16", false)] {
            let other = try sighting("b", "two", day, persons: 3, place: "off the coast of Zuwara (Libya)")
            #expect(found(place, other) == (isFound ? ["a-b: place"] : []), "\(day)")
        }
        #expect(found(place, try sighting("b", "one", "2014-05-01", place: "Off the coast of Zuwara, Libya")) == [])
        let month = try sighting("c", "two", "2014-05", place: "off the coast of Zuwara Libya")
        #expect(found(place, month) == ["a-c: place"])
        let year = try sighting("d", "two", "2014", place: "off the coast of Zuwara Libya")
        #expect(found(place, year) == [])
    }

    @Test func `an address says something as long as few records of either side cite it`() throws {
        let page = "https://www.Example.org/Boats/1/"
        let one = try sighting("a", "one", "2014-05-01", addresses: [page])
        let other = try sighting("b", "two", "2014-09-01", persons: 2, addresses: ["http://example.org/Boats/1, x"])
        #expect(found(one, other) == ["a-b: address"])
        #expect(
            found(one, try sighting("b", "two", "2014-05-01", persons: 2, addresses: ["http://example.org/boats/1"]))
                == [])
        #expect(
            found(
                try sighting("a", "one", "2014-05-01", addresses: ["http://example.org/"]),
                try sighting("b", "two", "2014-05-01", persons: 2, addresses: ["http://example.org"])) == [])
        let often = try (0..<4).map { try sighting("b\($0)", "two", "2014-09-01", persons: 2, addresses: [page]) }
        #expect(PairFinder([one] + often.prefix(3)).pairs.count == 3)
        #expect(PairFinder([one] + often).pairs.isEmpty)
    }

    @Test func `two parts of one incident are two`() throws {
        let part = try sighting("a", "one", "2014-05-01", persons: 50, at: (35, 12), incident: "i")
        #expect(found(part, try sighting("b", "one", "2014-05-01", persons: 50, at: (35, 12), incident: "i")) == [])
    }

    @Test func `blocks find what comparing every record with every other finds`() throws {
        var random = SeededGenerator(for: "blocks find what comparing all finds")
        let rules = DuplicateRule.all
        for _ in 0..<20 {
            let sightings = try (0..<120).map { index in
                try sighting(
                    "\(index)", random.pick(["", "one", "two"]),
                    "2014-05-\(Int.random(in: 10...16, using: &random))..2014-05-\(Int.random(in: 16...20, using: &random))",
                    persons: random.pick([1, 1, 2, 3, 5, 6, 30]),
                    at: (
                        Double.random(in: -3...3, using: &random) + random.pick([0, 60]),
                        Double.random(in: 178...182, using: &random).remainder(dividingBy: 360)
                    ), place: random.pick(["", "a b", "A, b", "c"]), incident: random.pick(["", "i", "j"]),
                    addresses: [random.pick(["x.org/1", "x.org/2", "y.org/\(index / 4)"])])
            }
            var expected: [[String]: Set<String>] = [:]
            for (index, one) in sightings.enumerated() {
                for other in sightings[(index + 1)...] {
                    let rules = rules.filter { fires($0, one, other, sightings) }.map(\.name)
                    if !rules.isEmpty { expected[[one.record.id, other.record.id]] = Set(rules) }
                }
            }
            let pairs = PairFinder(sightings).pairs
            #expect(pairs.count == expected.count)
            for pair in pairs {
                #expect(expected[[pair.first.record.id, pair.second.record.id]] == Set(pair.rules))
            }
        }
    }

    /// The rules written down a second time, for two records.
    private func fires(_ rule: DuplicateRule, _ one: Sighting, _ other: Sighting, _ all: [Sighting]) -> Bool {
        if one.dataset == other.dataset, rule.name != "large" { return false }
        if one.incident == other.incident, one.incident != "" { return false }
        let apart = [
            one.days!.lowerBound.number - other.days!.upperBound.number,
            other.days!.lowerBound.number - one.days!.upperBound.number, 0,
        ].max()!
        let kilometres = one.point!.distance(to: other.point!)
        let (few, many) = (min(one.persons!, other.persons!), max(one.persons!, other.persons!))
        switch rule.name {
        case "one": return many == 1 && few == 1 && apart == 0 && kilometres <= 25
        case "small": return few == many && (2...4).contains(few) && apart <= 1 && kilometres <= 50
        case "large": return few >= 5 && (many - few) * 5 <= many && apart <= 3 && kilometres <= 100
        case "place": return one.place == other.place && one.place != "" && apart <= 14
        default:
            return one.addresses.intersection(other.addresses).contains { address in
                [one.dataset, other.dataset].allSatisfy { dataset in
                    all.count { $0.dataset == dataset && $0.addresses.contains(address) } <= 3
                }
            }
        }
    }
}
