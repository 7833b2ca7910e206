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
            case .link: linkTemplate
            case .settlement: settlementTemplate
            case .courtCase: courtCaseTemplate
            case .proceeding: proceedingTemplate
            case .law: lawTemplate
            case .provision: provisionTemplate
            case .indicator: indicatorTemplate
            case .activity: activityTemplate
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
        // Ground: \(ExemptionGround.allowedCodes). Mechanism: \(ExemptionMechanism.allowedCodes).
        // Outcome: \(ExemptionOutcome.allowedCodes)
        "exemptions": [
          { "ground": "humanitarian", "mechanism": "exemption-clause", "outcome": "pending",
            "note": "Claimed by a volunteer of an organisation" },
        ],
        // \(CrimeAgainstMigrants.allowedCodes)
        "crimes": ["robbery"],
        // Who harmed or exploited the migrants: \(Perpetrator.allowedCodes)
        "perpetrators": ["gangs"],
        // Where corruption made it possible: \(EnablingCorruption.allowedCodes)
        "corruption": ["border"],
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

extension RecordJSON {
    static let arrestsTemplate = """
        // The identifier of the incident, of the operation, or both
        "incident": "",
        "operation": "andes",
        "occurred": "2018-11-27..2018-11-30",
        "place": { "description": "", "country": "CO", "regions": ["mmp-2014:South America"] },
        // Persons
        "count": 18,
        // \(OffenderRole.allowedCodes).
        // Nobody is an offender for having been smuggled (Protocol, article 5): there is no such role
        "role": "organizer",
        // Of them, as far as more is known; a group without a count says that there was somebody of it
        "people": [{ "count": 11, "sex": "male", "nationality": "CO" }, { "nationality": "VE" }],
        // \(OperationPhase.allowedCodes)
        "phase": "action",
        // Articles of the Protocol: \(Conduct.allowedCodes)
        "offences": ["6.1.a", "6.2.c"],
        // \(Aggravation.allowedCodes)
        "aggravations": ["6.3.a"],
        "jurisdiction": "CO",
        // \(ArrestStage.allowedCodes)
        "stage": "arrested",
        // What is known of them as smugglers: \(SmugglerProfile.allowedCodes)
        "profiles": ["shared-nationality", "loose-group"],

        """

    static let operationTemplate = """
        "name": "Turquesa",
        "leadBodies": ["INTERPOL"],
        "occurred": "2019-10-28..2019-10-31",
        "place": { "description": "Air, land and sea borders of the Americas" },
        // Phase: \(OperationPhase.allowedCodes)
        "phases": [{ "phase": "action", "period": "2019-10-28..2019-10-31", "description": "Checks at the borders" }],
        // Those that are named
        "countries": ["AR", "BR", "CL", "CO", "MX", "PA", "PE", "ES"],
        // As stated, where not all are named
        "countriesStated": "20..",
        "purpose": "Groups that smuggle migrants to North America",
        // What each publisher states: they differ. Measures: checks, arrests, migrants-identified, nationalities,
        // assets, or others
        "results": [
          { "publisher": "UNODC", "measure": "migrants-identified",
            "count": { "low": 700, "qualifier": "more-than", "unit": "persons" },
            "locator": "E/CN.15/2020, paragraph 32", "asAt": "2020-02-17" },
          { "publisher": "INTERPOL", "measure": "migrants-identified",
            "count": { "low": 775, "qualifier": "approximately", "unit": "persons" }, "phase": "action",
            "note": "Of 30 nationalities" },
        ],

        """

    static let publishedFigureTemplate = """
        "publisher": "UNODC",
        "subject": "Migrant deaths worldwide",
        // As published
        "measure": "deaths",
        // What of the ledger answers it: dead, missing, dead-and-missing, arrests, checks …; left out: nothing does
        "measureCode": "dead-and-missing",
        // Qualifier: \(Qualifier.allowedCodes)
        "count": { "low": 8070, "qualifier": "exact", "unit": "persons" },
        // As published; left out together with the region: the world
        "geography": "Americas",
        // A region, or a named group of regions
        "region": "mmp-2014:Americas",
        "period": "2016",
        // As published, where it cannot be read as a period
        "periodText": "",
        "publishedOn": "2020-02-17",
        // The day to which it refers
        "asAt": "2020-01-16",
        "asAtText": "",
        "citation": "E/CN.15/2020, discussion guide",
        "paragraph": "23",
        // The identifier of the operation that it is about
        "operation": "",
        // The identifier of the dataset that it is a sum of; left out: those of its own publisher
        "dataset": "missing-migrants-web-id",

        """

    static let importTemplate = """
        // SHA-256 of the file, in hexadecimal digits
        "fileDigest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "fileName": "export.csv",
        "publisher": "IOM Missing Migrants Project",
        "asAt": "2020-01-08",
        // The column scheme
        "scheme": "mmp-2014",
        // The body of records that the file is an export of: imports of one dataset follow each other
        "dataset": "missing-migrants",
        // \(ImportScope.allowedCodes): of what the file is a complete statement
        "scope": "complete",
        // The years that it is a complete statement of
        "years": ["2014..2020"],
        // By which mapping it was read, and what was found out of the table
        "reading": {
          "mapping": "missing-migrants-web-id", "version": 1,
          "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "container": "CSV", "delimiter": ",", "encoding": "UTF-8", "sheet": "", "headerRow": 1,
          "dateOrder": "dmy", "dateSystem": "",
          "stated": [{ "kind": "deaths", "fields": ["dead", "missing", "occurred"] }],
        },
        "summary": {
          "rows": 2, "recorded": 2, "corrected": 0, "withdrawn": 0, "reinstated": 0, "unchanged": 0, "restated": 0,
          "confirmed": 0, "rearranged": 0, "disputed": 0,
          "flags": [{ "code": "negative-count", "count": 1 }],
          "refusedCells": [{ "row": 2, "column": "Number Dead", "text": "#NAME?", "reason": "not a number" }],
          "unknownColumns": ["Remarks"],
        },

        """

    static let importCellsTemplate = """
        // The identifier of the import
        "import": "mmp-2020-01-16-5efc291d8588",
        // The columns that no field of a record takes, and what stood in them, row by row
        "columns": ["latitude", "longitude"],
        "rows": [{ "row": 1, "texts": ["38.61", "26.65"] }],

        """

    static let linkTemplate = """
        // The kind of both records: \(Link.kinds.map(\.code).joined(separator: ", ")); of a search, dataset
        "ofKind": "deaths",
        // The record whose part in sums it changes, and the one that counts beside it
        "record": "4f1c2a9be07d3358",
        "other": "mmp-52773",
        // \(LinkRelation.allowedCodes)
        "relation": "suspected",
        // The rules that took the two for one
        "rules": ["place"],

        """

    static let settlementTemplate = """
        // The record that has the flag
        "ofKind": "deaths",
        "record": "4f1c2a9be07d3358",
        // The flag, as the record has it
        "code": "point-outside-region",
        "field": "place.point",
        "detail": "",

        """

    static let datasetTemplate = """
        // Who states it
        "publisher": "IOM Missing Migrants Project",
        "title": "Missing Migrants, records with a Web ID",
        // What the identifiers of its records begin with; no identifier of another dataset does
        "prefix": "mmp-",
        "identifierScheme": "mmp-web-id",
        "regionScheme": "mmp-2014",
        // Datasets that it takes the place of, for the years that its complete imports cover
        "succeeds": [],
        // Datasets that cover the same years, and hold other records all the same
        "disjointFrom": [],

        """
}
