extension BuiltInMappings {
    /// Exports until 2021, of which each row has a Web ID: every heading under which their columns were given, and the words
    /// of their causes, misspellings as they stand there. Suffocation, asphyxiation and fuel burns are classed with hazardous
    /// transport, as the later vocabulary classes deaths inside vehicles and holds.
    static let missingMigrantsWebID = #"""
        {
          "format": 1,
          "name": "missing-migrants-web-id",
          "version": 1,
          "dataset": {
            "id": "missing-migrants-web-id",
            "publisher": "IOM Missing Migrants Project",
            "title": "Missing Migrants Project: rows by Web ID (exports until 2021)",
            "prefix": "mmp-",
            "identifierScheme": "mmp-web-id",
            "regionScheme": "mmp-2014"
          },
          "row": {
            "identifier": ["Web ID"],
            "nothing": ["NULL", "NA", "N/A", "NaN", "-"],
            "keep": ["Incident Type", "Article title", "Information Reliability", "Reliability"]
          },
          "shared": {
            "occurred": {
              "date": ["Reported Date", "Incident Date", "Website Date", "Date"],
              "year": ["Reported Year", "Incident Year", "Year"],
              "month": ["Reported Month", "Incident Month", "Month"],
              "cumulative": ["Location Description", "Location of Death", "Location of Incident"],
              "order": "auto", "required": true
            },
            "place.description": {
              "text": ["Location Description", "Location of Death", "Location of Incident"], "required": true
            },
            "place.point": { 
              "point": ["Location Coordinates", "Location Coodinates", "Coordinates", "Location"], "order": "by-region"
                    },
            "place.country": { "country": ["Country of Incident"], "else": "keep" },
            "place.region": [
              { "region": ["Region of Incident", "Region"], "scheme": "mmp-2014", "required": true },
              { "region": ["UNSD Geographical Grouping", "UNSD Geographic Grouping"], "scheme": "mmp-unsd" }
            ],
            "route": { "text": ["Migration Route", "Migrant Route", "Migrantion Route"] },
            "countriesOfOrigin": { "country": ["Country of Origin"], "else": "ignore" },
            "sources": { "sources": ["Information Source"], "addresses": ["URL", "URLs", "Link"] }
          },
          "records": {
            "incident": { "kind": { "constant": "death-in-transit" } },
            "deaths": {
              "dead": { "count": ["Number Dead", "Number of Dead", "Dead"], "required": true },
              "missing": {
                "count": ["Minimum Estimated Number of Missing", "Number Missing", "Number of Missing", "Missing"],
                "required": true
              },
              "statedTotal": {
                "count": ["Total Dead and Missing", "Total Number of Dead and Missing", "Total Dead or Missing"]
              },
              "survivors": { "count": ["Number of Survivors", "Survivors"] },
              "females": { "count": ["Number of Females", "Number of Female", "Females"] },
              "males": { "count": ["Number of Males", "Number of Male", "Males"] },
              "children": { "count": ["Number of Children", "Children"] },
              "regionOfOrigin": { "text": ["Region of Origin"] },
              "countryOfOrigin": { "text": ["Country of Origin"] },
              "sourceQuality": { "number": ["Source Quality"], "several": "highest" },
              "cause": { "text": ["Cause of Death", "Cause Death"] },
              "causeClass": {
                "code": ["Cause of Death", "Cause Death"], "separator": ",", "mixed": "mixed-or-unknown", "else": "other",
                "drop": ["presumed", "probable", "possible"],
                "table": {
                  "drowning": "drowning",
                  "vehicle accident / death linked to hazardous transport": "vehicle-or-hazardous-transport",
                  "harsh environmental conditions / lack of adequate shelter, food, water": "harsh-conditions",
                  "sickness / lack of access to adequate healthcare": "sickness-or-lack-of-care", "violence": "violence",
                  "accidental death": "accident", "mixed or unknown": "mixed-or-unknown", "drowing": "drowning",
                  "vehicle accident": "vehicle-or-hazardous-transport", "train accident": "vehicle-or-hazardous-transport",
                  "hit by train": "vehicle-or-hazardous-transport", "struck by train": "vehicle-or-hazardous-transport",
                  "hit by vehicle": "vehicle-or-hazardous-transport", "hit by truck": "vehicle-or-hazardous-transport",
                  "hit by car": "vehicle-or-hazardous-transport", "fall from train": "vehicle-or-hazardous-transport",
                  "fell from train": "vehicle-or-hazardous-transport", "fall from vehicle": "vehicle-or-hazardous-transport",
                  "fall from truck": "vehicle-or-hazardous-transport", "fell from truck": "vehicle-or-hazardous-transport",
                  "fall from boat": "vehicle-or-hazardous-transport",
                  "fall onto train tracks": "vehicle-or-hazardous-transport",
                  "crushed in back of truck": "vehicle-or-hazardous-transport",
                  "crushed by bus": "vehicle-or-hazardous-transport",
                  "crushed by stones (train)": "vehicle-or-hazardous-transport",
                  "electrocution on railway": "vehicle-or-hazardous-transport",
                  "plane stowaway": "vehicle-or-hazardous-transport", "bus fire": "vehicle-or-hazardous-transport",
                  "collision": "vehicle-or-hazardous-transport",
                  "injuries from boat motor": "vehicle-or-hazardous-transport",
                  "suffocation": "vehicle-or-hazardous-transport", "asphyxiation": "vehicle-or-hazardous-transport",
                  "gassed": "vehicle-or-hazardous-transport", "fuel burns": "vehicle-or-hazardous-transport",
                  "dehydration": "harsh-conditions", "starvation": "harsh-conditions", "hypothermia": "harsh-conditions",
                  "hyperthermia": "harsh-conditions", "hyperthermia/dehydration": "harsh-conditions",
                  "exposure": "harsh-conditions", "harsh conditions": "harsh-conditions",
                  "harsh weather/lack of adequate shelter": "harsh-conditions", "exhaustion": "harsh-conditions",
                  "hypothermia and exhaustion": "harsh-conditions", "heat stroke": "harsh-conditions",
                  "malnutrition": "harsh-conditions", "sickness": "sickness-or-lack-of-care",
                  "sickness and lack of access to medicines": "sickness-or-lack-of-care",
                  "sickness and lack of access to medicine": "sickness-or-lack-of-care",
                  "cardiac arrest": "sickness-or-lack-of-care", "heart attack": "sickness-or-lack-of-care",
                  "hypoglycemia": "sickness-or-lack-of-care", "pneumonia": "sickness-or-lack-of-care",
                  "post-partum complications": "sickness-or-lack-of-care", "respiratory illness": "sickness-or-lack-of-care",
                  "seizure": "sickness-or-lack-of-care", "coronary artery atherosclerosis": "sickness-or-lack-of-care",
                  "cervical cancer": "sickness-or-lack-of-care", "pulmonary edema": "sickness-or-lack-of-care",
                  "pulmonary edema and renal insufficiency": "sickness-or-lack-of-care",
                  "pulmonary complications": "sickness-or-lack-of-care", "digestive bleeding": "sickness-or-lack-of-care",
                  "organ failure": "sickness-or-lack-of-care", "multiple organ failure": "sickness-or-lack-of-care",
                  "bacterial infection": "sickness-or-lack-of-care", "shot": "violence", "stabbed": "violence",
                  "shot or stabbed": "violence", "murdered": "violence", "excessive physical abuse": "violence",
                  "sexual abuse": "violence", "rape": "violence", "tortured": "violence",
                  "killed by landmine blast": "violence", "killed by mortar shell": "violence", "air strike": "violence",
                  "attacked by apache helicopter": "violence", "struck by artillery shells": "violence",
                  "violence while attempting to board boat": "violence", "accident (non-vehicle)": "accident",
                  "fall": "accident", "fell": "accident", "fall into a mountain crevice": "accident",
                  "fall into a canyon": "accident", "fall from steep slope": "accident",
                  "fall from border fence": "accident", "injuries after falling from border wall": "accident",
                  "burned": "accident", "fire": "accident", "crushed": "accident", "electrocution": "accident",
                  "rockslide": "accident", "struck by lightning bolt": "accident", "killed by crocodile": "accident",
                  "killed by hippopotamus": "accident", "killed by hippoptamus": "accident", "envenomation": "accident",
                  "head injury": "accident", "mixed": "mixed-or-unknown", "unknown": "mixed-or-unknown",
                  "unknown*": "mixed-or-unknown"
                }
              }
            }
          }
        }
        """#
}
