import Foundation
import LedgerTesting
import Testing

/// The auditor's page, and the proof in the reader's own browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct AuditPageTests {
    /// A signed ledger with so many tolls.
    private func ledger(of tolls: Int) async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        let records = (1...tolls).map { #"{"kind":"deaths","state":{"occurred":"2019","dead":\#($0)}}"# }
        try await ledger.succeed(["record", "--json", "-"], input: "[\(records.joined(separator: ","))]")
        try await ledger.succeed(["checkpoint"])
        return ledger
    }

    private func verify(_ browser: Browser, position: String) async throws -> String {
        try await browser.type(position, into: "#position")
        try await browser.click("form[data-verify] .main")
        try await browser.wait("a verdict") { try await !["", "Checking …"].contains($0.text("[data-verdict]")) }
        return try await browser.text("[data-verdict]")
    }

    /// More than a tile, so that the way to the root leads through tiles of two levels.
    @Test func `every event is proved in the browser, with the hashes that Go finds, too`() async throws {
        let ledger = try await ledger(of: 700)
        let go = try await GoVerifier.make(key: try ledger.verifierKey)
        try await ServedLedger.with(ledger, ["--no-worker"]) { served in
            try await Browser.with { browser in
                try await browser.signIn(served, as: "auditor", to: "/audit")
                for position in ["1", "256", "257", "600", "700"] {
                    let verdict = try await verify(browser, position: position)
                    #expect(verdict.hasPrefix("True: the event at position \(position)"), "\(verdict)")
                    let root = try await ledger.head().root
                    let hashes = try await browser.texts(".steps code")
                    #expect(hashes.filter { $0 == root }.count >= 3, "stated, reached, and the last on the way")
                    let signed = try await browser.texts(".steps li").first { $0.contains("is signed by") }
                    #expect(signed?.hasPrefix("true ") == true, "\(signed ?? "")")
                    #expect(try await leaf(of: position, served, go) == hashes.first { $0 != root && $0.count == 64 })
                }
                #expect(try await verify(browser, position: "701").contains("covers 1 to 700"))
                #expect(try await verify(browser, position: "x").contains("whole number"))
                try await browser.expectUsable("audit")
            }
        }
    }

    /// The leaf hash of an event, as its proof has it, which another program accepts.
    private func leaf(of position: String, _ served: ServedLedger, _ go: GoVerifier) async throws -> String? {
        let events = try await served.get("/v1/events?after=\(Int(position)! - 1)&limit=1", as: "auditor").text
        let line = try #require(events.split(separator: "\n").first)
        let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let id = try #require(event["id"] as? String)
        let proof = try await served.get("/v1/deaths/\(id)/proof", as: "auditor").text
        _ = try await go.accept("inclusion", try served.ledger.scratch.file("proof-\(position)", holding: proof))
        let entry = try #require(proof.split(separator: "\n").first { $0.hasPrefix("extra ") }?.dropFirst(6))
        let bytes = try #require(Data(base64Encoded: String(entry)))
        let run = try await Program.shell.run(
            ["-c", "(printf '\\000'; base64 -d <<< '\(bytes.base64EncodedString())') | sha256sum"])
        return run.output.split(separator: " ").first.map(String.init)
    }

    @Test(arguments: ["entries", "tile"])
    func `the proof turns false when one byte is altered on the way`(_ altered: String) async throws {
        let ledger = try await ledger(of: 300)
        try await ServedLedger.with(ledger, ["--no-worker"]) { served in
            for (what, expected) in [("nothing", "true"), (altered, "false")] {
                let proxy = try AlteringProxy.start(served, what)
                defer { proxy.running.terminate() }
                let url = try await proxy.url()
                try await Browser.with { browser in
                    try await browser.signIn(served, as: "auditor", to: "/audit", at: url)
                    // Of the last bundle the last entry is altered; of tiles, the hash beside it.
                    _ = try await verify(browser, position: altered == "entries" ? "300" : "299")
                    let verdict = try await browser.run(
                        "return document.querySelector('[data-verdict]').dataset.verdict")
                    let text = try await browser.text
                    #expect(verdict as? String == expected, "\(what): \(text)")
                }
            }
        }
    }

    @Test func `a log that does not continue what the browser kept is found out`() async throws {
        let ledger = try await ledger(of: 5)
        try await ServedLedger.with(ledger, ["--no-worker"]) { served in
            try await Browser.with { browser in
                try await browser.signIn(served, as: "auditor", to: "/audit")
                #expect(try await verify(browser, position: "").hasPrefix("True"))
                let made = try await served.send(
                    "POST", "/v1/deaths", as: "investigator", #"{"state":{"dead":1,"occurred":"2019"}}"#)
                #expect(made.status == 201)
                try await ledger.succeed(["checkpoint"])
                #expect(try await verify(browser, position: "2").hasPrefix("True"))
                let steps = try await browser.texts(".steps li")
                #expect(steps.contains { $0.hasPrefix("true The log of today begins with the 5 events") })
                // What a log would have signed that was rewritten since.
                let name = "ledger-checkpoint " + (try ledger.verifierKey)
                try await browser.run(
                    """
                    const lines = localStorage.getItem(arguments[0]).split("\\n");
                    lines[1] = "4";
                    localStorage.setItem(arguments[0], lines.join("\\n"));
                    """, [name])
                let verdict = try await verify(browser, position: "2")
                #expect(verdict.hasPrefix("False"), "\(verdict)")
                #expect(verdict.contains("begins with the 4 events"))
            }
        }
    }

    @Test func `what auditors and witnesses put there is shown, and the log is held against it`() async throws {
        let ledger = try await ledger(of: 4)
        let folder = ledger.scratch.path("audits")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let audit = try await Program.replay.run(
            ["audit", ledger.path, "--format", "json", "--output", folder + "/2020-02.json"])
        #expect(audit.status == 0, "\(audit.errors)")
        let checkpoint = try ledger.scratch.file("checkpoint", holding: try await ledger.succeed(["checkpoint"]))
        let key = ledger.scratch.path("witness.key")
        #expect(try await Program.replay.run(["witness-key", "example.org/witness", "--key", key]).status == 0)
        let seen = try await Program.replay.run([
            "witness", "--state", folder + "/witness", "--key", key, "--log", try ledger.verifierKey, checkpoint,
        ])
        #expect(seen.status == 0, "\(seen.errors)")
        try await ServedLedger.with(ledger, ["--no-worker", "--audits", folder]) { served in
            try await Browser.with { browser in
                try await browser.signIn(served, as: "auditor", to: "/audit")
                let text = try await browser.text
                #expect(text.contains("2020-02.json, up to event 4") && text.contains(": sound"), "\(text)")
                #expect(text.contains("example.org/witness, 20"), "\(text)")
                #expect(!text.contains("was altered"))
                try await browser.click("a[href*='earlier=witness']")
                try await browser.wait("a verdict") { try await $0.text("[data-verdict]").hasPrefix("True") }
                try await browser.expectUsable("audit-held-against-a-witness")
                // Somebody makes the report say something else.
                let path = folder + "/2020-02.json"
                let report = try String(contentsOfFile: path, encoding: .utf8)
                try report.replacing("\"isSound\": true", with: "\"isSound\": false")
                    .write(toFile: path, atomically: true, encoding: .utf8)
                try await browser.open(served.url + "/audit")
                #expect(try await browser.text.contains("was altered"))
            }
        }
    }
}

/// What stands between a browser and the service, and alters a byte.
private struct AlteringProxy {
    let running: Running

    static func start(_ served: ServedLedger, _ altered: String) throws -> AlteringProxy {
        let script = Repository.root.appending(path: "Tests/Support/altering-proxy.py")
        let service = String(served.url.dropFirst("http://".count))
        return AlteringProxy(
            running: try Program(url: URL(filePath: "/usr/bin/env")).start(["python3", script.path, service, altered]))
    }

    func url() async throws -> String {
        for _ in 0..<400 {
            if let port = running.output.split(separator: "\n").first { return "http://127.0.0.1:\(port)" }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("the proxy does not listen: \(running.errors)")
        throw CancellationError()
    }
}
