/// The regions in which one record counts: of each scheme the first that it names. Views keep them as one text, so that a
/// record is in one cell, and the rows of every scheme add up to the whole.
public struct CountedRegions: Hashable, Sendable {
    /// In the order of the schemes' UTF-8 bytes.
    public private(set) var regions: [Region] = []

    public init() {}

    /// - Parameter text: what ``text`` gave.
    public init(text: String) {
        guard text.utf8.contains(0x5C) else {
            // Nearly all: what divides them is one byte, and part of no other character's.
            regions = text.utf8.split(separator: 0x0A).compactMap { line in
                line.firstIndex(of: 0x3A).map { colon in
                    Region(
                        scheme: String(Substring(line[..<colon])),
                        code: String(Substring(line[line.index(after: colon)...])))
                }
            }
            return
        }
        for line in Self.parts(of: text, at: "\n") {
            let parts = Self.parts(of: line, at: ":")
            guard parts.count == 2 else { continue }
            regions.append(Region(scheme: Self.plain(parts[0]), code: Self.plain(parts[1])))
        }
    }

    /// Adds a region, unless there is one of its scheme. Without a scheme, or a code in it, it is none.
    public mutating func add(_ region: Region) {
        guard !region.scheme.isEmpty, !region.code.isEmpty, self[region.scheme] == nil else { return }
        let place = regions.firstIndex { region.scheme.utf8.lexicographicallyPrecedes($0.scheme.utf8) }
        regions.insert(region, at: place ?? regions.count)
    }

    /// The code of the region of a scheme; nil: the record counts in none.
    public subscript(scheme: String) -> String? {
        regions.first { $0.scheme == scheme }?.code
    }

    /// A line `scheme:code` for each region; a colon, a line feed and a backslash within them have a backslash before them.
    /// Empty: none.
    public var text: String {
        regions.map { Self.escaped($0.scheme) + ":" + Self.escaped($0.code) }.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x0A, 0x3A, 0x5C].contains($0) }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if ["\n", ":", "\\"].contains(scalar) { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }

    private static func plain(_ text: Substring) -> String {
        guard text.utf8.contains(0x5C) else { return String(text) }
        var plain = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
            } else {
                plain.unicodeScalars.append(scalar)
                isEscaped = false
            }
        }
        return plain
    }

    /// Splits at a mark without a backslash before it. By scalars: a mark may be part of a longer character.
    private static func parts(of text: some StringProtocol, at mark: Unicode.Scalar) -> [Substring] {
        let text = Substring(text)
        guard !text.isEmpty else { return [] }
        var parts: [Substring] = []
        var start = text.startIndex
        var isEscaped = false
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            if scalar == mark, !isEscaped {
                parts.append(text[start..<index])
                start = text.unicodeScalars.index(after: index)
            }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return parts + [text[start...]]
    }
}
