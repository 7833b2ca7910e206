extension BuiltInMappings {
    /// Cases, one a row. What the portals of cases publish is no file: this is the form of a table that somebody fills in from
    /// them, or that a publisher makes. `mappings template cases` prints its headings.
    static let cases = #"""
        {
          "format": 1,
          "name": "cases",
          "version": 1,
          "dataset": {
            "id": "cases", "publisher": "Table of cases (its sources say whose)", "title": "Cases, by a table", "prefix": "case-",
            "identifierScheme": "case-table"
          },
          "row": { "identifier": ["Case ID", "Case"] },
          "records": {
            "case": {
              "title": { "text": ["Title"] },
              "jurisdiction": { "country": ["Jurisdiction"], "required": true },
              "opened": { "date": ["Opened"] },
              "docket": { "text": ["Docket", "Docket number"] },
              "ecli": { "text": ["ECLI"] },
              "countriesOfOrigin": { "country": ["Countries of origin"] },
              "countriesOfTransit": { "country": ["Countries of transit"] },
              "countriesOfDestination": { "country": ["Countries of destination"] },
              "countriesInvolved": { "country": ["Other countries"] },
              "conduct": { "code": ["Acts"], "separator": ";" },
              "aggravations": { "code": ["Aggravations"], "separator": ";" },
              "mode": { "code": ["Mode"] },
              "organizedGroup": { "code": ["Organized criminal group"], "table": { "yes": "proven", "no": "not-proven" } },
              "transnational": { "code": ["Transnational"], "table": { "yes": "proven", "no": "not-proven" } },
              "benefit": { "code": ["Benefit"] },
              "outcome": { "code": ["Outcome"] },
              "migrantCount": { "count": ["Migrants"] },
              "defendantCount": { "count": ["Defendants"] },
              "incidents": { "link": ["Incident"] },
              "operations": { "link": ["Operation"] },
              "arrests": { "link": ["Arrests"] },
              "sources": { "sources": ["Source"], "addresses": ["Address"] },
              "note": { "text": ["Note"] }
            }
          }
        }
        """#

    /// What courts decided, one decision a row; an appeal is a row of its own.
    static let proceedings = #"""
        {
          "format": 1,
          "name": "proceedings",
          "version": 1,
          "dataset": {
            "id": "proceedings", "publisher": "Table of proceedings (its sources say whose)",
            "title": "Proceedings, by a table", "prefix": "proceeding-", "identifierScheme": "proceeding-table"
          },
          "row": { "identifier": ["Proceeding ID", "Proceeding"] },
          "records": {
            "proceeding": {
              "case": { "link": ["Case ID", "Case"], "prefix": "case-", "required": true },
              "jurisdiction": { "country": ["Jurisdiction"], "required": true },
              "stage": { "code": ["Stage"], "required": true, "else": "other" },
              "court": { "text": ["Court"] },
              "decided": { "date": ["Decided"] },
              "appealFrom": { "link": ["Appeal from"], "prefix": "proceeding-" },
              "status": { "code": ["Status"] },
              "defendants": { "count": ["Defendants"] },
              "convicted": { "count": ["Convicted"] },
              "acquitted": { "count": ["Acquitted"] },
              "docket": { "text": ["Docket", "Docket number"] },
              "ecli": { "text": ["ECLI"] },
              "sources": { "sources": ["Source"], "addresses": ["Address"] },
              "note": { "text": ["Note"] }
            }
          }
        }
        """#

    /// Laws, one a row.
    static let laws = #"""
        {
          "format": 1,
          "name": "laws",
          "version": 1,
          "dataset": {
            "id": "laws", "publisher": "Table of laws (its sources say whose)", "title": "Laws, by a table", "prefix": "law-",
            "identifierScheme": "law-table"
          },
          "row": { "identifier": ["Law ID", "Law"] },
          "records": {
            "law": {
              "title": { "text": ["Title"] },
              "otherTitles": { "text": ["English title"] },
              "number": { "text": ["Number"] },
              "jurisdiction": { "country": ["Jurisdiction"], "required": true },
              "adopted": { "date": ["Adopted"] },
              "inForceFrom": { "date": ["In force from"] },
              "inForceTo": { "date": ["In force to"] },
              "amends": { "link": ["Amends"], "prefix": "law-" },
              "repeals": { "link": ["Repeals"], "prefix": "law-" },
              "akn": { "text": ["Akoma Ntoso"] },
              "eli": { "text": ["ELI"] },
              "urn-lex": { "text": ["URN LEX"] },
              "sources": { "sources": ["Source"], "addresses": ["Address"] },
              "note": { "text": ["Note"] }
            }
          }
        }
        """#

    /// Provisions of laws, one a row.
    static let provisions = #"""
        {
          "format": 1,
          "name": "provisions",
          "version": 1,
          "dataset": {
            "id": "provisions", "publisher": "Table of provisions (its sources say whose)", "title": "Provisions, by a table",
            "prefix": "provision-", "identifierScheme": "provision-table"
          },
          "row": { "identifier": ["Provision ID", "Provision"] },
          "records": {
            "provision": {
              "law": { "link": ["Law ID", "Law"], "prefix": "law-", "required": true },
              "number": { "text": ["Number"], "required": true },
              "title": { "text": ["Title"] },
              "jurisdiction": { "country": ["Jurisdiction"], "required": true },
              "inForceFrom": { "date": ["In force from"] },
              "inForceTo": { "date": ["In force to"] },
              "implements": { "code": ["Articles of the Protocol"], "separator": ";" },
              "implements.saidBy": { "text": ["Articles stated by"] },
              "imprisonment": { "low": ["Months from"], "high": ["Months to"] },
              "fine": { "low": ["Fine from"], "high": ["Fine to"] },
              "currency": { "text": ["Currency"] },
              "benefit": { "code": ["Benefit"] },
              "benefitOmitted": { "code": ["Benefit omitted because"] },
              "sources": { "sources": ["Source"], "addresses": ["Address"] },
              "note": { "text": ["Note"] }
            }
          }
        }
        """#
}
