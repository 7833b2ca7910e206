import Foundation
import LedgerTesting
import Testing

extension TestLedger {
    /// A ledger with everything that can keep a record out of sums, or make it only possible: the cut of two real exports,
    /// which a dataset succeeds for two years; two lists of the same boats, some decided and some only suspected; what the
    /// desk amended, disputed, withdrew and recorded, with ranges, balances and every kind of list.
    static func makeExported() async throws -> TestLedger {
        try await PreparedLedgers.shared.copy(of: "exported") {
            let ledger = try await makeCut()
            try await ledger.recordByHand()
            try await ledger.takeBoats()
            try await ledger.takeSuccessor()
            try await ledger.succeed([
                "import", "figures", Repository.root.appending(path: "Tools/sample/figures.json").path,
            ])
            return ledger
        }
    }

    private func recordByHand() async throws {
        let day = ["--date", "2019-10-09"]
        for arguments in [
            ["deaths", "--id", "range", "--dead", "5..9", "--females", "<4", "--region", "m49:015"] + day,
            ["deaths", "--id", "about", "--dead", "~12", "--missing", ">3", "--country", "NA", "--point", "35,12"]
                + day,
            ["deaths", "--id", "open", "--dead", "2..", "--survivors", "..8", "--date", "2018"],
            ["deaths", "--id", "balance", "--dead", "-2", "--reason", "counted in another row", "--date", "2018-03"],
            ["deaths", "--id", "total", "--dead", "4", "--missing", "1", "--total", "7", "--date", "2018-03-01"],
            [
                "deaths", "--id", "silent", "--cause", "A \"quoted\" cause, with\na line", "--note", "=1+1", "--date",
                "2018",
            ],
            ["deaths", "--id", "gone", "--dead", "1000", "--date", "2018"],
            ["deaths", "--id", "#hash", "--dead", "1", "--date", "2018"],
            [
                "arrests", "--id", "action", "--operation", "andes", "--phase", "action", "--count", "18..20", "--date",
                "2018-11-27..2018-11-30", "--people", "NA",
            ],
            ["arrests", "--id", "alone", "--count", "2", "--role", "organizer", "--date", "2018"],
        ] {
            try await succeed(["record"] + arguments + ["--source", "coast guard", "--known-at", "2020-02-01"])
        }
        let boat = """
            {
              "kind": "other", "occurred": "2019-10-09", "countriesOfOrigin": ["SY"], "countriesOfTransit": ["NA"],
              "people": [{ "count": 3, "sex": "male", "ageGroup": "adult", "nationality": "SY" }, { "count": "2..4" }],
              "documentFraud": ["forged"], "sources": ["coast guard"]
            }
            """
        try await succeed(["record", "incident", "--id", "boat", "--json", "-"], input: boat)
        try await recordLists()
        let andes = """
            {
              "name": "Operation Andes", "occurred": "2018-11-27..2018-11-30", "leadBodies": ["INTERPOL", "UNODC"],
              "results": [
                { "publisher": "INTERPOL", "measure": "checks", "count": "<44000" },
                { "publisher": "UN", "measure": "arrests", "count": 49 },
                { "publisher": "UN", "measure": "arrests", "count": 50, "note": "on another page" }
              ]
            }
            """
        try await succeed(["record", "operation", "--id", "andes", "--json", "-"], input: andes)
        // With something in every field.
        for kind in [
            "incident", "arrests", "operation", "deaths", "published-figure", "case", "proceeding", "law", "provision",
            "indicator", "activity",
        ] {
            let example = try await succeed(["record", kind, "--template"])
            try await succeed(["record", kind, "--id", "example", "--json", "-"], input: example)
        }
        try await succeed(["withdraw", "deaths", "gone", "--reason", "twice"])
        try await recordCases()
    }

    /// Cases of which two are one, with verdicts of several courts, and provisions of several articles.
    private func recordCases() async throws {
        let said = ["--source", "court", "--known-at", "2020-02-01", "--jurisdiction"]
        for arguments in [
            ["case", "--id", "lorry", "--title", "Case of the lorry", "--defendants", "2..3", "--date", "2018-02"]
                + ["--conduct", "6.2.c", "--conduct", "6.1.a", "--outcome", "pending"] + said + ["NA"],
            ["case", "--id", "twin", "--title", "Case of the lorry", "--defendants", "2", "--date", "2018-02"]
                + said + ["NA"],
            ["case", "--id", "silent", "--title", "Case of the train"] + said + ["IT"],
            ["proceeding", "--id", "first", "--case", "lorry", "--stage", "first-instance", "--defendants", "3"]
                + ["--convicted", "2", "--acquitted", "1", "--date", "2018-07"] + said + ["NA"],
            ["proceeding", "--id", "second", "--case", "lorry", "--stage", "final-appeal", "--convicted", "~1"]
                + ["--date", "2019-07"] + said + ["NA"],
            ["proceeding", "--id", "back", "--case", "lorry", "--stage", "retrial", "--date", "2019-09"] + said + [
                "NA"
            ],
            ["provision", "--id", "old", "--law", "code", "--number", "1", "--in-force-to", "2010-01-01"]
                + ["--implements", "6.1.c:UNODC", "--implements", "6.1.c:IOM", "--benefit", "required"] + said + ["NA"],
            ["provision", "--id", "plain", "--law", "code", "--number", "2"] + said + ["NA"],
        ] { try await succeed(["record"] + arguments) }
        try await succeed([
            "duplicates", "decide", "case/twin", "case/lorry", "same", "--reason", "One docket", "--known-at",
            "2020-02-11",
        ])
    }

    /// Made-up incidents and arrests with several of everything that is stated in lists.
    private func recordLists() async throws {
        let day = ["--date", "2018-05-04"]
        let incident = ["incident", "--incident-kind", "smuggling-venture", "--mode", "sea"] + day
        let route = ["--from", "SN", "--from", "ML", "--via", "NE", "--via", "LY", "--via", "NE", "--to", "IT"]
        for (id, arguments) in [
            ("many", route + ["--people", "64", "--people", "3:female:adult:ML", "--people", "2..4:female:child"]),
            ("vague", route + ["--people", "20..", "--people", "~5:female:unaccompanied-child", "--people", "SN"]),
            ("all-told", ["--from", "ML", "--people", "5", "--people", "3:male", "--people", "2:female"]),
            ("few", ["--to", "IT", "--people", "~6"]),
        ] {
            let law = [
                "--conduct", "6.2.c", "--conduct", "6.1.a", "--aggravation", "6.3.b", "--aggravation", "6.3.a",
                "--benefit", "alleged", "--crime", "robbery", "--crime", "extortion", "--document", "forged",
                "--document", "altered", "--exemption", "family:pending", "--exemption", "family:pending",
                "--operation", "andes",
            ]
            try await succeed(
                ["record"] + incident + ["--id", id] + arguments + (id == "many" ? law : []) + ["--source", "made up"])
        }
        for (number, fee) in [
            "500..900:EUR:person", "700:EUR:person", "~1200:EUR:person", "2000..:EUR:person", "700:EUR:person",
            "3000:EUR:family", "..400:USD:person", "650:USD:person",
        ].enumerated() {
            try await succeed(
                ["record"] + incident + ["--id", "fee-\(number)", "--fee", fee, "--to", "IT", "--source", "made up"])
        }
        for (id, arguments) in [
            ("groups", ["--count", "9", "--people", "3:male:adult:EG", "--people", "2:TN", "--people", "MA"]),
            ("some", ["--count", "5..8", "--people", "2:EG", "--stage", "convicted", "--operation", "andes"]),
            ("open", ["--count", "4..", "--people", "1:EG", "--conduct", "6.1.a"]),
        ] {
            try await succeed(
                ["record", "arrests", "--id", id, "--country", "IT", "--conduct", "6.2.b", "--conduct", "6.2.c"] + day
                    + arguments + ["--source", "made up"])
        }
    }

    /// Rows of another list of the same boats.
    private func takeBoats() async throws {
        let mapping = """
            {
              "format": 1, "name": "NAME", "version": 1,
              "dataset": { "id": "NAME", "publisher": "Publisher of NAME", "title": "Boats", "prefix": "NAME-" },
              "row": { "identifier": ["id"] },
              "records": {
                "incident": { "kind": { "constant": "death-in-transit" }, "occurred": { "date": ["day"], "order": "ymd" } },
                "deaths": {
                  "occurred": { "date": ["day"], "order": "ymd" }, "place.description": { "text": ["place"] },
                  "place.point": { "latitude": ["lat"], "longitude": ["lon"] }, "dead": { "count": ["dead"] },
                  "route": { "text": ["route"] }
                }
              }
            }
            """
        let boats = [
            "watch": "id,day,place,lat,lon,dead,route\n1,2016-05-01,off Zuwara,33.0,12.1,20,Central Mediterranean\n"
                + "2,2016-06-01,Sabha,27.0,14.4,3,\n",
            "guard":
                "id,day,place,lat,lon,dead,route\n1,2016-05-02,north of Zuwara,33.4,12.0,18,central  mediterranean \n"
                + "2,2016-06-09,\"Sabha\",26.0,14.4,4,\n3,2016-09-01,Crete,35.0,25.0,7,\n",
        ]
        for (name, rows) in boats.sorted(by: { $0.key > $1.key }) {
            try scratch.file("\(name).csv", holding: rows)
            try scratch.file("\(name).json", holding: mapping.replacing("NAME", with: name))
            try await succeed([
                "import", "table", scratch.path("\(name).csv"), "--mapping", scratch.path("\(name).json"), "--as-at",
                "2020-02-01",
            ])
        }
        try await succeed(["duplicates", "find", "--record", "--known-at", "2020-02-10"])
        for (one, other, relation) in [
            ("deaths/watch-1", "deaths/guard-1", "same"), ("incident/watch-1", "incident/guard-1", "same"),
        ] {
            try await succeed([
                "duplicates", "decide", one, other, relation, "--reason", "both reports", "--known-at", "2020-02-11",
            ])
        }
    }

    /// Rows by Main ID, which take the place of the cut exports for two years; of a record of these the desk and the
    /// publisher now disagree.
    private func takeSuccessor() async throws {
        let first =
            "Main ID,Incident ID,Region of Incident,Reported Date,Reported Year,Number Dead,"
            + "Minimum Estimated Number of Missing,Location Description,Information Source\n"
        let row = { (id: String, year: Int, dead: Int) in
            "\(id),\(id),Mediterranean,\"January 05, \(year)\",\(year),\(dead),,Izmir,IOM\n"
        }
        for (asAt, dead, options) in [
            ("2020-03-01", 11, ["--succeeds", "missing-migrants-web-id"]), ("2020-04-01", 13, []),
        ] {
            try scratch.file("main.csv", holding: first + row("A", 2018, dead) + row("B", 2019, 22))
            try await succeed(
                ["import", "missing-migrants", scratch.path("main.csv"), "--as-at", asAt] + options)
            if options.isEmpty { continue }
            let deaths = CSVReader.rows(
                of: try await succeed(["find", "deaths", "--dataset", "missing-migrants-main-id", "--format", "csv"]))
            let id = deaths.first { $0["dead"] == "11" }?["id"] ?? ""
            try await succeed([
                "correct", "deaths", id, "--dead", "12", "--reason", "court file", "--known-at", "2020-03-02",
            ])
        }
    }
}
