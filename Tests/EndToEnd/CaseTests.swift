import Foundation
import LedgerTesting
import Testing

/// Cases, proceedings, laws and provisions (all made up): what they name, what they look like, what they add up to.
struct CaseTests {
    private static let court = ["--source", "court", "--known-at", "2021-06-01", "--jurisdiction", "IT"]

    private static func funnel(_ ledger: TestLedger, _ more: [String] = []) async throws -> [String: String] {
        let csv = try await ledger.succeed(["view", "enforcement-funnel", "--format", "csv"] + more)
        return try #require(CSVReader.rows(of: csv).first { $0["jurisdiction"] == "IT" })
    }

    /// A case of three defendants: two convicted on two charges each; both appeal, and one is acquitted; cassation confirms.
    private static func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        let charge = { (article: String) in ["--charge", "conduct=\(article), verdict=convicted, imprisonment=48..60"] }
        for arguments in [
            ["case", "--id", "boat", "--title", "Case of the boat", "--date", "2019-03", "--defendants", "3"]
                + ["--external-id", "docket:417/2019"],
            ["proceeding", "--id", "first", "--case", "boat", "--stage", "first-instance", "--date", "2020-01-15"]
                + ["--defendants", "3", "--convicted", "2", "--acquitted", "1"] + charge("6.1.a") + charge("6.2.c"),
            ["proceeding", "--id", "appeal", "--case", "boat", "--stage", "appeal", "--appeal-from", "first"]
                + ["--date", "2020-10-01", "--defendants", "2", "--convicted", "1", "--acquitted", "1"],
            ["proceeding", "--id", "last", "--case", "boat", "--stage", "final-appeal", "--appeal-from", "appeal"]
                + ["--date", "2021-05-01", "--convicted", "1"],
        ] { try await ledger.succeed(["record"] + arguments + court) }
        return ledger
    }

    @Test func `who is convicted on two charges and appeals twice is one person of each step`() async throws {
        let ledger = try await Self.ledger()
        let row = try await Self.funnel(ledger)
        #expect(row["charged"] == "3" && row["convicted"] == "2" && row["acquitted"] == "1")
        #expect(row["convicted_on_appeal"] == "1" && row["acquitted_on_appeal"] == "1")
        #expect(row["convicted_on_final_appeal"] == "1" && row["acquitted_on_final_appeal"] == "")
        #expect(row["other_proceedings"] == "0")
        // A verdict that is put right is another one; what was recorded then stays.
        try await ledger.succeed([
            "correct", "proceeding", "first", "--convicted", "3", "--acquitted", "0", "--reason", "Misread",
            "--known-at",
            "2021-06-02",
        ])
        #expect(try await Self.funnel(ledger)["convicted"] == "3")
        #expect(try await Self.funnel(ledger, ["--known-by", "2021-06-01"])["convicted"] == "2")
    }

    @Test func `a case of the same docket is flagged, and counts once when somebody says so`() async throws {
        let ledger = try await Self.ledger()
        let twin = ["record", "case", "--id", "twin", "--title", "The boat", "--date", "2019", "--defendants", "2"]
        let said = try await ledger.succeed(twin + ["--external-id", "docket:417/2019"] + Self.court)
        #expect(said.contains("looks-like: case/boat has the same number or identifier"), "\(said)")
        #expect(try await Self.funnel(ledger)["charged"] == "5")
        try await ledger.succeed(["duplicates", "decide", "case/boat", "case/twin", "same", "--reason", "One docket"])
        #expect(try await Self.funnel(ledger)["charged"] == "3")
    }

    @Test func `what a case and a proceeding name and is not there is flagged, and what hangs on a case goes with it`()
        async throws
    {
        let ledger = try await Self.ledger()
        let lost = try await ledger.succeed(
            [
                "record", "proceeding", "--case", "ghost", "--stage", "appeal", "--appeal-from", "nothing", "--date",
                "2020",
            ]
                + ["--charge", "provision=nowhere, verdict=convicted"] + Self.court)
        for target in ["case/ghost", "proceeding/nothing", "provision/nowhere"] {
            #expect(lost.contains("there is no \(target)"), "\(lost)")
        }
        let refused = try await ledger.run(["withdraw", "case", "boat", "--reason", "It was another"])
        #expect(refused.status != 0 && refused.errors.contains("proceeding/first"), "\(refused)")
        let all = try await ledger.succeed(["withdraw", "case", "boat", "--with-linked", "--reason", "It was another"])
        #expect(all.contains("proceeding/last"), "\(all)")
        #expect(try await ledger.succeed(["find", "proceeding", "--case", "boat"]).contains("0 records"))
    }

    @Test func `what belongs together is recorded in one go, each naming the others before they have identifiers`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let list = """
            [
              { "kind": "case", "name": "case", "state": { "title": "Case of the lorry", "jurisdiction": "GR" } },
              { "kind": "proceeding", "name": "first",
                "state": { "case": "@case", "stage": "first-instance", "decided": "2020-01-15", "convicted": 1 } },
              { "kind": "proceeding",
                "state": { "case": "@case", "stage": "appeal", "appealFrom": "@first", "decided": "2020-06-01" } },
              { "kind": "law", "name": "law", "state": { "title": "Law on aliens", "jurisdiction": "GR" } },
              { "kind": "provision", "state": { "law": "@law", "number": "art. 30" } }
            ]
            """
        let said = try await ledger.succeed(["record", "--json", "-"], input: list)
        #expect(!said.contains("no-such-record"), "\(said)")
        let found = try await ledger.succeed(["find", "proceeding", "--country", "Greece", "--format", "csv"])
        #expect(CSVReader.rows(of: found).count == 2, "the jurisdiction is that of the case: \(found)")
        #expect(try await ledger.succeed(["find", "provision", "--country", "GR"]).contains("art. 30"))
    }

    @Test func `a table of cases is taken in by its form, and again without a change`() async throws {
        let ledger = try await TestLedger.make()
        let heading = try await Program.ledger.run(["mappings", "template", "cases"]).output
        var row = heading.trimmingCharacters(in: .newlines).split(separator: ",").map(String.init)
        let cells = [
            "Case ID": "1", "Title": "Case of the boat", "Jurisdiction": "Italy", "Opened": "2019-03",
            "Acts": "6.1.a; 6.2.c",
            "Docket": "417/2019", "Defendants": "3", "Migrants": "64", "Outcome": "pending", "Transnational": "yes",
            "Source": "court",
        ]
        #expect(Set(cells.keys).isSubset(of: row), "\(row)")
        row = row.map { cells[$0] ?? "" }
        try ledger.scratch.file("cases.csv", holding: heading + row.joined(separator: ",") + "\n")
        let take = ["import", "table", ledger.scratch.path("cases.csv"), "--mapping", "cases", "--as-at"]
        try await ledger.succeed(take + ["2021-01-01"])
        let shown = try await ledger.succeed(["show", "case", "case-1", "--format", "json"])
        let state = try #require(
            (try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])?["state"] as? [String: Any])
        #expect(state["conduct"] as? [String] == ["6.1.a", "6.2.c"] && state["transnational"] as? String == "proven")
        let ids = try #require(state["externalIds"] as? [[String: String]])
        #expect(ids.contains(["scheme": "docket", "value": "417/2019"]), "\(ids)")
        let again = try await ledger.succeed(take + ["2021-02-01"])
        #expect(again.contains("unchanged"), "\(again)")
        #expect(try await ledger.succeed(["history", "case", "case-1"]).contains("version 1"))
        // What the desk records of the same docket looks like it, and is a suspicion until somebody decides.
        let twin = try await ledger.succeed(
            ["record", "case", "--title", "The boat", "--external-id", "docket:417/2019", "--defendants", "2"]
                + Self.court)
        #expect(twin.contains("looks-like: case/case-1") && twin.contains("duplicates decide"), "\(twin)")
    }

    @Test func `provisions are taken in with their law, and counted by article`() async throws {
        let ledger = try await TestLedger.make()
        try ledger.scratch.file(
            "laws.csv",
            holding: "Law ID,Title,Jurisdiction,Number,In force from\ntui,Testo unico,IT,286/1998,1998-09-02\n")
        try ledger.scratch.file(
            "provisions.csv",
            holding:
                "Provision ID,Law,Number,Jurisdiction,Articles of the Protocol,Articles stated by,Months from,Months to,"
                + "Fine from,Currency,Benefit\n12-1,tui,art. 12(1),IT,6.1.a; 6.1.c,UNODC,24,72,15000,EUR,aggravating\n"
                + "12-2,tui,art. 12(2),IT,,,,,,,\n")
        for (file, mapping) in [("laws", "laws"), ("provisions", "provisions")] {
            try await ledger.succeed(
                ["import", "table", ledger.scratch.path("\(file).csv"), "--mapping", mapping, "--as-at", "2021-01-01"])
        }
        let shown = try await ledger.succeed(["show", "law", "law-tui"])
        #expect(shown.contains("provision: 2 records"), "\(shown)")
        let csv = try await ledger.succeed(["view", "laws-article-country", "--format", "csv"])
        let rows = CSVReader.rows(of: csv)
        #expect(rows.map { $0["article"] } == ["", "6.1.a", "6.1.c"])
        #expect(rows.map { $0["benefit_aggravating"] } == ["0", "1", "1"])
    }
}
