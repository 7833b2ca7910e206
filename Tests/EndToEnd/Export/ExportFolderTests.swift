import Foundation
import LedgerTesting
import Testing

/// A folder of tables, read by pandas and by frictionless without a line of cleaning.
struct ExportFolderTests {
    private func exported(_ options: [String] = []) async throws -> (ledger: TestLedger, folder: String) {
        let ledger = try await TestLedger.makeExported()
        let folder = ledger.scratch.path("records")
        try await ledger.succeed(["export", folder] + options)
        return (ledger, folder)
    }

    @Test(arguments: [[], ["--comment", "--licence", "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/"]])
    func `frictionless finds every table as datapackage.json says it is`(_ options: [String]) async throws {
        let (ledger, folder) = try await exported(options)
        defer { withExtendedLifetime(ledger) {} }
        let script = """
            import json, sys
            from frictionless import validate
            report = validate(sys.argv[1] + "/datapackage.json")
            print(json.dumps({
                "valid": report.valid, "tables": len(report.tasks),
                "errors": [str(e) for e in report.flatten(["rowNumber", "fieldName", "type", "note"])][:5]}))
            """
        let report = try #require(try await Readers.json(script, [folder]) as? [String: Any])
        #expect(report["valid"] as? Bool == true, "\(report)")
        #expect(report["tables"] as? Int ?? 0 > 25)
        let package = try json(folder + "/datapackage.json")
        let licences = package["licenses"] as? [[String: String]]
        #expect(licences?.first?["name"] == (options.isEmpty ? nil : "CC-BY-4.0"))
        #expect((package["citation"] as? String)?.contains("tree root") == true)
        let sources = try #require(package["sources"] as? [[String: Any]])
        #expect(sources.contains { ($0["title"] as? String)?.contains("IOM Missing Migrants Project") ?? false })
        let resources = try #require(package["resources"] as? [[String: Any]])
        for resource in resources {
            let fields = try #require((resource["schema"] as? [String: Any])?["fields"] as? [[String: Any]])
            for field in fields {
                #expect((field["description"] as? String)?.isEmpty == false)
                let name = try #require(field["name"] as? String)
                guard resource["name"] as? String == "deaths", name.hasSuffix("_low") else { continue }
                #expect((field["description"] as? String)?.contains("column counted") == true)
                #expect(field["unit"] as? String == "persons")
            }
        }
    }

    @Test func `what pandas adds up of the rows that count is what the view says`() async throws {
        let (ledger, folder) = try await exported()
        let script = """
            import json, pandas, sys
            deaths = pandas.read_csv(sys.argv[1] + "/deaths.csv", keep_default_na=False, na_values=[""],
                                     parse_dates=["first_day", "last_day", "known_at", "recorded_at"])
            counted = deaths[deaths.counted == "yes"]
            possible = deaths[deaths.counted == "possible"]
            low = counted.groupby("year").dead_low.sum()
            high = pandas.concat([counted, possible]).groupby("year").dead_high.sum()
            source = pandas.read_csv(sys.argv[1] + "/source.csv")
            print(json.dumps({
                "low": {str(k): int(v) for k, v in low.items()}, "high": {str(k): int(v) for k, v in high.items()},
                "types": {c: str(t) for c, t in deaths.dtypes.items()},
                "about": deaths[deaths.id == "about"].country.iloc[0],
                "silent": deaths[deaths.id == "silent"].cause.iloc[0], "note": deaths[deaths.id == "silent"].note.iloc[0],
                "joined": len(deaths.merge(source[source.kind == "deaths"], on="id")), "rows": len(deaths)}))
            """
        let read = try #require(try await Readers.json(script, [folder]) as? [String: Any])
        let types = try #require(read["types"] as? [String: String])
        #expect(
            types["first_day"]?.hasPrefix("datetime64") == true && types["recorded_at"]?.hasPrefix("datetime64") == true
        )
        #expect(types["dead_low"] == "float64" && types["position"] == "int64" && types["disputed"] == "bool")
        #expect(read["about"] as? String == "NA")
        #expect(read["silent"] as? String == "A \"quoted\" cause, with\na line" && read["note"] as? String == "=1+1")
        #expect(read["joined"] as? Int ?? 0 > 100)
        let (low, high) = (
            try #require(read["low"] as? [String: Int]), try #require(read["high"] as? [String: Int])
        )
        var compared = 0
        for row in try await ledger.view("year") {
            guard let year = row["year"], let dead = row["dead"], !dead.hasPrefix("~") else { continue }
            let parts = dead.components(separatedBy: "..")
            #expect(low[year, default: 0] == Int(parts[0]), "\(year): \(dead)")
            if let last = parts.last, !last.isEmpty { #expect(high[year] == Int(last), "\(year): \(dead)") }
            compared += 1
        }
        #expect(compared > 3)
    }

    @Test func `the provenance has the digests of all files, what was left out and what views say`() async throws {
        let (ledger, folder) = try await exported()
        let whole = try json(folder + "/provenance.json")
        let files = try #require(whole["files"] as? [[String: Any]])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(files.compactMap { $0["name"] as? String }) == Set(names).subtracting(["provenance.json"]))
        for file in files {
            let path = try folder + "/" + #require(file["name"] as? String)
            let sum = try await Program(url: URL(filePath: "/usr/bin/sha256sum")).run([path])
            #expect(sum.output.hasPrefix(file["sha256"] as? String ?? "none"), "\(path)")
        }
        let provenance = try #require(whole["provenance"] as? [String: Any])
        let head = try await ledger.head()
        #expect(provenance["root"] as? String == head.root && provenance["position"] as? UInt64 == head.position)
        for view in try #require(provenance["views"] as? [[String: Any]]) {
            let name = try #require(view["name"] as? String)
            let answer = try await ledger.succeed(["view", name])
            #expect(answer.contains("sha256 \(view["digest"] as? String ?? "none")"), "\(name)")
            for notice in try #require(view["notices"] as? [String]) { #expect(answer.contains(notice)) }
        }
        let records = try #require(provenance["records"] as? [String: Any])
        #expect((records["notCounted"] as? [[String: Any]])?.isEmpty == false)
        #expect(records["isComplete"] as? Bool == true)
        // Every kind of record that there is can be taken along.
        let events = try JSONSerialization.jsonObject(
            with: Data(try await ledger.succeed(["head", "--format", "json"]).utf8))
        let kinds = try #require(events as? [String: Any]).keys.filter { $0.hasSuffix("Events") }
        let exported = try #require(records["kinds"] as? [[String: Any]])
        #expect(exported.count == kinds.count, "\(kinds)")
    }

    @Test(arguments: ["records", "records.ndjson", "records.geojson", "records.xlsx"])
    func `the same moment exported twice gives the same bytes`(_ name: String) async throws {
        let ledger = try await TestLedger.makeExported()
        let position = try await ledger.head().position
        for folder in ["one", "two"] {
            try FileManager.default.createDirectory(
                atPath: ledger.scratch.path(folder), withIntermediateDirectories: false)
            try await ledger.succeed(["export", ledger.scratch.path("\(folder)/\(name)"), "--as-of", "\(position)"])
            // What is recorded later is not of that moment.
            try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "5", "--source", "radio"])
        }
        let same = try await Program(url: URL(filePath: "/usr/bin/diff")).run(
            ["-r", ledger.scratch.path("one"), ledger.scratch.path("two")])
        #expect(same.status == 0, "\(same.output.prefix(2_000))")
    }

    private func json(_ path: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any])
    }
}
