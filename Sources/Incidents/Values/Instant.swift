/// Moments of the ledger's clock: microseconds since 1970-01-01T00:00:00Z, written in ISO 8601.
public enum Instant {
    private static let day: UInt64 = 86_400_000_000

    /// `2019-07-09T12:34:56.123456Z`; always six decimals, so that texts sort as moments do.
    ///
    /// - Parameter microseconds: since 1970-01-01T00:00:00Z; up to the end of 9999.
    public static func text(microseconds: UInt64) -> String {
        let date = Day(number: Int32(clamping: microseconds / day))
        let rest = microseconds % day
        let seconds = rest / 1_000_000
        var text = Array("\(date)T00:00:00.000000Z".utf8)
        let end = text.count - 1
        // In place: a line of a server's log has one, and a listing a million.
        let write = { (value: UInt64, digits: Int, place: Int) in
            var value = value
            for index in stride(from: place + digits - 1, through: place, by: -1) {
                text[index] += UInt8(truncatingIfNeeded: value % 10)
                value /= 10
            }
        }
        write(seconds / 3600, 2, end - 15)
        write(seconds / 60 % 60, 2, end - 12)
        write(seconds % 60, 2, end - 9)
        write(rest % 1_000_000, 6, end - 6)
        return String(decoding: text, as: UTF8.self)
    }

    /// The day, in universal time, on which a moment falls.
    public static func day(microseconds: UInt64) -> Day {
        Day(number: Int32(clamping: microseconds / day))
    }

    /// Reads `2019-07-09T12:34:56.123456Z`; seconds and decimals may be left out. Universal time only: an offset that
    /// is not `Z` is refused, because it is where days and years slip.
    ///
    /// - Returns: microseconds since 1970-01-01T00:00:00Z.
    /// - Throws: ``ValidationError`` with code `notAnInstant` or `notADay`.
    public static func microseconds(text: String) throws(ValidationError) -> UInt64 {
        let refusal = ValidationError(
            code: .notAnInstant, given: text, problem: "is not written as a moment",
            allowed: "YYYY-MM-DDThh:mm:ssZ from 1970 on, with up to six decimals, for example 2020-01-16T09:30:00Z")
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, halves[1].last == "Z" else { throw refusal }
        let date = try Day(String(halves[0]))
        guard date.number >= 0, let time = timeOfDay(halves[1].dropLast()) else { throw refusal }
        return UInt64(date.number) * day + time
    }

    /// Microseconds since midnight.
    private static func timeOfDay(_ text: Substring) -> UInt64? {
        let pointed = text.split(separator: ".", omittingEmptySubsequences: false)
        let parts = pointed[0].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), pointed.count == 1 || (pointed.count == 2 && parts.count == 3) else {
            return nil
        }
        var numbers: [Int32] = []
        for part in parts {
            guard let number = Day.digits(part, 2) else { return nil }
            numbers.append(number)
        }
        let second = numbers.count == 3 ? numbers[2] : 0
        guard numbers[0] < 24, numbers[1] < 60, second < 60 else { return nil }
        var micros: UInt64 = 0
        if pointed.count == 2 {
            guard (1...6).contains(pointed[1].utf8.count),
                let value = Day.digits(pointed[1], pointed[1].utf8.count)
            else { return nil }
            micros = (pointed[1].utf8.count..<6).reduce(UInt64(value)) { scaled, _ in scaled * 10 }
        }
        let seconds = UInt64(numbers[0]) * 3600 + UInt64(numbers[1]) * 60 + UInt64(second)
        return seconds * 1_000_000 + micros
    }
}
