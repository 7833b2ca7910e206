import Foundation
import LedgerTesting
import Testing

/// A replica that is served while it follows a served origin: reading elsewhere, with the origin's signature.
@Suite struct ServedReplicaTests {
    /// Waits until a served replica holds as much.
    private func wait(for position: UInt64, _ served: ServedLedger) async throws {
        for _ in 0..<400 {
            if let held = try await served.get("/v1/status", as: "auditor")["position"] as? Int, held == Int(position) {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the replica does not come to \(position): \(served.running.errors.suffix(2_000))")
    }

    @Test func `it shows what the origin records, refuses to record, and cosigns what it holds`() async throws {
        let origin = try await TestLedger.makeCut()
        try await ServedLedger.with(origin, ["--open-evidence", "--no-worker"]) { source in
            let published = PublishedLedger(ledger: origin)
            let replica = try await published.replica(from: [source.url])
            let keyPath = replica.scratch.path("mirror.key")
            let made = try await Program.ledger.run(["replica", "key", "--name", "mirror.example/one", keyPath])
            let mirror = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            try await ServedLedger.with(replica, ["--follow", "--mirror-key", keyPath, "--open-evidence"]) { served in
                let recorded = try await source.send(
                    "POST", "/v1/deaths", as: "investigator", #"{"state":{"dead":7,"occurred":"2019"},"id":"seen"}"#)
                #expect(recorded.status == 201)
                try await wait(for: try await origin.head().position, served)
                #expect(try await served.get("/v1/deaths/seen", as: "analyst").status == 200)
                for (method, path, body) in [
                    ("POST", "/v1/deaths", #"{"state":{"dead":1,"occurred":"2019"}}"#),
                    ("POST", "/v1/records", "[]"), ("DELETE", "/v1/deaths/seen", "{}"),
                ] {
                    let refused = try await served.send(method, path, as: "investigator", body)
                    #expect([403, 404, 405].contains(refused.status), "\(path): \(refused.text)")
                    if refused.status == 403 { #expect(refused.text.contains("is a replica of"), "\(refused.text)") }
                }
                let page = try await served.get("/", as: "investigator", headers: [("Accept", "text/html")])
                #expect(page.text.contains("This is a replica of") && !page.text.contains(">Enter</a>"))
                let status = try await served.get("/v1/status", as: "auditor")
                let standing = try #require(status["replica"] as? [String: Any])
                #expect(standing["age"] as? Int != nil && standing["cosignedBy"] as? String == "mirror.example/one")

                let checkpoint = try await served.get("/checkpoint", as: nil)
                #expect(checkpoint.text.contains("— mirror.example/one "))
                let go = try await GoVerifier.make(key: try origin.verifierKey)
                #expect(
                    try await go.accept("bundle", served.url).hasPrefix("\(try await origin.head().position) events"))
                let check = try await Program.ledger.run(
                    ["replica", "check", "--key", try origin.verifierKey, "--mirror", "\(served.url)=\(mirror)"])
                #expect(check.status == 0 && check.output.contains("hold what they cosigned"), "\(check.errors)")
                let unkept = try await Program.ledger.run(
                    ["replica", "check", "--key", try origin.verifierKey, "--mirror", "\(source.url)=\(mirror)"])
                #expect(unkept.status == 1 && unkept.output.contains("has not cosigned"))
                // A replica of the replica needs nothing but the origin's key.
                let second = try await published.replica(from: [served.url])
                try await second.succeed(["replica", "follow", "--once"])
                try await second.expectSame(as: origin)
            }
        }
    }

    @Test func `a service that publishes for nobody gives its log to whoever has a token`() async throws {
        let origin = try await TestLedger.makeCut()
        try await ServedLedger.with(origin, ["--no-worker"]) { source in
            let scratch = try TemporaryFolder()
            let create = [
                "replica", "create", "--from", source.url, "--key", try origin.verifierKey, scratch.path("a.ledger"),
            ]
            let refused = try await Program.ledger.run(create)
            #expect(refused.status == 1 && refused.errors.contains("401"), "\(refused.errors)")
            let token = ["INCIDENT_LEDGER_FEED_TOKEN": source.tokens["auditor"] ?? ""]
            #expect(try await Program.ledger.run(create, environment: token).status == 0)
            let replica = TestLedger(scratch: scratch)
            let run = try await Program.ledger.run(
                ["replica", "follow", "--once", "--ledger", replica.path], environment: token)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try await replica.head() == origin.head())
        }
    }
}
