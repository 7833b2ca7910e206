import Foundation
import LedgerTesting
import Testing

/// Each real export in a ledger of its own.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct RealExportTests {
    @Test(arguments: RealExport.all)
    func `an export is read cell for cell, once, and replays`(_ export: RealExport) async throws {
        let ledger = try await TestLedger.make(holding: [export])

        let regions = try await ledger.succeed(["view", "region-year", "--format", "csv"])
        #expect(
            regions.prefix { $0 != "\n" }
                == "region,year,incidents,deaths_records,dead,missing,dead_and_missing,survivors,females,males,children"
        )
        let rows = CSVReader.rows(of: regions)
        let order = rows.map { "\($0["region"] ?? "")\u{0}\($0["year"] ?? "")" }
        #expect(order == order.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(
            tolls(rows) { RegionYear(region: $0["region"] ?? "", year: $0["year"] ?? "") }
                == (try export.expectedByRegionAndYear()))

        let years = try await ledger.view("year")
        #expect(tolls(years) { $0["year"] ?? "" } == (try export.expectedByYear()))

        let head = try await ledger.head()
        let again = try await ledger.take(export)
        #expect(again.contains("nothing was appended"))
        #expect(try await ledger.head() == head)
        #expect(try await ledger.succeed(["view", "region-year", "--format", "csv"]) == regions)

        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
        #expect(replay.output.contains("replayed \(head.position) events"))
    }

    @Test func `the guide's figures for 2016 come out of the export of 8 January 2020`() async throws {
        let ledger = try await TestLedger.make(holding: [.january8])
        let year = try await ledger.view("year", ["--year", "2016"])
        #expect(year.map { $0["dead_and_missing"] } == ["8070"])
        let region = try await ledger.view("region-year", ["--year", "2016", "--region", "Mediterranean"])
        #expect(region.map { $0["dead_and_missing"] } == ["5143"])
        let americas = try await ledger.view("region-year", ["--year", "2019", "--group", "Americas"])
        #expect(americas.compactMap { Int($0["dead_and_missing"] ?? "") }.reduce(0, +) == 746)

        // Cells that a spreadsheet would execute are kept as they stood, and come out as text.
        let shown = try await ledger.succeed(["show", "deaths", "mmp-40482", "--format", "csv"])
        #expect(CSVReader.records(of: shown).contains { $0.last?.hasPrefix("'@HS_Barboza") == true }, "\(shown)")
        let json = try await ledger.succeed(["show", "deaths", "mmp-40482", "--format", "json"])
        #expect(json.contains("\"@HS_Barboza\""))
    }

    private func tolls<Key: Hashable>(
        _ rows: [[String: String]], by key: ([String: String]) -> Key
    ) -> [Key: Toll] {
        Dictionary(
            rows.compactMap { row in Toll(row: row).map { (key(row), $0) } }, uniquingKeysWith: { first, _ in first })
    }
}
