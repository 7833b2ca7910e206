import Forms

/// A JSON object over several lines, the last of which states the SHA-256 of all lines above it: so
/// `head -n -1 FILE | sha256sum` tells whether the file is as it was written.
enum SealedObject {
    private static let beginning = "\"sha256\": \""
    private static let end = "\"}\n"

    static func text(_ members: [(String, JSONValue)]) -> String {
        let object = JSONValue.members(members).text(isPretty: true)
        let above = object.dropLast("\n}".count) + ",\n"
        return above + beginning + CanonicalCSV.digest(String(above)) + end
    }

    /// Whether the last line has the form of one that states a digest, and whether that is the one of the lines above.
    static func seal(of bytes: [UInt8]) -> (isThere: Bool, isRight: Bool) {
        let start = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = Array(bytes[start...])
        let length = beginning.utf8.count + 64 + end.utf8.count
        guard line.count == length, line.starts(with: beginning.utf8),
            line.suffix(end.utf8.count).elementsEqual(end.utf8)
        else { return (false, false) }
        let stated = line.dropFirst(beginning.utf8.count).prefix(64)
        return (true, stated.elementsEqual(CanonicalCSV.digest(Array(bytes[..<start])).utf8))
    }
}
