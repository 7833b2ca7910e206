/// The region schemes that the ledger knows.
public enum RegionCatalog {
    /// In the order in which people should see them.
    public static let schemes: [RegionScheme] = [.mmp2014, .mmp2021, .mmpUNSD, .m49]

    /// The scheme of that name, for example `mmp-2014`.
    ///
    /// - Throws: ``ValidationError`` with code `unknownRegionScheme`.
    public static func scheme(named name: String) throws(ValidationError) -> RegionScheme {
        if let scheme = schemes.first(where: { $0.name == name }) { return scheme }
        throw ValidationError(
            code: .unknownRegionScheme, given: name, problem: "is not a region scheme of the catalogue",
            allowed: schemes.map(\.name).joined(separator: ", "))
    }

    /// Reads `scheme:code`, by code, name or alias, and returns the region as records state it.
    ///
    /// - Throws: ``ValidationError`` with code `notARegion`, `unknownRegionScheme` or `unknownRegion`.
    public static func region(_ text: String) throws(ValidationError) -> Region {
        let region = try Region(text)
        let code = try scheme(named: region.scheme).region(named: region.code)
        return Region(scheme: region.scheme, code: code)
    }

    /// The regions that a region or a group stands for.
    ///
    /// - Throws: ``ValidationError`` with code `unknownRegionScheme` or `unknownRegion`.
    public static func members(of region: Region) throws(ValidationError) -> [Region] {
        let codes = try scheme(named: region.scheme).members(of: region.code)
        return codes.map { Region(scheme: region.scheme, code: $0) }
    }

    /// Whether the scheme has the region under exactly this code.
    public static func has(_ region: Region) -> Bool { all.contains(region) }

    private static let all = Set(
        schemes.flatMap { scheme in scheme.regions.map { Region(scheme: scheme.name, code: $0.code) } })
}

extension RegionCatalog {
    /// Regions, or named groups of regions, of several schemes that have the same meaning: whatever lies in one lies in the
    /// others.
    ///
    /// Only what was measured to be so: of 4,977 rows that two exports of the Missing Migrants Project have in common, all of
    /// one lie in the other. (One row of North Africa was placed anew, into the Mediterranean; no row left it.) The others
    /// cannot be mapped: rows of *North Africa* are now in four regions, rows of *Europe* in two, and *North America* has
    /// taken in most of the *US-Mexico Border*, which *Americas* as a whole holds in both.
    private static let equivalents: [[Region]] = [
        [Region(scheme: "mmp-2014", code: "Mediterranean"), Region(scheme: "mmp-2021", code: "Mediterranean")],
        [Region(scheme: "mmp-2014", code: "South America"), Region(scheme: "mmp-2021", code: "South America")],
        [Region(scheme: "mmp-2014", code: "East Asia"), Region(scheme: "mmp-2021", code: "Eastern Asia")],
        [Region(scheme: "mmp-2014", code: "Central Asia"), Region(scheme: "mmp-2021", code: "Central Asia")],
        [Region(scheme: "mmp-2014", code: "Americas"), Region(scheme: "mmp-2021", code: "Americas")],
    ]

    /// The regions or groups of other schemes that mean the same as a region or group; none where no other does without
    /// loss.
    public static func equivalents(of region: Region) -> [Region] {
        equivalents.first { $0.contains(region) }?.filter { $0 != region } ?? []
    }
}
