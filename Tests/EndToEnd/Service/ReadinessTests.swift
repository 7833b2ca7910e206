import Foundation
import LedgerTesting
import Testing

/// How the service says how it does, and how it ends.
@Suite struct ServiceReadinessTests {
    @Test func `it is ready while its views follow, and its figures are Prometheus'`() async throws {
        let ledger = try await TestLedger.makeCut()
        try await ServedLedger.with(ledger) { served in
            let head = try await ledger.head()
            try await ledger.wait("the views to follow") { _ in
                let status = try await served.get("/v1/status", as: "auditor")
                let views = status["views"] as? [[String: Any]] ?? []
                return !views.isEmpty && views.allSatisfy { $0["position"] as? Int == Int(head.position) }
            }
            let ready = try await served.get("/readyz", as: nil)
            #expect(ready.status == 200)
            #expect(ready["position"] as? Int == Int(head.position))
            let metrics = try await served.get("/metrics", as: "auditor")
            #expect(metrics.text.contains("incident_ledger_requests_total{route=\"readiness\",status=\"200\"}"))
            #expect(metrics.text.contains("incident_ledger_view_position{view=\"year\"} \(head.position)"))
            guard Promtool.isPresent else { return }
            let checked = try await Promtool.program.run(["check", "metrics"], input: metrics.text)
            #expect(checked.status == 0, "\(checked.errors)")
        }
    }

    @Test func `an event that a view cannot take in makes it not ready, until somebody decides`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let child = try await Program.viewChild.run(["poison", ledger.path])
            try #require(child.status == 0, "\(child.errors)")
            try await ledger.wait("the service to see it") { _ in try await served.get("/readyz", as: nil).status == 503
            }
            let reasons = try await served.get("/readyz", as: nil)["reasons"] as? [String] ?? []
            #expect(reasons.contains { $0.contains("nobody has decided") }, "\(reasons)")
        }
    }

    @Test func `without its worker it lags, says so, and is not ready`() async throws {
        let ledger = try await TestLedger.makeCut()
        try await ServedLedger.with(ledger, ["--no-worker", "--ready-lag", "3"]) { served in
            // A view that was asked once stands where it was then.
            try await ledger.succeed(["view", "year"])
            #expect(try await ledger.states()["year"]?.lag == 0)
            for number in 1...5 {
                try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "\(number)"])
            }
            let reply = try await served.get("/readyz", as: nil)
            #expect(reply.status == 503)
            #expect(reply.text.contains("View year is 5 events behind the log."), "\(reply.text)")
        }
    }

    @Test func `asked to end it takes no further connection, answers what it has begun, and ends with status 0`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let served = try await ServedLedger.start(ledger)
        let token = try #require(served.tokens["administrator"])
        let body = #"{"name":"A newspaper","role":"consumer"}"#
        let socket = try RawSocket(served.url)
        try socket.send(
            "POST /v1/tokens HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n" + body.prefix(10))
        try await Task.sleep(for: .milliseconds(200))
        served.running.terminate()
        try await ledger.wait("the service to take no further connection") { _ in (try? RawSocket(served.url)) == nil }
        try socket.send(String(body.dropFirst(10)))
        let run = await served.running.finished()
        #expect(run.status == 0, "\(run.errors.suffix(1_000))")
        #expect(socket.received.contains("201"), "\(socket.received)")
        #expect(try await ledger.succeed(["token", "list"]).contains("A newspaper"))
    }

    @Test func `a port that is taken is said`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let port = try #require(URL(string: served.url)?.port)
            let other = try await TestLedger.make().run(["serve", "--port", "\(port)"])
            #expect(other.status == 1)
            #expect(other.errors.contains("cannot listen on 127.0.0.1:\(port)"), "\(other.errors)")
        }
    }
}
