import Incidents

/// Which of two coordinates comes first in a cell.
enum PointOrder: String, Hashable, Sendable, CaseIterable {
    case latitudeFirst = "lat-lon"
    case longitudeFirst = "lon-lat"
    /// Latitude first, unless only the other order puts the point where its region is.
    case byRegion = "by-region"
}

/// Two numbers of degrees in the order in which a cell has them, in units of 10⁻⁷ degree.
struct CoordinatePair: Hashable, Sendable {
    var first: Int64
    var second: Int64
    /// The text says which is which: `POINT (lon lat)`, or letters of the compass. Then the first is the latitude.
    var isNamed = false

    /// Whether the two, the latitude first, are on the globe.
    var isOnGlobe: Bool { abs(first) <= 900_000_000 && abs(second) <= 1_800_000_000 }

    var exchanged: CoordinatePair { CoordinatePair(first: second, second: first, isNamed: isNamed) }

    func point(_ text: String) -> Point {
        Point(latitudeE7: Int32(first), longitudeE7: Int32(second), precision: .asPublished, text: text)
    }
}

/// Reads two coordinates of one cell to 10⁻⁷ degree (about a centimetre: the digits beyond measure nothing): decimal degrees
/// between which a comma, a semicolon or white space stands, `POINT (lon lat)`, or degrees with minutes and seconds and a
/// letter of the compass, `35°30'12"N 12°36'E`.
///
/// - Parameter decimal: the character before a fraction. Where it is a comma, none stands between the two.
func readCoordinates(_ cell: ArraySlice<UInt8>, decimal: UInt8) -> CellReading<CoordinatePair> {
    if let pair = plainPair(cell, decimal) { return .value(pair) }
    let text = trimmed(cell.string)
    guard !text.isEmpty else { return .blank }
    if let pair = plainPair(Array(text.utf8)[...], decimal) { return .value(pair) }
    if let pair = namedPair(text, decimal) { return .value(pair) }
    return .refused("is not a latitude and a longitude")
}

/// Two numbers and what stands between them, and nothing else.
private func plainPair(_ cell: ArraySlice<UInt8>, _ decimal: UInt8) -> CoordinatePair? {
    func isBetween(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x3B || (byte == 0x2C && decimal != 0x2C) || 0x09...0x0D ~= byte
    }
    guard let end = cell.firstIndex(where: isBetween), let next = cell[end...].firstIndex(where: { !isBetween($0) }),
        let first = degreesE7(cell[..<end], decimal: decimal), let second = degreesE7(cell[next...], decimal: decimal)
    else { return nil }
    return CoordinatePair(first: first, second: second)
}

/// Well-known text (longitude first), or letters of the compass.
private func namedPair(_ text: String, _ decimal: UInt8) -> CoordinatePair? {
    let upper = text.uppercased()
    if upper.hasPrefix("POINT") {
        guard let open = upper.firstIndex(of: "("), let close = upper.firstIndex(of: ")"), open < close else {
            return nil
        }
        let inside = Array(upper[upper.index(after: open)..<close].utf8)
        guard var pair = plainPair(inside.trimming[...], 0x2E)?.exchanged else { return nil }
        pair.isNamed = true
        return pair
    }
    guard let split = upper.firstIndex(where: { "NSEW".contains($0) }) else { return nil }
    // The letter stands after its angle, or before it: `35°30'N 12°36'E`, `N 35°30' E 12°36'`.
    let isBefore = upper[..<split].allSatisfy { !$0.isNumber }
    let rest = upper[upper.index(after: split)...]
    guard let second = rest.firstIndex(where: { "NSEW".contains($0) }) else { return nil }
    let (one, other) = (upper[split], upper[second])
    let angles =
        isBefore
        ? [rest[..<second], rest[rest.index(after: second)...]] : [upper[..<split], rest[..<second]]
    let isEnded = isBefore || rest[rest.index(after: second)...].allSatisfy { $0 == " " }
    guard isEnded, let first = angle(angles[0], decimal), let last = angle(angles[1], decimal) else { return nil }
    let signed = (one == "S" || one == "W" ? -first : first, other == "S" || other == "W" ? -last : last)
    switch ("NS".contains(one), "NS".contains(other)) {
    case (true, false): return CoordinatePair(first: signed.0, second: signed.1, isNamed: true)
    case (false, true): return CoordinatePair(first: signed.1, second: signed.0, isNamed: true)
    default: return nil
    }
}

extension [UInt8] {
    fileprivate var trimming: [UInt8] { Array(self[...].trimmedASCII) }
}

/// Degrees, and minutes and seconds where they follow: `35`, `35.5°`, `35°30'12.5"`.
private func angle(_ text: Substring, _ decimal: UInt8) -> Int64? {
    let parts = text.split { "°º˚'’′\"”″ ,;DM:".contains($0) }
    guard 1...3 ~= parts.count else { return nil }
    var total: Int64 = 0
    for (place, part) in parts.enumerated() {
        guard let value = degreesE7(Array(part.utf8)[...], decimal: decimal), value >= 0,
            place == 0 || value < 600_000_000
        else { return nil }
        let parts: Int64 = place == 0 ? 1 : place == 1 ? 60 : 3_600
        total += (value + parts / 2) / parts
    }
    return total
}

/// Decimal degrees in units of 10⁻⁷, rounded half away from zero, in integers: no binary fraction on the way.
func degreesE7(_ cell: ArraySlice<UInt8>, decimal: UInt8 = 0x2E) -> Int64? {
    var digits = cell
    if digits.last == 0xB0, digits.dropLast().last == 0xC2 { digits.removeLast(2) }
    let isMinus = digits.starts(with: [0xE2, 0x88, 0x92])
    if isMinus { digits.removeFirst(3) }
    let isNegative = isMinus || digits.first == 0x2D
    if !isMinus, digits.first == 0x2D || digits.first == 0x2B { digits.removeFirst() }
    var whole: Int64 = 0
    var wholeDigits = 0
    var index = digits.startIndex
    while index < digits.endIndex, 0x30...0x39 ~= digits[index] {
        whole = whole * 10 + Int64(digits[index] - 0x30)
        wholeDigits += 1
        guard wholeDigits <= 3 else { return nil }
        index += 1
    }
    var fraction: Int64 = 0
    var places = 0
    if index < digits.endIndex {
        guard digits[index] == decimal else { return nil }
        index += 1
        var isUp = false
        while index < digits.endIndex {
            let byte = digits[index]
            guard 0x30...0x39 ~= byte else { return nil }
            if places < 7 { fraction = fraction * 10 + Int64(byte - 0x30) } else if places == 7 { isUp = byte >= 0x35 }
            places += 1
            index += 1
        }
        for _ in min(places, 7)..<7 { fraction *= 10 }
        if isUp { fraction += 1 }
    }
    guard wholeDigits + places > 0 else { return nil }
    let value = whole * 10_000_000 + fraction
    return isNegative ? -value : value
}
