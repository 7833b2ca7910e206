internal import Forms

extension Checker {
    mutating func check(_ place: Place, _ field: String = "place") {
        if let point = place.point { check(point, field + ".point") }
        check(country: place.country, field + ".country")
        for (index, region) in place.regions.enumerated() {
            check(region, "\(field).regions[\(index)]")
            if let point = place.point, point.contradicts(region) {
                flag(.pointContradictsRegion, field + ".point", "\(point.shown) lies far outside \(region.code)")
            }
            guard place.regions[..<index].contains(where: { $0.scheme == region.scheme }) else { continue }
            refuse(
                .regionTwice, "\(field).regions[\(index)]", given: region.description,
                "is a second region of one scheme",
                allowed: "one region of \(region.scheme)")
        }
    }

    mutating func check(_ point: Point, _ field: @autoclosure () -> String) {
        if abs(Int64(point.latitudeE7)) > 900_000_000 {
            refuse(
                .pointOutsideTheGlobe, field() + ".latitude", given: Point.degrees(point.latitudeE7),
                "is no latitude", allowed: "-90 to 90 degrees, north positive")
        }
        if abs(Int64(point.longitudeE7)) > 1_800_000_000 {
            refuse(
                .pointOutsideTheGlobe, field() + ".longitude", given: Point.degrees(point.longitudeE7),
                "is no longitude", allowed: "-180 to 180 degrees, east positive")
        }
        if point.latitudeE7 == 0, point.longitudeE7 == 0 {
            flag(.pointAtZero, field(), "0, 0 is what programs write when they have no coordinates")
        }
    }

    /// A region that its scheme does not have is flagged when a file says so and refused when a person does, who can
    /// pick the one that was meant. Any scheme's name will do, since others may sort differently.
    mutating func check(
        _ region: Region, _ name: @autoclosure () -> String, groupsAllowed: Bool = false
    ) {
        if RegionCatalog.has(region) { return }
        let field = name()
        guard Region.isSchemeName(region.scheme), !region.code.isEmpty else {
            refuse(
                .notARegion, field, given: region.description, "is not written as a region",
                allowed: "scheme:code, the scheme in lower-case letters, digits and hyphens")
            return
        }
        guard let scheme = RegionCatalog.schemes.first(where: { $0.name == region.scheme }) else {
            flag(.unknownRegionScheme, field, "\(region.scheme) is not in the catalogue")
            return
        }
        let isKnown =
            scheme.regions.contains { $0.code == region.code }
            || (groupsAllowed && scheme.groups.contains { $0.code == region.code })
        guard !isKnown else { return }
        if isKept(.unknownRegion, field) {
            flag(.unknownRegion, field, "\(region.code) is not a region of \(scheme.name)")
            return
        }
        let names = scheme.regions.map(\.code) + (groupsAllowed ? scheme.groups.map(\.code) : [])
        let meant = (try? scheme.region(named: region.code)).map { [$0] } ?? []
        let near = meant + suggestions(for: region.code, among: names).filter { !meant.contains($0) }
        refuse(
            .unknownRegion, field, given: region.description, "is not a region of \(scheme.name)",
            allowed: (near.isEmpty ? names : near).joined(separator: ", "))
    }
}

extension Point {
    /// As published; the degrees where a person entered them.
    fileprivate var shown: String {
        text.isEmpty ? degrees : text
    }

    /// As a person types it: `38.61, 26.65`.
    package var degrees: String { "\(Point.degrees(latitudeE7)), \(Point.degrees(longitudeE7))" }

    /// Decimal degrees without needless zeros, for example `38.6107625`.
    static func degrees(_ e7: Int32) -> String {
        let (whole, rest) = e7.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        var decimals = padded(rest, to: 7)
        while decimals.last == "0" { decimals.removeLast() }
        return (e7 < 0 ? "-" : "") + "\(whole)" + (decimals.isEmpty ? "" : "." + decimals)
    }
}
