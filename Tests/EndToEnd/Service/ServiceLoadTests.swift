import AsyncHTTPClient
import Foundation
import LedgerTesting
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// Many at once, and a service that is ended and killed under them: what was acknowledged is there, once.
@Suite struct ServiceLoadTests {
    private static func state(dead: Int) -> String {
        #"{"occurred":"2019-03-04","dead":"\#(dead)","place":{"regions":["mmp-2014:Europe"]}}"#
    }

    @Test func `two hundred clients append and read at once, and nothing is lost or doubled`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let (clients, each) = (200, 4)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<clients {
                    group.addTask {
                        for number in 0..<each {
                            let id = "generated-\(client)-\(number)"
                            let made = try await served.send(
                                "POST", "/v1/deaths", as: "investigator",
                                #"{"id":"\#(id)","state":\#(Self.state(dead: 1))}"#)
                            #expect(made.status == 201, "\(made.text)")
                            // What one was told is there for whoever asks next.
                            let seen = try await served.get("/v1/deaths/\(id)", as: "analyst")
                            #expect(seen.status == 200, "\(seen.text)")
                            let view = try await served.get("/v1/views/year?year=2019", as: "consumer")
                            #expect(view.status == 200, "\(view.text)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await ledger.head().position == UInt64(clients * each))
            let years = try await ledger.view("year", ["--year", "2019"])
            #expect(years.first?["dead"] == "\(clients * each)", "\(years)")
        }
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `a service that is ended and killed under load loses no acknowledged append and doubles none`()
        async throws
    {
        let ledger = try await TestLedger.make()
        var served = try await ServedLedger.start(ledger)
        let port = try #require(URL(string: served.url)?.port)
        let (url, tokens) = (served.url, served.tokens)
        let (clients, each) = (12, 25)
        let done = Done()
        let sending = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<clients {
                    group.addTask {
                        for number in 0..<each {
                            try await Self.sendUntilAcknowledged("generated-\(client)-\(number)", url, tokens)
                            done.add()
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        for round in 1...6 where done.count < clients * each {
            let before = done.count
            try await ledger.wait("some more to be acknowledged") { _ in
                done.count >= min(before + 20, clients * each)
            }
            if round % 2 == 0 { served.running.kill() } else { served.running.terminate() }
            let run = await served.running.finished()
            #expect(run.status == (round % 2 == 0 ? -1 : 0), "round \(round): \(run.errors.suffix(1_000))")
            served = try await ServedLedger.start(ledger, ["--port", "\(port)"], tokens: tokens)
        }
        try await sending.value
        await served.stop()
        #expect(try await ledger.head().position == UInt64(clients * each))
        let years = try await ledger.view("year")
        #expect(years.first?["dead"] == "\(clients * each)", "\(years)")
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    /// Sends one record again and again, with the same key, until somebody says that it is kept.
    private static func sendUntilAcknowledged(_ id: String, _ url: String, _ tokens: [String: String]) async throws {
        for _ in 0..<2_000 {
            var request = HTTPClientRequest(url: url + "/v1/deaths")
            request.method = .POST
            request.headers.add(name: "Authorization", value: "Bearer \(tokens["investigator"] ?? "")")
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "Idempotency-Key", value: id)
            request.body = .bytes(Array(#"{"id":"\#(id)","state":\#(state(dead: 1))}"#.utf8))
            if let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(20)) {
                if response.status == .created { return }
                #expect([500, 503].contains(response.status.code), "\(response.status)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("\(id) was never acknowledged")
    }
}

/// How many requests were acknowledged.
private final class Done: Sendable {
    private let held = Atomic<Int>(0)

    var count: Int { held.load(ordering: .relaxed) }

    func add() { held.add(1, ordering: .relaxed) }
}
