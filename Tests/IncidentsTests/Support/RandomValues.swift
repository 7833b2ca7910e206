import Incidents
import LedgerTesting

/// Values of every shape that a record can hold, at random.
struct RandomValues {
    var generator: SeededGenerator

    mutating func chance(_ probability: Double = 0.5) -> Bool {
        Double.random(in: 0..<1, using: &generator) < probability
    }

    mutating func maybe<Value>(_ make: (inout RandomValues) -> Value) -> Value? {
        chance(0.6) ? make(&self) : nil
    }

    mutating func list<Value>(_ make: (inout RandomValues) -> Value) -> [Value] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in make(&self) }
    }

    mutating func code<Value: Coded>(_ type: Value.Type = Value.self) -> Value {
        Array(Value.allCases).randomElement(using: &generator)!
    }

    mutating func text() -> String {
        let samples = [
            "", "Drowning", "Río Bravo, near “Ejido”", "a \"quoted\", text", "two\nlines\r\nand\ttab", "ليبيا", "Ливия",
            "\u{0}\u{1}\u{1F}\u{7F}", "\u{FEFF}\u{A0}\u{200B}", "=1+1", "\\", "{\"a\": [1]} // no comment", "👩‍👩‍👧",
            " edges ", "e\u{301}",
        ]
        return samples.randomElement(using: &generator)!
    }

    mutating func integer(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &generator)
    }

    mutating func day() -> Day {
        Day(number: Int32(integer(-719_162...2_932_896)))
    }

    mutating func country() -> String {
        Countries.codes.randomElement(using: &generator)!
    }

    /// Any count that its qualifier allows.
    mutating func count() -> Count {
        let value = integer(chance() ? 0...100 : 0...Int64.max / 2)
        let unit = ["", "persons", "checks"].randomElement(using: &generator)!
        let qualifier: Qualifier = code()
        switch qualifier {
        case .exact: return .exactly(chance(0.1) ? -value : value, unit: unit)
        case .nearly, .upTo: return Count(low: 0, high: value, qualifier: qualifier, unit: unit)
        case .between: return Count(low: value, high: value + integer(0...50), qualifier: qualifier, unit: unit)
        case .notReported: return .notReported
        default: return Count(low: value, qualifier: qualifier, unit: unit)
        }
    }

    /// A period that the text form can state, or one whose year contradicts its days.
    mutating func period() -> Period {
        let first = day()
        let basis: DateBasis = code()
        var period: Period =
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: .day(first, basis: basis)
            case 1: .month(year: first.year, month: first.month, basis: basis)!
            case 2: .year(first.year, basis: basis)!
            default: .days(first, max(first, Day(number: first.number / 2 + 1000)), basis: basis)!
            }
        if chance(0.1) { period.year = Int32(integer(1...9999)) }
        if chance(0.1) { period.month = maybe { Int32($0.integer(1...12)) } }
        if chance(0.1) { period.precision = code() }
        return period
    }

    mutating func point() -> Point {
        Point(
            latitudeE7: Int32(integer(-900_000_000...900_000_000)),
            longitudeE7: Int32(integer(-1_800_000_000...1_800_000_000)), precision: code(), text: text())
    }

    mutating func region() -> Region {
        let scheme = RegionCatalog.schemes.randomElement(using: &generator)!
        return Region(scheme: scheme.name, code: scheme.regions.randomElement(using: &generator)!.code)
    }

    mutating func place() -> Place {
        var regions = list { $0.region() }
        if chance(0.1) { regions.append(Region(scheme: "others", code: "a:b c")) }
        return Place(
            description: text(), point: maybe { $0.point() }, country: chance() ? country() : "", regions: regions)
    }
}
