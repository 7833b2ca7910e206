import Foundation
import LedgerTesting
import Testing

/// What a newcomer runs first.
struct QuickstartTests {
    @Test func `the quickstart ends with the figures on screen`() async throws {
        let scratch = try TemporaryFolder()
        let place = scratch.path("quickstart.ledger")
        let run = try await Program.shell.run(
            [Repository.root.appending(path: "Tools/quickstart").path, place],
            environment: ["INCIDENT_LEDGER_PROGRAMS": Program.directory.path])
        try #require(run.status == 0, "\(run.output) \(run.errors)")
        for figure in [
            "43 figures recorded", "52 rows", "Central Asia", "nearly 1,000,000", "more than 700", "about 775",
        ] {
            #expect(run.output.contains(figure), "\(figure) is not in:\n\(run.output)")
        }
        // 1,022 people in one boat: written with a comma in the sample.
        let ledger = TestLedger(scratch: scratch, path: place)
        let year = try await ledger.view("region-year", ["--region", "Mediterranean", "--year", "2015"])
        #expect(year.map { $0["dead_and_missing"] } == ["1022"])
        let arrests = try await ledger.view("arrests-operation")
        #expect(arrests.map { $0.values.sorted() }.contains { $0.contains("53") })
    }
}
