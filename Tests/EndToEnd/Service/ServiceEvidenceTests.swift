import Foundation
import LedgerTesting
import Testing

/// The evidence that is served, checked by programs that other people wrote.
@Suite struct ServiceEvidenceTests {
    /// A ledger of 70,000 events: tiles of three levels, full and partial.
    private func make() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        let seed = String(UInt64.random(in: 0...UInt64(UInt32.max)))
        print("seed of the generated events: \(seed)")
        let run = try await Program.viewChild.run(["append", ledger.path, seed, "70000"])
        try #require(run.status == 0, "\(run.errors)")
        try await ledger.succeed(["checkpoint"])
        return ledger
    }

    @Test func `Go computes the signed root from the tiles and entries that are served`() async throws {
        let ledger = try await make()
        let go = try await GoVerifier.make(key: try ledger.verifierKey)
        try await ServedLedger.with(ledger, ["--no-worker"]) { served in
            let token = ["LEDGER_TOKEN": served.tokens["auditor"] ?? ""]
            let run = try await go.check("bundle", served.url, environment: token)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.hasPrefix("70000 events"), "\(run.output)")
            #expect(try await go.check("bundle", served.url).status == 1, "the evidence is open to anybody")

            let full = try await served.get("/tile/0/x001/000", as: "auditor")
            #expect(full.status == 404, "there are 273 full tiles")
            for path in [
                "/tile/0/000", "/tile/1/000", "/tile/2/000.p/1", "/tile/0/273.p/112", "/tile/entries/273.p/112",
            ] {
                let reply = try await served.get(path, as: "auditor")
                #expect(reply.status == 200, "\(path): \(reply.text.prefix(200))")
                #expect(reply.header("Content-Type") == "application/octet-stream")
                #expect(reply.header("Cache-Control")?.contains("immutable") == true)
                let tag = try #require(reply.header("ETag"))
                let again = try await served.get(path, as: "auditor", headers: [("If-None-Match", tag)])
                #expect(again.status == 304)
                #expect(again.body.isEmpty)
            }
            #expect(try await served.get("/tile/0/000", as: "auditor").body.count == 256 * 32)
            for path in [
                "/tile/0/0", "/tile/0/273", "/tile/0/273.p/113", "/tile/0/000.p/0", "/tile/0/000.p/256", "/tile/8/000",
                "/tile/0/x000/000", "/tile/entries/274", "/tile/x/000", "/tile/0/000.p", "/tile/0", "/tile/entries",
            ] {
                #expect(try await served.get(path, as: "auditor").status == 404, "\(path)")
            }
        }
    }

    @Test func `proofs come with the checkpoint that they lead to, and Go accepts them`() async throws {
        let ledger = try await TestLedger.make()
        let go = try await GoVerifier.make(key: try ledger.verifierKey)
        let scratch = ledger.scratch
        try await ledger.succeed(["record", "deaths", "--id", "a", "--date", "2019", "--dead", "3"])
        let early = try await ledger.succeed(["checkpoint"])
        try await ServedLedger.with(ledger) { served in
            for number in 1...4 {
                let made = try await served.send(
                    "POST", "/v1/deaths", as: "investigator",
                    #"{"state":{"dead":\#(number),"occurred":"2019"},"id":"b\#(number)"}"#)
                #expect(made.status == 201, "\(made.text)")
            }
            let proof = try await served.get("/v1/deaths/b2/proof", as: "auditor")
            #expect(proof.status == 200, "\(proof.text)")
            let said = try await go.accept("inclusion", try scratch.file("proof", holding: proof.text))
            #expect(said.hasPrefix("position 3 of 5 events"), "\(said)")
            let continued = try await served.get("/v1/proofs/consistency?from=1", as: "auditor")
            #expect(continued.status == 200, "\(continued.text)")
            _ = try await go.accept(
                "consistency", try scratch.file("early", holding: early),
                try scratch.file("continued", holding: continued.text))
            let checkpoint = try await served.get("/checkpoint", as: "auditor")
            #expect(checkpoint.header("Content-Type")?.hasPrefix("text/plain") == true)
            _ = try await go.accept("checkpoint", try scratch.file("note", holding: checkpoint.text))
            #expect(continued.text.hasSuffix(checkpoint.text))
            #expect(try await served.get("/v1/deaths/none/proof", as: "auditor").status == 404)
            #expect(try await served.get("/v1/proofs/consistency?from=9", as: "auditor").status == 422)
            #expect(try await served.get("/v1/proofs/consistency?from=1&to=99", as: "auditor").status == 404)
            #expect(try await served.get("/checkpoint", as: nil).status == 401)
        }
        let open = try await ServedLedger.start(ledger, ["--open-evidence"], tokens: [:])
        #expect(try await open.get("/checkpoint", as: nil).status == 200)
        #expect(try await open.get("/tile/0/000.p/1", as: nil).status == 200)
        #expect(try await open.get("/v1/deaths/b2/proof", as: nil).status == 401, "a proof holds a record")
        await open.stop()
    }

    @Test func `what is not signed is not served`() async throws {
        let ledger = try await TestLedger.make()
        try FileManager.default.removeItem(atPath: ledger.path + ".key")
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
        try await ServedLedger.with(ledger) { served in
            let checkpoint = try await served.get("/checkpoint", as: "auditor")
            // Its key signed that it is empty, and nothing since.
            #expect(checkpoint.text.split(separator: "\n", omittingEmptySubsequences: false)[1] == "0")
            #expect(try await served.get("/tile/0/000.p/1", as: "auditor").status == 404)
        }
    }
}
