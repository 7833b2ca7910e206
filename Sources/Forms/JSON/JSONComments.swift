/// JSON text with comments, as templates have them: made plain for a parser that knows none.
enum JSONComments {
    /// The text with `//` and `/* */` comments, and commas before a closing bracket, replaced by spaces. Nothing moves,
    /// so that a parser's place in the result is the place in the text.
    static func blanked(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var index = 0
        /// The comma that follows a value and has had nothing but blanks and comments after it.
        var comma: Int?
        var isAfterValue = false
        while index < result.count {
            switch result[index] {
            case quote:
                (comma, isAfterValue) = (nil, true)
                index = end(ofString: result, from: index)
            case slash where index + 1 < result.count && [slash, star].contains(result[index + 1]):
                index = blank(&result, from: index)
            case closingBrace, closingBracket:
                if let comma { result[comma] = space }
                (comma, isAfterValue) = (nil, true)
                index += 1
            case 0x20, 0x09, 0x0A, 0x0D:
                index += 1
            case let byte:
                comma = byte == commaByte && isAfterValue ? index : nil
                isAfterValue = ![commaByte, openingBrace, openingBracket].contains(byte)
                index += 1
            }
        }
        return result
    }

    /// The index after the string's closing quote.
    private static func end(ofString bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != quote {
            index += bytes[index] == backslash ? 2 : 1
        }
        return index + 1
    }

    /// Blanks the comment that begins at `start`; line breaks stay. Returns the index after it.
    private static func blank(_ bytes: inout [UInt8], from start: Int) -> Int {
        let isLine = bytes[start + 1] == slash
        var index = start
        var lastWasStar = false
        while index < bytes.count {
            if isLine, bytes[index] == 0x0A { return index }
            let isEnd = !isLine && index >= start + 3 && bytes[index] == slash && lastWasStar
            lastWasStar = bytes[index] == star
            if bytes[index] != 0x0A { bytes[index] = space }
            index += 1
            if isEnd { return index }
        }
        return index
    }

    private static let (quote, slash, star, backslash) = (UInt8(0x22), UInt8(0x2F), UInt8(0x2A), UInt8(0x5C))
    private static let (closingBrace, closingBracket) = (UInt8(0x7D), UInt8(0x5D))
    private static let (openingBrace, openingBracket) = (UInt8(0x7B), UInt8(0x5B))
    private static let (space, commaByte) = (UInt8(0x20), UInt8(0x2C))
}
