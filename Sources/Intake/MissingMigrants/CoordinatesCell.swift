import Incidents

/// Reads `lat, lon` in decimal degrees to 10⁻⁷ degree (about a centimetre: the digits beyond measure nothing), keeping
/// the text as published.
func readCoordinates(_ cell: String) -> CellReading<Point> {
    let text = trimmed(cell)
    guard !text.isEmpty else { return .blank }
    let parts = text.split(omittingEmptySubsequences: true) { $0 == "," || $0 == ";" || $0.isWhitespace }
    guard parts.count == 2, let latitude = degreesE7(parts[0]), let longitude = degreesE7(parts[1]) else {
        return .refused("is not a latitude and a longitude in decimal degrees")
    }
    guard abs(latitude) <= 900_000_000, abs(longitude) <= 1_800_000_000 else {
        return .refused("is not a point on the globe")
    }
    return .value(
        Point(
            latitudeE7: Int32(latitude), longitudeE7: Int32(longitude), precision: .asPublished, text: cell))
}

/// Decimal degrees in units of 10⁻⁷, rounded half away from zero, in integers: no binary fraction on the way.
func degreesE7(_ text: some StringProtocol) -> Int64? {
    var digits = text[...]
    let isNegative = digits.hasPrefix("-") || digits.hasPrefix("\u{2212}")
    if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty || parts.count == 2, parts[0].utf8.count <= 3,
        parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }), parts.contains(where: { !$0.isEmpty })
    else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1].utf8.prefix(8)) : []
    var value = Int64(parts[0]) ?? 0
    for place in 0..<7 {
        value = value * 10 + (place < fraction.count ? Int64(fraction[place] - 0x30) : 0)
    }
    if fraction.count == 8, fraction[7] >= 0x35 { value += 1 }
    return isNegative ? -value : value
}
