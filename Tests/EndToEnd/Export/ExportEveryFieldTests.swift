import Foundation
import LedgerTesting
import Testing

/// What is recorded can be taken along: nothing that a record states is missing from the tables.
struct ExportEveryFieldTests {
    /// The texts and numbers of a value, wherever they stand. How a count is qualified its printed form says.
    private func leaves(_ value: Any) -> [String] {
        switch value {
        case let object as [String: Any]: object.filter { $0.key != "qualifier" }.values.flatMap(leaves)
        case let list as [Any]: list.flatMap(leaves)
        case is NSNull: []
        default: ["\(value)"]
        }
    }

    @Test(arguments: [
        "incident", "deaths", "arrests", "operation", "published-figure", "case", "proceeding", "law", "provision",
        "indicator", "activity",
    ])
    func `every value that a record states is in some table`(_ kind: String) async throws {
        let ledger = try await TestLedger.make()
        let template = try await Program.ledger.run(["record", kind, "--template"]).output
        // Of what it names that is not there, nothing is said here.
        try await ledger.succeed(["record", kind, "--id", "one", "--json", "-"], input: template)
        let shown = try await ledger.succeed(["show", kind, "one", "--format", "json"])
        let record = try #require(
            JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])
        let stated = leaves(try #require(record["state"]))
        #expect(stated.count > 10)

        let folder = ledger.scratch.path("all")
        try await ledger.succeed(["export", folder])
        var cells: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".csv") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            for row in CSVReader.rows(of: text) {
                cells.formUnion(row.values)
                // A region stands in two columns.
                if let scheme = row["scheme"], let code = row["code"] { cells.insert("\(scheme):\(code)") }
            }
        }
        #expect(stated.filter { !cells.contains($0) }.sorted() == [])
    }
}
