extension RegionScheme {
    /// UN M49, "Standard country or area codes for statistical use": regions, sub-regions and intermediate regions.
    ///
    /// A record may state any level below the world, the most precise that is known. Each code that has parts is also
    /// a group: of itself and everything below it.
    public static let m49: RegionScheme = {
        let below = m49Tree.dropFirst()
        let tops = below.filter { $0.parent == "001" }
        let macro = tops.map { Group(code: $0.code, name: $0.name, members: [$0.code] + m49Descendants(of: $0.code)) }
        let middle = below.filter { node in node.parent != "001" && below.contains { $0.parent == node.code } }
        let sums = middle.map { Group(code: $0.code, name: $0.name, members: [$0.code] + m49Descendants(of: $0.code)) }
        // Not a node of the tree, since its parts are also those of 419 and 021.
        let northAmerica = Group(code: "003", name: "North America", members: ["013", "021", "029"])
        let world = Group(code: "001", name: "World", members: m49Descendants(of: "001"))
        return RegionScheme(
            name: "m49", title: "UN M49 geographic regions",
            regions: below.map { Entry(code: $0.code, name: $0.name, aliases: $0.aliases) },
            groups: [world] + macro + sums + [northAmerica], macroRegions: macro)
    }()

    /// The codes of everything below a code, in the order of the tree.
    private static func m49Descendants(of code: String) -> [String] {
        m49Tree.filter { $0.parent == code }.flatMap { [$0.code] + m49Descendants(of: $0.code) }
    }

    private struct Node {
        var code: String
        var name: String
        var parent: String
        var aliases: [String] = []
    }

    private static let m49Tree = [
        Node(code: "001", name: "World", parent: ""),
        Node(code: "002", name: "Africa", parent: "001"),
        Node(code: "015", name: "Northern Africa", parent: "002"),
        Node(code: "202", name: "Sub-Saharan Africa", parent: "002"),
        Node(code: "014", name: "Eastern Africa", parent: "202"),
        Node(code: "017", name: "Middle Africa", parent: "202", aliases: ["Central Africa"]),
        Node(code: "018", name: "Southern Africa", parent: "202"),
        Node(code: "011", name: "Western Africa", parent: "202"),
        Node(code: "019", name: "Americas", parent: "001"),
        Node(code: "419", name: "Latin America and the Caribbean", parent: "019"),
        Node(code: "029", name: "Caribbean", parent: "419"),
        Node(code: "013", name: "Central America", parent: "419"),
        Node(code: "005", name: "South America", parent: "419"),
        Node(code: "021", name: "Northern America", parent: "019"),
        Node(code: "010", name: "Antarctica", parent: "001"),
        Node(code: "142", name: "Asia", parent: "001"),
        Node(code: "143", name: "Central Asia", parent: "142"),
        Node(code: "030", name: "Eastern Asia", parent: "142"),
        Node(code: "035", name: "South-eastern Asia", parent: "142", aliases: ["Southeast Asia"]),
        Node(code: "034", name: "Southern Asia", parent: "142", aliases: ["South Asia"]),
        Node(code: "145", name: "Western Asia", parent: "142"),
        Node(code: "150", name: "Europe", parent: "001"),
        Node(code: "151", name: "Eastern Europe", parent: "150"),
        Node(code: "154", name: "Northern Europe", parent: "150"),
        Node(code: "830", name: "Channel Islands", parent: "154"),
        Node(code: "039", name: "Southern Europe", parent: "150"),
        Node(code: "155", name: "Western Europe", parent: "150"),
        Node(code: "009", name: "Oceania", parent: "001"),
        Node(code: "053", name: "Australia and New Zealand", parent: "009"),
        Node(code: "054", name: "Melanesia", parent: "009"),
        Node(code: "057", name: "Micronesia", parent: "009"),
        Node(code: "061", name: "Polynesia", parent: "009"),
    ]
}
