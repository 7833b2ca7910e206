/// The form in which headers, words of tables and texts for identifiers are compared: lower case, one space for any run
/// of white space, nothing that has no width, no white space at the edges.
func normalised(_ text: some StringProtocol) -> String {
    if let plain = normalisedASCII(text) { return plain }
    var result = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace {
            pendingSpace = !result.isEmpty
        } else if !scalar.properties.isDefaultIgnorableCodePoint {
            if pendingSpace { result.append(" ") }
            pendingSpace = false
            result.append(scalar)
        }
    }
    return String(result).lowercased()
}

/// The same without a look at the properties of each scalar, for text of ASCII alone, which most is; nil for other text.
private func normalisedASCII(_ text: some StringProtocol) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var pendingSpace = false
    for byte in text.utf8 {
        switch byte {
        case 0x09...0x0D, 0x20: pendingSpace = !result.isEmpty
        case 0x00..<0x80:
            if pendingSpace { result.append(0x20) }
            pendingSpace = false
            result.append(byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte)
        default: return nil
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// The text without white space and characters of no width at its edges.
func trimmed(_ text: some StringProtocol) -> String {
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
    let scalars = text.unicodeScalars
    // Most cells begin and end with a visible character of ASCII.
    let visible: ClosedRange<Unicode.Scalar> = "!"..."~"
    if let first = scalars.first, let last = scalars.last, visible ~= first, visible ~= last { return String(text) }
    guard let first = scalars.firstIndex(where: { !isEdge($0) }), let last = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
}

/// The form in which headings are compared: as words of tables, and with an underscore as a space; of an HXL tag without
/// spaces.
func headingForm(_ heading: String) -> String {
    let words = normalised(heading.replacing("_", with: " "))
    guard words.hasPrefix("#") else { return words.hasSuffix(":") ? trimmed(words.dropLast()) : words }
    return words.replacing(" ", with: "")
}

/// The form in which cells with white space before or after their text are compared with nothing.
extension ArraySlice<UInt8> {
    /// Without ASCII white space at the edges; text that may begin or end with other white space is left to ``trimmed(_:)``.
    var trimmedASCII: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first == 0x20 || 0x09...0x0D ~= first { slice.removeFirst() }
        while let last = slice.last, last == 0x20 || 0x09...0x0D ~= last { slice.removeLast() }
        return slice
    }

    var string: String { String(decoding: self, as: UTF8.self) }
}
