import Foundation
import LedgerTesting
import Testing

@Suite struct ServiceAccessTests {
    @Test func `nothing is answered without a token but whether the service is there`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            for path in ["/healthz", "/readyz", "/openapi.json"] {
                #expect(try await served.get(path, as: nil).status == 200, "\(path)")
            }
            let reply = try await served.get("/v1/status", as: nil)
            #expect(reply.status == 401)
            #expect(reply.header("WWW-Authenticate") == "Bearer realm=\"incident-ledger\"")
            #expect(reply.header("Content-Type") == "application/problem+json")
        }
    }

    @Test func `a token is good until it is revoked, and from then on at no request`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let text = try await ledger.token("consumer", name: "A ministry")
            #expect(try await served.get("/v1/status", as: text).status == 200)
            try await ledger.succeed(["token", "revoke", "A ministry"])
            let reply = try await served.get("/v1/status", as: text)
            #expect(reply.status == 401)
            #expect((reply["detail"] as? String)?.contains("revoked") == true)
            let file = try String(contentsOfFile: ledger.path + "/tokens.json", encoding: .utf8)
            #expect(!file.contains(text), "a token is kept as it is")
            #expect(!served.running.errors.contains(text), "a token is logged")
        }
    }

    @Test func `a token that has expired is refused`() async throws {
        let ledger = try await TestLedger.make()
        let text = try await ledger.token("consumer", name: "A ministry", ["--expires", "2999-12-31"])
        let path = ledger.path + "/tokens.json"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        try file.replacing("2999-12-31", with: "2001-12-31").write(toFile: path, atomically: true, encoding: .utf8)
        try await ServedLedger.with(ledger) { served in
            let reply = try await served.get("/v1/status", as: text)
            #expect(reply.status == 401)
            #expect((reply["detail"] as? String)?.contains("2001-12-31") == true)
        }
    }

    @Test func `an administrator makes a token that nobody can read again, and ends it`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let made = try await served.send(
                "POST", "/v1/tokens", as: "administrator", #"{"name":"A newspaper","role":"consumer"}"#)
            #expect(made.status == 201)
            let text = try #require(made["token"] as? String)
            let place = try #require(made.header("Location"))
            #expect(try await served.get("/v1/status", as: text).status == 200)
            let list = try await served.get("/v1/tokens", as: "administrator")
            #expect(list.text.contains("A newspaper"))
            #expect(!list.text.contains(text))
            #expect(try await served.request("DELETE", place, as: "administrator").status == 200)
            #expect(try await served.get("/v1/status", as: text).status == 401)
            let again = try await served.send(
                "POST", "/v1/tokens", as: "administrator", #"{"name":"Test consumer","role":"consumer"}"#)
            #expect(again.status == 409, "two tokens of one name cannot be told apart in events")
        }
    }

    @Test func `a token in the address is no token`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let text = try #require(served.tokens["administrator"])
            for name in ["token", "access_token", "key"] {
                #expect(try await served.get("/v1/status?\(name)=\(text)", as: nil).status == 401)
            }
            #expect(!served.running.errors.contains(text), "a token that was put into the address is logged")
        }
    }

    @Test func `one who asks too often is told when to come again`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--rate", "1"]) { served in
            var statuses: [Int] = []
            for _ in 0..<12 {
                let reply = try await served.get("/v1/status", as: "consumer")
                statuses.append(reply.status)
                if reply.status == 429 {
                    #expect(try #require(reply.header("Retry-After").flatMap(Int.init)) >= 1)
                }
            }
            #expect(statuses.prefix(10).allSatisfy { $0 == 200 })
            #expect(statuses.contains(429))
            #expect(try await served.get("/v1/status", as: "analyst").status == 200, "another's limit is his own")
        }
    }

    @Test(arguments: [
        (["--host", "0.0.0.0"], "--insecure"), (["--tls-cert", "a.pem"], "--tls-key"),
        (["--port", "http"], "INCIDENT_LEDGER_SERVE_PORT"), (["--jwks", "none.json"], "none.json"),
        (["--tls-cert", "none.pem", "--tls-key", "none.key"], "none.pem"),
    ])
    func `a service that would not be safe does not start, and says why`(arguments: [String], word: String) async throws
    {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(["serve"] + arguments)
        #expect(run.status != 0)
        #expect(run.errors.contains(word), "\(run.errors)")
    }

    @Test func `settings come from the environment too, are shown at the start, and flags go before them`() async throws
    {
        let ledger = try await TestLedger.make()
        let served = try await ServedLedger.start(
            ledger, ["--max-streams", "7"],
            environment: ["INCIDENT_LEDGER_SERVE_MAX_STREAMS": "3", "INCIDENT_LEDGER_SERVE_MAX_BODY": "2048"])
        let settings = Dictionary(
            served.running.logLines.filter { $0["message"] == "setting" }.map { ($0["name"] ?? "", $0["value"] ?? "") },
            uniquingKeysWith: { first, _ in first })
        #expect(settings["max-streams"] == "7")
        #expect(settings["max-body"] == "2048")
        await served.stop()
    }
}
