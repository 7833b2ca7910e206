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
        let tokens = run.output.matches(of: /(?m)^  ([a-z]+) +(ilt_[0-9a-f]{64})$/).map { String($0.output.1) }
        #expect(tokens == ServedLedger.roles)
        #expect(run.errors.contains("incident-ledger serve --ledger \(place)"))
        // 1,022 people in one boat: written with a comma in the sample.
        let ledger = TestLedger(scratch: scratch, path: place)
        let year = try await ledger.view("region-year", ["--region", "Mediterranean", "--year", "2015"])
        #expect(year.map { $0["dead_and_missing"] } == ["1022"])
        let arrests = try await ledger.view("arrests-operation")
        #expect(arrests.map { $0.values.sorted() }.contains { $0.contains("53") })
    }

    @Test func `the quickstart serves the page in the end, with a token for each role, until it is interrupted`()
        async throws
    {
        let scratch = try TemporaryFolder()
        let running = try Program.shell.start(
            [Repository.root.appending(path: "Tools/quickstart").path, "--serve", scratch.path("quickstart.ledger")],
            environment: [
                "INCIDENT_LEDGER_PROGRAMS": Program.directory.path, "INCIDENT_LEDGER_SERVE_PORT": "0",
            ])
        let url = try await running.listening()
        let ledger = TestLedger(scratch: scratch, path: scratch.path("quickstart.ledger"))
        let served = ServedLedger(ledger: ledger, running: running, url: url, tokens: [:])
        let tokens = running.output.matches(of: /(?m)^  ([a-z]+) +(ilt_[0-9a-f]{64})$/).map(\.output)
        #expect(tokens.map { String($0.1) } == ServedLedger.roles)
        for (_, role, token) in tokens {
            let page = try await served.get("/", as: String(token), headers: [("Accept", "text/html")])
            #expect(page.status == 200 && page.text.contains("quickstart \(role)"), "\(role)")
        }
        running.send(SIGINT)
        #expect(await running.finished().status == 0)
    }
}
