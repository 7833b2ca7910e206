extension BuiltInMappings {
    /// Exports since 2021: rows of an Incident ID within a Main ID.
    static let missingMigrantsMainID = #"""
        {
          "format": 1,
          "name": "missing-migrants-main-id",
          "version": 1,
          "basedOn": "missing-migrants-web-id",
          "dataset": {
            "id": "missing-migrants-main-id",
            "title": "Missing Migrants Project: rows by Main ID and Incident ID (exports since 2021)",
            "prefix": "mmpi-",
            "identifierScheme": "mmp-incident-id",
            "regionScheme": "mmp-2021"
          },
          "row": {
            "identifier": ["Incident ID"],
            "incident": ["Main ID"],
            "incidentScheme": "mmp-main-id"
          },
          "shared": {
            "place.region": [
              { "region": ["Region of Incident", "Region"], "scheme": "mmp-2021", "required": true },
              { "region": ["UNSD Geographical Grouping", "UNSD Geographic Grouping"], "scheme": "mmp-unsd" }
            ]
          }
        }
        """#
}

extension BuiltInMappings {
    /// The form in which the Humanitarian Data Exchange has had the data since 2021: its `web_id` is the Main ID, and repeats.
    static let missingMigrantsHDXMainID = #"""
        {
          "format": 1,
          "name": "missing-migrants-hdx-main-id",
          "version": 1,
          "basedOn": "missing-migrants-web-id",
          "dataset": {
            "id": "missing-migrants-main-id",
            "title": "Missing Migrants Project: rows by Main ID and Incident ID (exports since 2021)",
            "prefix": "mmpi-",
            "identifierScheme": "mmp-incident-id",
            "regionScheme": "mmp-2021"
          },
          "row": {
            "identifier": null,
            "incident": ["web_id"],
            "incidentScheme": "mmp-main-id",
            "form": "9999.MMP*"
          },
          "shared": {
            "place.region": [
              { "region": ["Region of Incident", "Region"], "scheme": "mmp-2021", "required": true },
              { "region": ["UNSD Geographical Grouping", "UNSD Geographic Grouping"], "scheme": "mmp-unsd" }
            ]
          }
        }
        """#
}
