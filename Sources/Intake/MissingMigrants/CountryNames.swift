import Incidents

/// The ISO 3166-1 alpha-2 codes of the countries that a cell names between commas, in order of code and each once; what
/// names no country, such as `Unknown` or `Mixed`, gives none.
func countryCodes(in cell: String) -> [String] {
    guard !cell.isEmpty else { return [] }
    if let whole = countryByName[normalised(cell)] { return [whole] }
    let codes = cell.split(separator: ",").compactMap { countryByName[normalised($0)] }
    return Set(codes).sorted()
}

/// By the normal form of each name.
private let countryByName: [String: String] = {
    var codes: [String: String] = [:]
    for code in Countries.codes {
        if let name = Countries.name(of: code) { codes[normalised(name)] = code }
    }
    for (code, names) in otherCountryNames {
        for name in names { codes[normalised(name)] = code }
    }
    return codes
}()

/// Names that the exports use beside those of ISO 3166-1: the United Nations' longer ones, and common ones.
private let otherCountryNames: [String: [String]] = [
    "BO": ["Bolivia (Plurinational State of)", "Bolivia"],
    "CD": ["Democratic Republic of the Congo", "DR Congo", "Congo (Democratic Republic of the)"],
    "CG": ["Congo", "Republic of the Congo"],
    "CI": ["Côte d'Ivoire", "Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"],
    "CV": ["Cabo Verde", "Cape Verde"],
    "CZ": ["Czechia", "Czech Republic"],
    "GB": ["United Kingdom", "United Kingdom of Great Britain and Northern Ireland"],
    "GM": ["Gambia", "The Gambia"],
    "IR": ["Iran (Islamic Republic of)", "Iran"],
    "KP": ["Democratic People's Republic of Korea", "North Korea"],
    "KR": ["Republic of Korea", "South Korea"],
    "LA": ["Lao People's Democratic Republic", "Laos"],
    "MD": ["Republic of Moldova", "Moldova"],
    "MM": ["Myanmar", "Burma"],
    "PS": ["State of Palestine", "Palestinian Territories", "Occupied Palestinian Territory", "Palestine"],
    "RU": ["Russian Federation", "Russia"],
    "SY": ["Syrian Arab Republic", "Syria"],
    "SZ": ["Eswatini", "Swaziland"],
    "TR": ["Türkiye", "Turkey"],
    "TZ": ["United Republic of Tanzania", "Tanzania"],
    "US": ["United States of America", "United States", "USA"],
    "VE": ["Venezuela (Bolivarian Republic of)", "Venezuela"],
    "VN": ["Viet Nam", "Vietnam"],
]
