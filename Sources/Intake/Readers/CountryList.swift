import Incidents

/// The countries that a cell names.
struct CountryList {
    /// ISO 3166-1 alpha-2, in order and each once.
    var codes: [String] = []
    /// Parts that name no country, such as `Unknown` or `Mixed`, as they stand.
    var unknown: [String] = []

    /// - Parameter separators: between countries, where the whole cell is the name of none.
    init(_ cell: String, separators: Set<Character> = [",", ";", "/", "\n"]) {
        guard !cell.isEmpty else { return }
        if let whole = Self.code(cell) {
            codes = [whole]
            return
        }
        var found: Set<String> = []
        for part in cell.split(whereSeparator: { separators.contains($0) }) {
            if let code = Self.code(part) {
                found.insert(code)
            } else if !trimmed(part).isEmpty {
                unknown.append(trimmed(part))
            }
        }
        codes = found.sorted()
    }

    /// By name in any case, or by a code in capitals.
    private static func code(_ text: some StringProtocol) -> String? { Countries.code(named: trimmed(text)) }
}

/// The codes of the countries that a cell names; what names no country gives none.
func countryCodes(in cell: String) -> [String] { CountryList(cell).codes }
