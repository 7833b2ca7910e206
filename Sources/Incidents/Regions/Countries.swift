/// ISO 3166-1: the countries and territories that have a two-letter code.
///
/// User-assigned codes such as `XK` are not part of the standard and are refused; state such a place in words.
public enum Countries {
    /// All 249 alpha-2 codes, in order.
    public static let codes: [String] = table.map(\.code)

    /// English short name of a code; nil where the standard does not have it.
    public static func name(of code: String) -> String? {
        byCode[code]
    }

    public static func isCode(_ text: String) -> Bool {
        byCode[text] != nil
    }

    /// Checks an alpha-2 code, in upper case.
    ///
    /// - Throws: ``ValidationError`` with code `unknownCountry`, naming the code that was probably meant.
    public static func check(_ code: String) throws(ValidationError) {
        guard !isCode(code) else { return }
        let near = candidates(for: code)
        let hint = near.isEmpty ? "" : " (perhaps \(near.joined(separator: ", ")))"
        throw ValidationError(
            code: .unknownCountry, given: code, problem: "is not a country code",
            allowed: "one of the 249 two-letter codes of ISO 3166-1" + hint)
    }

    /// The code itself in another case, or the countries whose name was written.
    private static func candidates(for text: String) -> [String] {
        let upper = text.uppercased()
        if isCode(upper) { return [upper] }
        let wanted = text.lowercased()
        guard wanted.utf8.count > 3 else { return [] }
        let named = table.filter { $0.name.lowercased().hasPrefix(wanted) }
        let near = named.isEmpty ? table.filter { editDistance($0.name.lowercased(), wanted) <= 2 } : named
        return near.prefix(3).map { "\($0.code) for \($0.name)" }
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: table.map { ($0.code, $0.name) })
}
