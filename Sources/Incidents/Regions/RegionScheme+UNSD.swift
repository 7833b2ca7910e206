extension RegionScheme {
    /// "UNSD Geographical Grouping" of the Missing Migrants Project's exports: the sub-regions of UN M49 in words, and
    /// "Uncategorized" for seas that border several of them.
    ///
    /// Exports write "South Asia" and "Central Africa" beside the names of M49; both are aliases here.
    public static let mmpUNSD = RegionScheme(
        name: "mmp-unsd", title: "Missing Migrants Project, UNSD geographical grouping",
        regions: [
            Entry(code: "Australia and New Zealand"),
            Entry(code: "Caribbean"),
            Entry(code: "Central America"),
            Entry(code: "Central Asia"),
            Entry(code: "Eastern Africa"),
            Entry(code: "Eastern Asia"),
            Entry(code: "Eastern Europe"),
            Entry(code: "Melanesia"),
            Entry(code: "Micronesia"),
            Entry(code: "Middle Africa", aliases: ["Central Africa"]),
            Entry(code: "Northern Africa"),
            Entry(code: "Northern America", aliases: ["North America"]),
            Entry(code: "Northern Europe"),
            Entry(code: "Polynesia"),
            Entry(code: "South America"),
            Entry(code: "South-eastern Asia", aliases: ["Southeast Asia"]),
            Entry(code: "Southern Africa"),
            Entry(code: "Southern Asia", aliases: ["South Asia"]),
            Entry(code: "Southern Europe"),
            Entry(code: "Uncategorized", aliases: ["Uncategorised"]),
            Entry(code: "Western Africa"),
            Entry(code: "Western Asia"),
            Entry(code: "Western Europe"),
        ],
        groups: unsdMacro + [
            Group(
                code: "Sub-Saharan Africa",
                members: ["Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"])
        ],
        macroRegions: unsdMacro)

    private static let unsdMacro = [
        Group(
            code: "Africa",
            members: ["Eastern Africa", "Middle Africa", "Northern Africa", "Southern Africa", "Western Africa"]),
        Group(code: "Americas", members: ["Caribbean", "Central America", "Northern America", "South America"]),
        Group(
            code: "Asia",
            members: ["Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"]),
        Group(code: "Europe", members: ["Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"]),
        Group(code: "Oceania", members: ["Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"]),
        // Mostly the Mediterranean, but not only: no name that would say more than the publisher does.
        Group(code: "Uncategorized", members: ["Uncategorized"]),
    ]
}
