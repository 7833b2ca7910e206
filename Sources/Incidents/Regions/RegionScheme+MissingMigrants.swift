extension RegionScheme {
    /// "Region of Incident" of the Missing Migrants Project's exports from 2014 to January 2020: 15 regions.
    ///
    /// The Middle East is counted to Asia, as UN M49 does (Western Asia). The Mediterranean stands alone: the project
    /// sorts a sea that borders several sub-regions to none of them.
    public static let mmp2014 = RegionScheme(
        name: "mmp-2014", title: "Missing Migrants Project, regions until 2020",
        regions: [
            Entry(code: "Caribbean"),
            Entry(code: "Central America", aliases: ["Central America incl. Mexico"]),
            Entry(code: "Central Asia"),
            Entry(code: "East Asia", aliases: ["Eastern Asia"]),
            Entry(code: "Europe"),
            Entry(code: "Horn of Africa"),
            Entry(code: "Mediterranean", aliases: ["Mediterranean Sea"]),
            Entry(code: "Middle East"),
            Entry(code: "North Africa", aliases: ["Northern Africa"]),
            Entry(code: "North America", aliases: ["Northern America"]),
            Entry(code: "South America"),
            Entry(code: "South Asia", aliases: ["Southern Asia"]),
            Entry(code: "Southeast Asia", aliases: ["South-eastern Asia", "South East Asia", "South-East Asia"]),
            Entry(code: "Sub-Saharan Africa"),
            Entry(
                code: "US-Mexico Border",
                aliases: ["U.S./Mexico Border", "US/Mexico Border", "U.S.-Mexico Border", "Mexico-US Border"]),
        ],
        groups: mmp2014Macro + [
            Group(code: "Africa and Mediterranean", members: africa2014 + ["Mediterranean"]),
            Group(code: "Asia without Middle East", members: asia2014.filter { $0 != "Middle East" }),
        ],
        macroRegions: mmp2014Macro)

    private static let africa2014 = ["Horn of Africa", "North Africa", "Sub-Saharan Africa"]
    private static let asia2014 = ["Central Asia", "East Asia", "Middle East", "South Asia", "Southeast Asia"]
    private static let mmp2014Macro = [
        Group(code: "Africa", members: africa2014),
        // The guide's paragraph 23 says "the Americas" of these five.
        Group(
            code: "Americas",
            members: ["Caribbean", "Central America", "North America", "South America", "US-Mexico Border"]),
        Group(code: "Asia", members: asia2014),
        Group(code: "Europe", members: ["Europe"]),
        Group(code: "Mediterranean", members: ["Mediterranean"]),
    ]

    /// "Region" of the exports since 2021: 16 regions.
    public static let mmp2021 = RegionScheme(
        name: "mmp-2021", title: "Missing Migrants Project, regions since 2021",
        regions: [
            Entry(code: "Caribbean"),
            Entry(code: "Central America"),
            Entry(code: "Central Asia"),
            Entry(code: "Eastern Africa"),
            Entry(code: "Eastern Asia"),
            Entry(code: "Europe"),
            Entry(code: "Mediterranean", aliases: ["Mediterranean Sea"]),
            Entry(code: "Middle Africa", aliases: ["Central Africa"]),
            Entry(code: "North America", aliases: ["Northern America"]),
            Entry(code: "Northern Africa", aliases: ["North Africa"]),
            Entry(code: "South America"),
            Entry(code: "South-eastern Asia", aliases: ["Southeast Asia"]),
            Entry(code: "Southern Africa"),
            Entry(code: "Southern Asia", aliases: ["South Asia"]),
            Entry(code: "Western Africa", aliases: ["West Africa"]),
            Entry(code: "Western Asia"),
        ],
        groups: mmp2021Macro + [
            Group(
                code: "Sub-Saharan Africa",
                members: ["Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"])
        ],
        macroRegions: mmp2021Macro)

    private static let mmp2021Macro = [
        Group(
            code: "Africa",
            members: ["Eastern Africa", "Middle Africa", "Northern Africa", "Southern Africa", "Western Africa"]),
        Group(code: "Americas", members: ["Caribbean", "Central America", "North America", "South America"]),
        Group(
            code: "Asia",
            members: ["Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia"]),
        Group(code: "Europe", members: ["Europe"]),
        Group(code: "Mediterranean", members: ["Mediterranean"]),
    ]
}
