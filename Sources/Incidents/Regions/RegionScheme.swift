internal import Forms

/// A list of regions that a publisher sorts records into.
///
/// Schemes do not map onto each other without loss, so a view is asked for in one of them.
public struct RegionScheme: Hashable, Sendable {
    /// One region of a scheme.
    public struct Entry: Hashable, Sendable {
        /// How records state it; in `m49` three digits.
        public var code: String
        /// How people call it; the code itself except in `m49`.
        public var name: String
        /// Other ways in which exports and people write it.
        public var aliases: [String]

        public init(code: String, name: String? = nil, aliases: [String] = []) {
            self.code = code
            self.name = name ?? code
            self.aliases = aliases
        }
    }

    /// A named sum of regions, for example `mmp-2014:Americas`.
    public struct Group: Hashable, Sendable {
        /// What it is asked for by; in `m49` three digits.
        public var code: String
        public var name: String
        /// Codes of the scheme's regions; each once.
        public var members: [String]

        public init(code: String, name: String? = nil, members: [String]) {
            self.code = code
            self.name = name ?? code
            self.members = members
        }
    }

    /// For example `mmp-2014`.
    public var name: String
    public var title: String
    public var regions: [Entry]
    /// Named sums; a region may be in several.
    public var groups: [Group]
    /// A table that has each region exactly once: what "which region came second?" is asked of.
    public var macroRegions: [Group]

    /// The code of the region that `text` names: by code, name or alias, whatever its case.
    ///
    /// - Throws: ``ValidationError`` with code `unknownRegion`, with the names that were probably meant.
    public func region(named text: String) throws(ValidationError) -> String {
        if let entry = entry(for: text) { return entry.code }
        let isGroup = group(for: text) != nil
        throw refusal(
            text, isGroup ? "is a group of regions of \(name), not a region" : "is no region of \(name)",
            among: regions.map(\.name))
    }

    /// The group that `text` names: by code or name, whatever its case.
    ///
    /// - Throws: ``ValidationError`` with code `unknownRegion`, with the names that were probably meant.
    public func group(named text: String) throws(ValidationError) -> Group {
        if let group = group(for: text) { return group }
        throw refusal(text, "is no group of regions of \(name)", among: groups.map(\.name))
    }

    /// The regions that `text` stands for: of a region itself, of a group its members.
    ///
    /// - Throws: ``ValidationError`` with code `unknownRegion`, with the names that were probably meant.
    public func members(of text: String) throws(ValidationError) -> [String] {
        // A group comes first: in m49 every code with parts is both, and whoever names it means the parts, too.
        if let group = group(for: text) { return group.members }
        if let entry = entry(for: text) { return [entry.code] }
        throw refusal(
            text, "is neither a region nor a group of \(name)", among: regions.map(\.name) + groups.map(\.name))
    }

    /// The macro-region that a region lies in, by code or alias; nil for one that the scheme does not have.
    public func macroRegion(of region: String) -> Group? {
        guard let code = entry(for: region)?.code else { return nil }
        return macroRegions.first { $0.members.contains(code) }
    }

    private func entry(for text: String) -> Entry? {
        if let exact = regions.first(where: { $0.code == text }) { return exact }
        let wanted = text.lowercased()
        return regions.first { entry in
            entry.code.lowercased() == wanted || entry.name.lowercased() == wanted
                || entry.aliases.contains { $0.lowercased() == wanted }
        }
    }

    private func group(for text: String) -> Group? {
        let wanted = text.lowercased()
        return groups.first { $0.code.lowercased() == wanted || $0.name.lowercased() == wanted }
    }

    private func refusal(_ text: String, _ problem: String, among names: [String]) -> ValidationError {
        let near = suggestions(for: text, among: names)
        let allowed =
            near.isEmpty
            ? names.joined(separator: ", ")
            : "\(near.joined(separator: ", ")) (nearest of \(names.count))"
        return ValidationError(code: .unknownRegion, given: text, problem: problem, allowed: allowed)
    }
}
