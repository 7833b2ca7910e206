import Foundation
import Incidents

/// Finds the pairs of records that rules take for one.
///
/// Its cost depends on the number of records and of pairs, not on the product of the sides: records are compared only with
/// those in the same block, of a day and a degree each way, of the same words, or of the same address.
struct PairFinder {
    private let sightings: [Sighting]
    private let rules: [DuplicateRule]
    private var found: [Pair: [String]] = [:]

    /// Two sightings by their indices, the smaller one first.
    struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// - Parameter sightings: of records of one kind.
    init(_ sightings: [Sighting], rules: [DuplicateRule] = DuplicateRule.all) {
        self.sightings = sightings
        self.rules = rules
        for rule in rules {
            switch rule.test {
            case .address(let most): findByAddress(rule, most)
            case .place(let days): findByPlace(rule, days)
            case .near(let persons, let days, let kilometres, let apart):
                findNear(rule, persons, days, kilometres, apart)
            }
        }
    }

    /// The pairs in the order of their sightings, each with the names of the rules that fired.
    var pairs: [(first: Sighting, second: Sighting, rules: [String])] {
        found.sorted { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }
            .map { (sightings[$0.key.first], sightings[$0.key.second], $0.value) }
    }

    /// Notes that a rule fired for two records, unless these are not to be compared by it.
    private mutating func note(_ rule: DuplicateRule, _ one: Int, _ other: Int) {
        guard one != other, mayBeCompared(rule, sightings[one], sightings[other]) else { return }
        let pair = Pair(first: min(one, other), second: max(one, other))
        if !found[pair, default: []].contains(rule.name) { found[pair, default: []].append(rule.name) }
    }

    private func mayBeCompared(_ rule: DuplicateRule, _ one: Sighting, _ other: Sighting) -> Bool {
        // Two parts of one incident's toll are two.
        if !one.incident.isEmpty, one.incident == other.incident { return false }
        return rule.isWithinDatasets || one.dataset != other.dataset
    }

    private mutating func findByAddress(_ rule: DuplicateRule, _ most: Int) {
        var citing: [String: [Int]] = [:]
        for (index, sighting) in sightings.enumerated() {
            for address in sighting.addresses { citing[address, default: []].append(index) }
        }
        for records in citing.values where records.count > 1 {
            let sides = Dictionary(grouping: records) { sightings[$0].dataset }.values.filter { $0.count <= most }
            let rare = sides.flatMap(\.self)
            for one in rare {
                for other in rare where other > one { note(rule, one, other) }
            }
        }
    }

    private mutating func findByPlace(_ rule: DuplicateRule, _ days: Int32) {
        var alike: [String: [Int]] = [:]
        for (index, sighting) in sightings.enumerated() where !sighting.place.isEmpty && sighting.days != nil {
            alike[sighting.place, default: []].append(index)
        }
        for records in alike.values where records.count > 1 {
            // By first day: what begins more than a longest period and the days after another one is never near it.
            let sorted = records.compactMap { index in sightings[index].days.map { (index, $0) } }
                .sorted { ($0.1.lowerBound, $0.0) < ($1.1.lowerBound, $1.0) }
            for (place, (one, _)) in sorted.enumerated() {
                for (other, span) in sorted[(place + 1)...] {
                    if span.lowerBound.number - sorted[place].1.lowerBound.number > days + 31 { break }
                    if let apart = sightings[one].daysApart(sightings[other]), apart <= days { note(rule, one, other) }
                }
            }
        }
    }

    private mutating func findNear(
        _ rule: DuplicateRule, _ persons: ClosedRange<Int64>, _ days: Int32, _ kilometres: Double, _ apart: Double
    ) {
        var blocks: [Block: [Int]] = [:]
        for (index, sighting) in sightings.enumerated() {
            guard let count = sighting.persons, persons.contains(count), let point = sighting.point,
                let span = sighting.days
            else { continue }
            for block in Block.around(point, span, days: days, kilometres: kilometres) {
                for other in blocks[block] ?? [] where isNear(index, other, days, kilometres, apart) {
                    note(rule, index, other)
                }
            }
            for day in span.lowerBound.number...span.upperBound.number {
                blocks[Block(day: day, at: point), default: []].append(index)
            }
        }
    }

    private func isNear(_ one: Int, _ other: Int, _ days: Int32, _ kilometres: Double, _ apart: Double) -> Bool {
        let (one, other) = (sightings[one], sightings[other])
        guard let count = one.persons, let others = other.persons, let point = one.point, let place = other.point,
            let gap = one.daysApart(other), gap <= days
        else { return false }
        return Double((count - others).magnitude) <= apart * Double(max(count, others))
            && point.distance(to: place) <= kilometres
    }
}

/// A day, a degree of latitude and a degree of longitude.
private struct Block: Hashable {
    var day: Int32
    var latitude: Int32
    /// 0 to 359.
    var longitude: Int32

    private static let kilometresOfDegree = 110.0

    init(day: Int32, at point: GeoPoint) {
        self.day = day
        latitude = Int32(point.latitude.rounded(.down))
        longitude = Self.wrapped(Int32(point.longitude.rounded(.down)))
    }

    private init(day: Int32, latitude: Int32, longitude: Int32) {
        (self.day, self.latitude, self.longitude) = (day, latitude, Self.wrapped(longitude))
    }

    private static func wrapped(_ longitude: Int32) -> Int32 { ((longitude % 360) + 360) % 360 }

    /// The blocks in which whatever is not further away lies.
    static func around(_ point: GeoPoint, _ span: ClosedRange<Day>, days: Int32, kilometres: Double) -> [Block] {
        let up = Int32((kilometres / kilometresOfDegree).rounded(.up))
        let latitude = Int32(point.latitude.rounded(.down))
        let longitude = Int32(point.longitude.rounded(.down))
        // Degrees of longitude are narrowest where the window is nearest to a pole.
        let nearest = min(89.9, abs(point.latitude) + Double(up))
        let width = kilometresOfDegree * cos(nearest * Double.pi / 180)
        let across = min(180, Int32((kilometres / width).rounded(.up)))
        let columns = across == 180 ? Array(0..<360) : Array(longitude - across...longitude + across)
        var blocks: [Block] = []
        for day in span.lowerBound.number - days...span.upperBound.number + days {
            for row in latitude - up...latitude + up {
                for column in columns { blocks.append(Block(day: day, latitude: row, longitude: column)) }
            }
        }
        return blocks
    }
}
