import Foundation
import LedgerTesting
import Testing

/// Mappings from the command line.
struct MappingCommandTests {
    @Test func `the mappings that come with the program are listed, shown and found without a fault`() async throws {
        let list = CSVReader.rows(of: try await Program.ledger.run(["mappings", "--format", "csv"]).output)
        #expect(Set(list.compactMap { $0["name"] }).isSuperset(of: ["cases", "proceedings", "laws", "provisions"]))
        #expect(list.count >= 9)
        let scratch = try TemporaryFolder()
        for mapping in list {
            let name = try #require(mapping["name"])
            let shown = try await Program.ledger.run(["mappings", "show", name])
            #expect(shown.status == 0 && shown.output.contains("\"name\": \"\(name)\""))
            let file = try scratch.file("\(name).json", holding: shown.output)
            let check = try await Program.ledger.run(["mappings", "check", file])
            #expect(
                check.status == 0 && check.output.hasPrefix("\(name), version \(mapping["version"] ?? "?")"),
                "\(check.errors)")
        }
        let unknown = try await Program.ledger.run(["mappings", "show", "nobody"])
        #expect(unknown.status == 3 && unknown.errors.contains("There is no mapping \"nobody\""), "\(unknown.errors)")
    }

    @Test func `what is wrong with an import of a table is said, each with its status`() async throws {
        let ledger = try await TestLedger.make()
        let table = try ledger.scratch.file("t.csv", holding: "a,b\n1,2\n")
        try ledger.scratch.file("bad.json", holding: "{ \"format\": 1,\n \"name\": 7 }")
        for (mapping, more, status, words) in [
            ("nobody", [], Int32(1), "There is no mapping \"nobody\". The built-in ones are"),
            (ledger.scratch.path("absent.json"), [], 3, "absent.json"),
            (ledger.scratch.path("bad.json"), [], 1, "line 2, column 10: A text in quotes is expected here"),
            ("missing-migrants-main-id", [], 1, "is not one of the mapping missing-migrants-main-id"),
            ("missing-migrants-main-id", ["--report", "cells.txt"], 2, "A report is JSON or CSV by its ending"),
        ] {
            let run = try await ledger.run(
                ["import", "table", table, "--mapping", mapping, "--as-at", "2020-01-01"] + more)
            #expect(run.status == status && run.errors.contains(words), "\(mapping): \(run.status) \(run.errors)")
        }
        #expect(try await ledger.head().position == 0)
    }

    @Test func `the report in JSON has every cell that was not read, and the import's record the mapping`() async throws
    {
        let ledger = try await TestLedger.make()
        let header = "Web ID,Region,Reported Date,Year,Number Dead,Missing,Location of death,Remarks\n"
        let rows = (1...30).map { "\($0),Europe,\"January 05, 2020\",2020,many,,Place \($0),seen\n" }.joined()
        let table = try ledger.scratch.file("t.csv", holding: header + rows)
        let report = ledger.scratch.path("cells.json")
        let told = try await ledger.succeed([
            "import", "missing-migrants", table, "--as-at", "2020-02-01", "--report", report,
        ])
        #expect(told.split(separator: "\n").count < 24, "\(told)")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report))) as? [String: Any])
        let cells = try #require(json["cells"] as? [[String: Any]])
        #expect(
            cells.count == 30
                && cells.allSatisfy { $0["text"] as? String == "many" && $0["column"] as? String == "Number Dead" })
        #expect(json["unknownColumns"] as? [String] == ["Remarks"])
        #expect(json["mapping"] as? String == "missing-migrants-web-id")
        let id = try #require(told.split(separator: "\n").first).dropFirst(7).description
        let record = try await ledger.succeed(["show", "import", id, "--format", "json"])
        for words in [
            "\"mapping\": \"missing-migrants-web-id\"", "\"container\": \"CSV\"", "\"encoding\": \"UTF-8\"",
            "\"digest\"",
        ] {
            #expect(record.contains(words), "\(words): \(record)")
        }
    }
}
