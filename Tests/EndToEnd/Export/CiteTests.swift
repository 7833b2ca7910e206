import Foundation
import LedgerTesting
import Testing

/// How figures and answers are cited.
struct CiteTests {
    private static let question = ["view", "year", "--year", "2019", "--known-by", "2020-02-05"]

    @Test func `a figure's citation has what it takes to ask again, and is what the view says`() async throws {
        let ledger = try await TestLedger.makeExported()
        let head = try await ledger.head()
        let answer = try await ledger.succeed(Self.question)
        let row = try #require(try await ledger.view("year", Array(Self.question.dropFirst(2))).first)
        let text = try await ledger.succeed(
            ["cite"] + Self.question + ["--measure", "dead", "--licence", "CC-BY-4.0"])
        #expect(text.contains("view year v1, year 2019: dead \(row["dead"] ?? "?"), as of position \(head.position) "))
        #expect(text.contains("known by 2020-02-05") && text.contains(head.root) && text.contains(head.logId))
        let digest = try #require(answer.firstMatch(of: /sha256 ([0-9a-f]{64})/)?.1)
        #expect(text.contains("rows sha256 \(digest)") && text.contains("Licence CC-BY-4.0."))
        #expect(text.contains("IOM Missing Migrants Project (missing-migrants-web-id, as at 2020-01-16)"), "\(text)")
        let unknown = try await ledger.run(["cite"] + Self.question + ["--measure", "boats"])
        #expect(unknown.status == 2 && unknown.errors.contains("dead_and_missing"), "\(unknown.errors)")
        let many = try await ledger.run(["cite", "view", "year", "--measure", "dead"])
        #expect(many.status == 2 && many.errors.contains("--year"), "\(many.errors)")
        let licence = try await ledger.run(["cite"] + Self.question + ["--licence", "as you like it"])
        #expect(licence.status == 2 && licence.errors.contains("CC-BY-4.0"), "\(licence.errors)")
    }

    @Test func `what an answer says beside its rows is in its citation, in every form`() async throws {
        let ledger = try await TestLedger.makeExported()
        let question = ["cite", "view", "year", "--year", "2016"]
        let text = try await ledger.succeed(question)
        for format in ["text", "bibtex", "csl"] {
            let citation = try await ledger.succeed(question + ["--format", format])
            #expect(citation.contains("OVERLAP") && citation.contains("count from 0 on"), "\(citation)")
            #expect(citation.contains(".."))
        }
        let quiet = try await ledger.succeed(question + ["--as-published", "--dataset", "watch"])
        #expect(text.contains("Note: ") && !quiet.contains("Note: "), "\(quiet)")
        let poisoned = try await TestLedger.make()
        try await poisoned.succeed(["record", "deaths", "--id", "before", "--date", "2016", "--dead", "7"])
        try #require(try await Program.viewChild.run(["huge", poisoned.path]).status == 0)
        #expect(try await poisoned.succeed(["cite", "view", "year"]).contains("INCOMPLETE"))
    }

    @Test func `BibTeX is what pybtex reads, whatever the ledger is called`() async throws {
        let ledger = TestLedger(scratch: try TemporaryFolder())
        let title = "100% {braces} & back\\slash_#1 ~ $5^2"
        try await ledger.succeed(["init", "--title", title])
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3", "--source", "desk"])
        let file = try ledger.scratch.file(
            "a.bib", holding: try await ledger.succeed(["cite", "view", "year", "--format", "bibtex"]))
        let script = """
            import json, sys
            from pybtex.database import parse_file
            data = parse_file(sys.argv[1], bib_format="bibtex")
            (key, entry), = data.entries.items()
            print(json.dumps({"key": key, "type": entry.type, "fields": dict(entry.fields),
                              "authors": [str(p) for p in entry.persons["author"]]}))
            """
        let entry = try #require(try await Readers.json(script, [file]) as? [String: Any])
        let fields = try #require(entry["fields"] as? [String: String])
        #expect(entry["type"] as? String == "misc" && (entry["authors"] as? [String])?.count == 1)
        #expect(fields["title"]?.contains("view year") == true && fields["year"]?.count == 4)
        #expect(fields["note"]?.contains("tree root \(try await ledger.head().root)") == true, "\(fields)")
    }

    @Test func `CSL-JSON has only what the schema knows, and the types that it wants`() async throws {
        let ledger = try await TestLedger.makeExported()
        let json = try await ledger.succeed(["cite"] + Self.question + ["--format", "csl"])
        let items = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        let item = try #require(items.first)
        // Of csl-data.json, version 1.0.2, the variables that are texts; other members are refused by it.
        let texts: Set = [
            "title", "version", "archive", "archive_location", "publisher", "note", "license", "abstract", "URL",
            "genre",
        ]
        #expect(Set(item.keys).subtracting(texts) == ["id", "type", "author", "issued", "custom"])
        #expect(items.count == 1 && item["type"] as? String == "dataset" && item["id"] is String)
        for key in texts { #expect(item[key] == nil || item[key] is String) }
        let authors = try #require(item["author"] as? [[String: String]])
        #expect(authors.allSatisfy { Array($0.keys) == ["literal"] } && authors.count == 1)
        let parts = try #require((item["issued"] as? [String: Any])?["date-parts"] as? [[Int]])
        #expect(parts.count == 1 && parts[0].count == 3 && (1...12).contains(parts[0][1]))
        let custom = try #require(item["custom"] as? [String: Any])
        #expect(
            custom["root"] as? String == (try await ledger.head().root) && custom["knownBy"] as? String == "2020-02-05")
    }

    @Test func `a receipt and a saved answer are cited as the figure itself is`() async throws {
        let ledger = try await TestLedger.makeExported()
        let receipt = ledger.scratch.path("a.receipt")
        try await ledger.succeed(Self.question + ["--receipt", receipt])
        let saved = try ledger.scratch.file(
            "a.json", holding: try await ledger.succeed(["view", "year", "--year", "2016", "--format", "json"]))
        let direct = try await ledger.succeed(["cite"] + Self.question)
        let other = try await ledger.succeed(["cite", "view", "year", "--year", "2016"])
        // What is recorded later does not change what was answered.
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "5", "--known-at", "2020-01-01"])
        #expect(try await ledger.succeed(["cite", receipt]) == direct)
        let again = try await ledger.succeed(["cite", saved])
        let digest = try #require(other.firstMatch(of: /rows sha256 ([0-9a-f]{64})/)?.1)
        #expect(
            again.contains("rows sha256 \(digest)") && again.contains("OVERLAP") && again.contains("count from 0 on"))

        let altered = try ledger.scratch.file(
            "b.json",
            holding: ledger.scratch.text(of: "a.json").replacing(
                "\"deathsRecords\": \"", with: "\"deathsRecords\": \"1"))
        let refused = try await ledger.run(["cite", altered])
        #expect(refused.status == 1 && refused.errors.contains("altered"), "\(refused.errors)")
        let none = try await ledger.run(["cite", try ledger.scratch.file("c.json", holding: "{}")])
        #expect(none.status == 1 && none.errors.contains("neither a receipt nor an answer"), "\(none.errors)")
        let stranger = try await TestLedger.make()
        for file in [receipt, saved] {
            let run = try await stranger.run(["cite", file])
            #expect(run.status == 5 && run.errors.contains("is log"), "\(run.errors)")
        }
    }

    @Test func `a published figure is cited with where it stands and what the ledger says for it`() async throws {
        let ledger = try await TestLedger.makeExported()
        let figures = CSVReader.rows(of: try await ledger.succeed(["reconcile", "--format", "csv"]))
        let answered = figures.first { ["holds", "held-then", "differs"].contains($0["verdict"]) }
        let figure = try #require(answered?["figure"])
        let text = try await ledger.succeed(["cite", figure])
        #expect(text.contains("published figure \(figure): ") && text.contains("published in "), "\(text)")
        #expect(text.contains("the records "))
        let many = try await ledger.run(["cite", "deaths"])
        #expect(many.status == 1 && many.errors.contains("Name one by its identifier"), "\(many.errors)")
        #expect(try await ledger.run(["cite", "no such figure at all"]).status == 3)
        #expect(try await ledger.run(["cite", figure, "--year", "2019"]).status == 2)
    }
}
