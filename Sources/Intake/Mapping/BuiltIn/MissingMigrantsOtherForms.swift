extension BuiltInMappings {
    /// Exports without an identifier, of any generation: the words of the column of regions say of which.
    static let missingMigrantsContent = #"""
        {
          "format": 1,
          "name": "missing-migrants-content",
          "version": 1,
          "basedOn": "missing-migrants-web-id",
          "dataset": {
            "id": "missing-migrants-content",
            "title": "Missing Migrants Project: rows without an identifier",
            "prefix": "mmpc-",
            "identifierScheme": null,
            "regionScheme": null
          },
          "row": { "identifier": null },
          "shared": {
            "place.region": [
              { "region": ["Region of Incident", "Region"], "scheme": ["mmp-2014", "mmp-2021"], "required": true },
              { "region": ["UNSD Geographical Grouping", "UNSD Geographic Grouping"], "scheme": "mmp-unsd" }
            ]
          }
        }
        """#
}

extension BuiltInMappings {
    /// The form of 2016 and 2017, with HXL tags or the names that were made of them as its header.
    static let missingMigrantsHDX2017 = #"""
        {
          "format": 1,
          "name": "missing-migrants-hdx-2017",
          "version": 1,
          "basedOn": "missing-migrants-web-id",
          "dataset": {
            "id": "missing-migrants-hdx-2017",
            "title": "Missing Migrants Project: rows by the event's number (Humanitarian Data Exchange, 2016 and 2017)",
            "prefix": "mmph-",
            "identifierScheme": "mmp-event-id",
            "regionScheme": "mmp-2014"
          },
          "row": {
            "identifier": ["#event+id", "id"],
            "keep": ["#meta+source+reliability", "reliability"]
          },
          "shared": {
            "occurred": { "date": ["#date+reported", "date"], "order": "auto", "basis": "reported", "required": true },
            "place.description": null,
            "place.point": { "latitude": ["#geo+lat", "lat"], "longitude": ["#geo+lon", "lon"] },
            "place.country": null,
            "place.region": { "region": ["#region+incident", "incident_region"], "scheme": "mmp-2014", "required": true },
            "route": null,
            "countriesOfOrigin": { "country": ["#affected+nationality", "affected_nationality"], "else": "ignore" },
            "sources": { "sources": ["#meta+source+name", "source"] }
          },
          "records": {
            "deaths": {
              "dead": { "count": ["#affected+dead", "dead"], "required": true },
              "missing": { "count": ["#affected+missing", "missing"], "required": true },
              "statedTotal": null, "survivors": null, "females": null, "males": null, "children": null,
              "sourceQuality": null,
              "regionOfOrigin": { "text": ["#region+origin", "region_origin"] },
              "countryOfOrigin": { "text": ["#affected+nationality", "affected_nationality"] },
              "cause": { "text": ["#cause+type", "cause_of_death"] },
              "causeClass": {
                "code": ["#cause+type", "cause_of_death"], "separator": ",", "mixed": "mixed-or-unknown", "else": "other",
                "drop": ["presumed", "probable", "possible"]
              }
            }
          }
        }
        """#
}
