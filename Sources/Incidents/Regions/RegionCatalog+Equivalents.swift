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
