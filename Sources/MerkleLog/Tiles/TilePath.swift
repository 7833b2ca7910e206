/// The published path of a tile or of a bundle of entries (C2SP tlog-tiles): `tile/L/N[.p/W]`, `tile/entries/N[.p/W]`.
///
/// `N` is written in groups of three digits, all but the last prefixed with `x`: 1234067 is `x001/x234/067`. The
/// suffix `.p/W` marks a partial tile of `W` hashes or entries, 1 to 255.
public enum TilePath: Hashable, Sendable {
    /// A tile of `width` hashes.
    case hashes(TileCoordinate, width: Int)
    /// A bundle of `width` entries, the ones whose leaf hashes are in tile `index` of level 0.
    case entries(index: UInt64, width: Int)

    /// How many hashes or entries the file holds, 1 to 256.
    public var width: Int {
        switch self {
        case .hashes(_, let width), .entries(_, let width): width
        }
    }

    /// Reads a path strictly: the only accepted text is the one that ``description`` writes.
    ///
    /// - Throws: ``MerkleError/Code/malformedTilePath``.
    public init(_ text: String) throws(MerkleError) {
        guard let path = Self.parse(text), path.description.utf8.elementsEqual(text.utf8) else {
            throw MerkleError(
                .malformedTilePath,
                "“\(text.prefix(120))” is not a tile path; it should look like tile/0/x001/234 or tile/entries/000.p/17."
            )
        }
        self = path
    }

    /// Reads the parts; whether each is written in its one proper form is left to the comparison in ``init(_:)``.
    private static func parse(_ text: String) -> TilePath? {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let kind = parts.removeFirst()
        var width = TileCoordinate.width
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = decimal(parts.removeLast()), (1..<UInt64(width)).contains(partial) else { return nil }
            width = Int(partial)
            parts[parts.count - 1].removeLast(2)
        }
        guard let index = number(in: parts) else { return nil }
        if kind == "entries" { return .entries(index: index, width: width) }
        guard let level = decimal(kind), level <= UInt64(TileCoordinate.maximumLevel) else { return nil }
        return .hashes(TileCoordinate(level: Int(level), index: index), width: width)
    }

    private static func number(in groups: [Substring]) -> UInt64? {
        var result: UInt64 = 0
        for (position, group) in groups.enumerated() {
            let digits = position < groups.count - 1 ? group.dropFirst() : group
            guard digits.utf8.count == 3, let value = decimal(digits) else { return nil }
            let (product, overflow) = result.multipliedReportingOverflow(by: 1000)
            let (sum, carry) = product.addingReportingOverflow(value)
            guard !overflow, !carry else { return nil }
            result = sum
        }
        return result
    }

    private static func decimal(_ text: Substring) -> UInt64? {
        // `UInt64.init` takes a leading plus sign, which no path has.
        text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? UInt64(text) : nil
    }
}

extension TilePath: CustomStringConvertible {
    /// The path, without a leading slash.
    public var description: String {
        let (kind, index) =
            switch self {
            case .hashes(let coordinate, _): ("\(coordinate.level)", coordinate.index)
            case .entries(let index, _): ("entries", index)
            }
        let suffix = width == TileCoordinate.width ? "" : ".p/\(width)"
        return "tile/\(kind)/\(Self.groups(of: index))\(suffix)"
    }

    private static func groups(of index: UInt64) -> String {
        var text = padded(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            text = "x\(padded(rest % 1000))/\(text)"
            rest /= 1000
        }
        return text
    }

    private static func padded(_ value: UInt64) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
