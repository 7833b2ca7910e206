internal import Forms

extension Countries {
    /// The code of the country that a text names: by a name in any case and with or without accents, by the code in capitals,
    /// or by the code of three letters in capitals; nil where it names none.
    public static func code(named text: String) -> String? {
        if let code = byName[folded(text)] { return code }
        return isCode(text) ? text : byLongerCode[text]
    }

    private static func folded(_ name: String) -> String {
        FoldedText.of(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let byName: [String: String] = {
        var codes: [String: String] = [:]
        for code in Countries.codes {
            if let name = name(of: code) { codes[folded(name)] = code }
            for name in otherNames[code] ?? [] { codes[folded(name)] = code }
        }
        return codes
    }()

    private static let byLongerCode = Dictionary(
        uniqueKeysWithValues: zip(alpha3Codes.map(String.init), Countries.codes))

    /// Names that publishers use beside those of ISO 3166-1: the United Nations' longer ones, and common ones.
    private static let otherNames: [String: [String]] = [
        "BO": ["Bolivia (Plurinational State of)", "Bolivia"],
        "AE": ["UAE", "Emirates"],
        "CD": ["Democratic Republic of the Congo", "DR Congo", "DRC", "Congo (Democratic Republic of the)"],
        "CG": ["Congo", "Republic of the Congo"],
        "CI": ["Côte d'Ivoire", "Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"],
        "CV": ["Cabo Verde", "Cape Verde"],
        "CZ": ["Czechia", "Czech Republic"],
        "GB": ["UK", "Great Britain", "Britain", "United Kingdom of Great Britain and Northern Ireland"],
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
    private static let alpha3Codes = """
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
}
