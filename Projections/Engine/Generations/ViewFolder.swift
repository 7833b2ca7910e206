/// The folder of one build of a view: `NAME.vVERSION`, or `NAME.vVERSION.gGENERATION` for what a rebuild made.
///
/// Generations only rise, over all versions of a view, so that no folder is ever used for a second build.
struct ViewFolder: Hashable {
    let view: String
    let version: UInt32
    let generation: UInt32

    init(_ view: String, version: UInt32, generation: UInt32 = 0) {
        self.view = view
        self.version = version
        self.generation = generation
    }

    /// Nil where the name is not that of a folder of this view.
    init?(name: some StringProtocol, of view: String) {
        guard name.hasPrefix(view + ".v") else { return nil }
        let parts = name.dropFirst(view.utf8.count + 2).split(separator: ".", omittingEmptySubsequences: false)
        guard let version = parts.first.flatMap({ UInt32($0) }), parts.count <= 2 else { return nil }
        var generation: UInt32 = 0
        if parts.count == 2 {
            guard parts[1].first == "g", let number = UInt32(parts[1].dropFirst()), number > 0 else { return nil }
            generation = number
        }
        self.init(view, version: version, generation: generation)
        // One spelling for each folder: no leading zeros or signs.
        guard self.name == name else { return nil }
    }

    var name: String { generation == 0 ? "\(view).v\(version)" : "\(view).v\(version).g\(generation)" }
}
