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
    public static func has(_ region: Region) -> Bool {
        schemes.first { $0.name == region.scheme }?.regions.contains { $0.code == region.code } ?? false
    }
}
