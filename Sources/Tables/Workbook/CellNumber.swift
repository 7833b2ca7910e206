/// Numbers of cells as text.
enum CellNumber {
    /// The shortest decimal that reads back as the same number: of `36.891500000000001`, which is how workbooks write
    /// it, `36.8915`. Nil: it is no number.
    static func text(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
        if (1...15).contains(digits.count), digits.first != 0x30 || digits.count == 1,
            digits.allSatisfy({ 0x30...0x39 ~= $0 })
        {
            return Array(bytes)
        }
        guard let number = value(bytes) else { return nil }
        if number.rounded() == number, abs(number) < 1e15 { return Array(String(Int64(number)).utf8) }
        return Array(plain(number.description).utf8)
    }

    static func value(_ bytes: ArraySlice<UInt8>) -> Double? {
        guard let first = bytes.first, bytes.count <= 400, bytes.allSatisfy(isPart), first != UInt8(ascii: "e") else {
            return nil
        }
        guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else { return nil }
        return number
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// `1.5e-05` as `0.000015`, within a length that a person can read.
    private static func plain(_ text: String) -> String {
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]), abs(exponent) <= 20 else { return text }
        let isNegative = parts[0].hasPrefix("-")
        let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
        var digits = String(mantissa[0])
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
        digits += fraction
        let point = mantissa[0].count + exponent
        if point <= 0 {
            digits = "0." + String(repeating: "0", count: -point) + digits
        } else if point >= digits.count {
            digits += String(repeating: "0", count: point - digits.count)
        } else {
            digits.insert(".", at: digits.index(digits.startIndex, offsetBy: point))
        }
        return (isNegative ? "-" : "") + digits
    }
}

/// The first day of a workbook's dates.
package enum DateSystem: String, Sendable {
    /// 1 is 1 January 1900, and 60 is 29 February of that year, which there was not.
    case from1900 = "1900"
    /// 0 is 1 January 1904.
    case from1904 = "1904"

    private static let milliseconds = 86_400_000

    /// A serial number as ISO 8601: a day, with a time where it has one; of less than a day, the time alone. Nil: it is no
    /// day of the years 1900 to 9999.
    package func text(_ serial: Double) -> String? {
        guard serial >= 0, serial < 3_000_000 else { return nil }
        var day = Int(serial)
        var rest = Int(((serial - Double(day)) * Double(Self.milliseconds)).rounded())
        if rest == Self.milliseconds { (day, rest) = (day + 1, 0) }
        let time = Self.time(rest)
        if day == 0, self == .from1900 { return time }
        guard let date = date(day) else { return nil }
        return rest == 0 ? date : "\(date) \(time)"
    }

    private func date(_ serial: Int) -> String? {
        let sinceEpoch: Int
        switch self {
        case .from1904: sinceEpoch = serial - 24_107
        case .from1900:
            guard serial != 60 else { return nil }
            sinceEpoch = serial - (serial < 60 ? 25_568 : 25_569)
        }
        // Days to a date of the Gregorian calendar (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms).
        let shifted = sinceEpoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard year <= 9_999 else { return nil }
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    private static func time(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1_000
        let whole = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return milliseconds % 1_000 == 0 ? whole : "\(whole).\(padded(milliseconds % 1_000, 3))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
