extension RecordJSON {
    /// A commented example of a record: every field, each with what it accepts. It can be read as it stands.
    public static func template(for kind: RecordKind) -> String {
        let fields: String =
            switch kind {
            case .incident: incidentTemplate
            case .deaths: deathsTemplate
            case .arrests: arrestsTemplate
            case .operation: operationTemplate
            case .publishedFigure: publishedFigureTemplate
            case .import: importTemplate
            case .dataset: datasetTemplate
            case .importCells: importCellsTemplate
            }
        let lines = (fields + (kind.hasExternalIDs ? commonNotes : importNotes)).split(separator: "\n")
        return "\(head(kind)){\n" + lines.map { "  \($0)\n" }.joined() + "}\n"
    }

    private static func head(_ kind: RecordKind) -> String {
        """
        // An example of a record of the kind "\(kind.code)". Leave out what is not known: what is left out is not
        // reported, which is not zero.
        // A count is 12, or a text: "12..15" between, "12.." at least, "..15" up to, ">12" more than, "<12" nearly,
        // "~12" about. A time is a day "2019-10-28", a month "2019-10", a year "2019", or first and last day
        // "2019-10-28..2019-10-31". Countries are two-letter codes of ISO 3166-1.

        """
    }

    private static let place = """
        "place": {
          "description": "Off the coast of Izmir",
          // Decimal degrees. Precision: \(PointPrecision.allowedCodes)
          "point": { "latitude": 38.61, "longitude": 26.65, "precision": "approximate" },
          "country": "TR",
          // One region a scheme: \(RegionCatalog.schemes.map(\.name).joined(separator: ", "))
          "regions": ["mmp-2014:Mediterranean", "m49:145"],
        },

        """

    private static let commonNotes = """
        // Identifiers under which others know the record
        "externalIds": [{ "scheme": "mmp-web-id", "value": "52682" }],

        """ + importNotes

    private static let importNotes = """
        // Who said so. Quality: 1 (one source) to 5 (official)
        "sources": [
          { "publisher": "IOM Turkey", "locator": "https://bit.ly/2ZUlSS1", "asAt": "2020-01-08", "quality": 4 },
        ],
        // Oddities that you know of and that are to be kept; the ledger adds its own
        "flags": [{ "code": "sources-disagree", "field": "dead", "detail": "A second source says 5" }],
        // Cells of a table that no field holds as they stood
        "rawCells": [{ "column": "Remarks", "text": "as published" }],
        // Free text; never the name of a living person
        "note": "",

        """

    private static let incidentTemplate = """
        // \(IncidentKind.allowedCodes)
        "kind": "death-in-transit",
        // A text, or an object with firstDay, lastDay, precision (\(DatePrecision.allowedCodes)),
        // basis (\(DateBasis.allowedCodes)), year and month
        "occurred": { "firstDay": "2020-01-05", "basis": "reported" },
        \(place.trimmed)
        "route": "Eastern Mediterranean",
        // \(TransportMode.allowedCodes)
        "mode": "sea",
        "countriesOfOrigin": ["AF", "SY"],
        "countriesOfTransit": ["TR"],
        "countriesOfDestination": ["GR"],
        // Sex: \(Sex.allowedCodes). Age group: \(AgeGroup.allowedCodes)
        "people": [
          { "count": 3, "sex": "male", "ageGroup": "adult", "nationality": "SY" },
          { "count": "1..2", "ageGroup": "unaccompanied-child" },
        ],
        // Whole units of a currency of ISO 4217. Per: \(FeeBasis.allowedCodes)
        "fee": { "amount": "500..900", "currency": "EUR", "basis": "person" },
        // \(DocumentFraud.allowedCodes)
        "documentFraud": ["forged"],
        // Smuggling of Migrants Protocol, articles 6(1) and 6(2): \(Conduct.allowedCodes)
        "conduct": ["6.1.a"],
        // Article 6(3): \(Aggravation.allowedCodes)
        "aggravations": ["6.3.a"],
        // Financial or other material benefit: \(Benefit.allowedCodes)
        "benefit": "alleged",
        // Ground: \(ExemptionGround.allowedCodes). Outcome: \(ExemptionOutcome.allowedCodes)
        "exemptions": [{ "ground": "humanitarian", "outcome": "pending" }],
        // \(CrimeAgainstMigrants.allowedCodes)
        "crimes": ["robbery"],
        // The identifier of the operation that found it
        "operation": "",

        """

    private static let deathsTemplate = """
        // The identifier of its incident
        "incident": "izmir-2020-01-05",
        "occurred": "2020-01-05",
        \(place.trimmed)
        // Persons. Females, males and children are among the dead and missing
        "dead": 4,
        "missing": "1..2",
        "survivors": 51,
        "females": 0,
        "males": 5,
        "children": { "low": 1, "qualifier": "at-least" },
        // Only where the source states a total that is not dead plus missing
        "statedTotal": "5..6",
        // \(CauseClass.allowedCodes)
        "causeClass": "drowning",
        // As published
        "cause": "Drowning",
        "route": "Eastern Mediterranean",
        "regionOfOrigin": "Western Asia",
        "countryOfOrigin": "Syria",
        "countriesOfOrigin": ["SY"],
        // 1 (one source) to 5 (official)
        "sourceQuality": 4,

        """
}

extension String {
    /// Without line breaks at the end: for a text that is put into a line of another.
    fileprivate var trimmed: String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
