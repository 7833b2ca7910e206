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
    private static func code(_ text: some StringProtocol) -> String? {
        if let code = countryByName[normalised(text)] { return code }
        let bytes = text.utf8
        guard 2...7 ~= bytes.count else { return nil }
        return countryByCode[trimmed(text)]
    }
}

/// The codes of the countries that a cell names; what names no country gives none.
func countryCodes(in cell: String) -> [String] { CountryList(cell).codes }

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

/// By the codes of two and of three letters.
private let countryByCode: [String: String] = {
    var codes: [String: String] = [:]
    for (code, longer) in zip(Countries.codes, alpha3Codes) {
        codes[code] = code
        codes[String(longer)] = code
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
    "BN": ["Brunei"], "CW": ["Curacao"], "FM": ["Micronesia"], "HK": ["Hong Kong", "Hong Kong SAR"],
    "MK": ["North Macedonia", "Macedonia", "The former Yugoslav Republic of Macedonia"], "MO": ["Macao", "Macau"],
    "NL": ["Netherlands", "The Netherlands", "Holland"], "NE": ["Niger", "The Niger"], "RE": ["Reunion"],
    "ST": ["Sao Tome and Principe"], "SD": ["Sudan", "The Sudan"], "TW": ["Taiwan", "Taiwan, Province of China"],
    "VA": ["Holy See", "Vatican City", "Vatican"],
]

/// The alpha-3 codes of ISO 3166-1, in the order of the alpha-2 codes.
private let alpha3Codes = """
    AND ARE AFG ATG AIA ALB ARM AGO ATA ARG ASM AUT AUS ABW ALA AZE BIH BRB BGD BEL BFA BGR BHR BDI
    BEN BLM BMU BRN BOL BES BRA BHS BTN BVT BWA BLR BLZ CAN CCK COD CAF COG CHE CIV COK CHL CMR CHN
    COL CRI CUB CPV CUW CXR CYP CZE DEU DJI DNK DMA DOM DZA ECU EST EGY ESH ERI ESP ETH FIN FJI FLK
    FSM FRO FRA GAB GBR GRD GEO GUF GGY GHA GIB GRL GMB GIN GLP GNQ GRC SGS GTM GUM GNB GUY HKG HMD
    HND HRV HTI HUN IDN IRL ISR IMN IND IOT IRQ IRN ISL ITA JEY JAM JOR JPN KEN KGZ KHM KIR COM KNA
    PRK KOR KWT CYM KAZ LAO LBN LCA LIE LKA LBR LSO LTU LUX LVA LBY MAR MCO MDA MNE MAF MDG MHL MKD
    MLI MMR MNG MAC MNP MTQ MRT MSR MLT MUS MDV MWI MEX MYS MOZ NAM NCL NER NFK NGA NIC NLD NOR NPL
    NRU NIU NZL OMN PAN PER PYF PNG PHL PAK POL SPM PCN PRI PSE PRT PLW PRY QAT REU ROU SRB RUS RWA
    SAU SLB SYC SDN SWE SGP SHN SVN SJM SVK SLE SMR SEN SOM SUR SSD STP SLV SXM SYR SWZ TCA TCD ATF
    TGO THA TJK TKL TLS TKM TUN TON TUR TTO TUV TWN TZA UKR UGA UMI USA URY UZB VAT VCT VEN VGB VIR
    VNM VUT WLF WSM YEM MYT ZAF ZMB ZWE
    """.split { $0 == " " || $0 == "\n" }
