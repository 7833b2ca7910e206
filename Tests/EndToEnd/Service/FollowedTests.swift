import Crypto
import Foundation
import LedgerTesting
import Testing

/// Those who follow a ledger over the network.
@Suite struct FollowedTests {
    @Test func `the events of the log come in its order, and the last line says that they are whole`() async throws {
        let ledger = try await TestLedger.make()
        for count in 1...3 { try await ledger.record(deaths: count) }
        try await ledger.succeed(["record", "arrests", "--date", "2019", "--count", "3"])
        try await ServedLedger.with(ledger) { served in
            let reply = try await served.get("/v1/events", as: "analyst")
            #expect(reply.status == 200)
            #expect(reply.header("Content-Type") == "application/x-ndjson")
            let lines = reply.text.split(separator: "\n").map(String.init)
            #expect(lines.count == 5)
            #expect(try lines.dropLast().map { try Self.position($0) } == [1, 2, 3, 4])
            let end = try #require(try Self.object(lines[4])["end"] as? [String: Any])
            #expect(end["events"] as? Int == 4)
            #expect(end["through"] as? Int == 4)
            let digest = SHA256.hash(data: Data(lines.dropLast().map { $0 + "\n" }.joined().utf8))
            #expect(end["sha256"] as? String == digest.map { String(format: "%02x", $0) }.joined())

            let log = try await ledger.succeed(["log", "--format", "json"])
            let listed = try #require(
                try JSONSerialization.jsonObject(with: Data(log.utf8)) as? [[String: Any]])
            for (line, event) in zip(lines, listed) {
                #expect(NSDictionary(dictionary: try Self.object(line)) == NSDictionary(dictionary: event))
            }

            let some = try await served.get("/v1/events?after=1&limit=2", as: "analyst").text.split(separator: "\n")
            #expect(try some.dropLast().map { try Self.position(String($0)) } == [2, 3])
            let arrests = try await served.get("/v1/events?kind=arrests", as: "analyst").text.split(separator: "\n")
            #expect(try arrests.dropLast().map { try Self.position(String($0)) } == [4])
            #expect(try await served.get("/v1/events?after=5", as: "analyst").status == 422)
            for wrong in ["after=-1", "kind=none", "limit=0", "before=1"] {
                let reply = try await served.get("/v1/events?" + wrong, as: "analyst")
                #expect([400, 422].contains(reply.status), "\(wrong): \(reply.text)")
            }
        }
    }

    /// The one who follows is cut off again and again while two programs append: the service's own ledger, and a command line
    /// beside it.
    @Test func `a stream that is cut goes on from the last event, losing and doubling nothing`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            async let appended: Void = {
                for _ in 0..<20 { try await ledger.record(deaths: 1) }
            }()
            var seen: [Int] = []
            var last = ""
            while seen.count < 20 {
                let stream = try await StreamedReply.open(
                    served, "/v1/events/stream?after=0", as: "analyst", last.isEmpty ? [] : [("Last-Event-ID", last)])
                #expect(stream.status == 200)
                try await stream.wait("an event") { !$0.events.isEmpty }
                stream.close()
                let events = stream.events
                seen += events.compactMap { Int($0.id) }
                #expect(events.allSatisfy { $0["position"] as? Int == Int($0.id) })
                last = try #require(events.last).id
            }
            try await appended
            #expect(seen == Array(1...20))
        }
    }

    @Test func `what another program appends is seen in a stream that is open`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let all = try await StreamedReply.open(served, "/v1/events/stream", as: "analyst")
            let arrests = try await StreamedReply.open(served, "/v1/events/stream?kind=arrests", as: "analyst")
            try await ledger.record(deaths: 3)
            try await ledger.succeed(["record", "arrests", "--date", "2019", "--count", "3"])
            try await all.wait("both events") { $0.events.count == 2 }
            try await arrests.wait("the arrests") { $0.events.count == 1 }
            #expect(arrests.events[0].id == "2")
            #expect(try await served.get("/v1/events/stream?after=3", as: "analyst").status == 422)
            #expect(
                try await served.get("/v1/events/stream", as: "analyst", headers: [("Last-Event-ID", "x")]).status
                    == 400)
            // Nothing has left when the service is asked to end: the streams end, and the service does.
            #expect(!all.isEnded)
        }
    }

    @Test func `a view's stream tells what has changed, and nothing where nothing has`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.record(deaths: 3)
        try await ServedLedger.with(ledger) { served in
            let stream = try await StreamedReply.open(served, "/v1/views/year/stream", as: "consumer")
            try await stream.wait("the whole answer") { $0.events.count == 1 }
            #expect(stream.events[0]["isWhole"] as? Bool == true)
            #expect((stream.events[0]["rows"] as? [[String: Any]])?.first?["dead"] as? Int == 3)
            try await ledger.succeed(["record", "operation", "--name", "Andes", "--date", "2019"])
            try await ledger.succeed(["record", "deaths", "--id", "b", "--date", "2020", "--dead", "4"])
            try await stream.wait("the new year") { $0.events.count > 1 }
            let change = stream.events[1]
            #expect(change["isWhole"] as? Bool == false)
            #expect((change["changed"] as? [[String: Any]])?.map { $0["year"] as? Int } == [2020])
            #expect((change["gone"] as? [[String: Any]])?.isEmpty == true)
            stream.close()
            // Meanwhile the year goes; and whoever comes again is told just that.
            try await ledger.succeed(["withdraw", "deaths", "b", "--reason", "A mistake"])
            let again = try await StreamedReply.open(
                served, "/v1/views/year/stream", as: "consumer", [("Last-Event-ID", change.id)])
            try await again.wait("the year that is gone") { $0.events.count == 1 }
            #expect((again.events[0]["gone"] as? [[String: Any]])?.map { $0["year"] as? Int } == [2020])
            #expect((again.events[0]["changed"] as? [[String: Any]])?.isEmpty == true)
            again.close()
        }
    }

    @Test func `a stream gives its place back when its reader leaves`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--max-streams", "1"]) { served in
            for _ in 0..<5 {
                let stream = try await served.openStream("/v1/events/stream", as: "analyst")
                let second = try await served.beginning("GET", "/v1/events/stream", as: "analyst")
                #expect(second.status == 429)
                stream.close()
            }
        }
    }

    private static func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    private static func position(_ line: String) throws -> Int { try #require(try object(line)["position"] as? Int) }
}

extension TestLedger {
    fileprivate func record(deaths count: Int) async throws {
        try await succeed(["record", "deaths", "--date", "2019", "--dead", "\(count)"])
    }
}

extension ServedLedger {
    /// A stream, as soon as there is a place for it.
    fileprivate func openStream(_ path: String, as role: String) async throws -> StreamedReply {
        for _ in 0..<400 {
            let stream = try await StreamedReply.open(self, path, as: role)
            if stream.status == 200 { return stream }
            stream.close()
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("the stream that was left is still open")
        throw CancellationError()
    }
}
