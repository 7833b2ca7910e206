import Foundation
import LedgerTesting
import Testing

/// Records that are written over the network.
@Suite struct ServiceWriteTests {
    private static let deaths = #"{"state":{"dead":3,"occurred":"2019-10-28","place":{"country":"TR"}},"id":"izmir"}"#

    @Test func `what is recorded is acknowledged as the log has it, and is there`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let reply = try await served.send("POST", "/v1/deaths", as: "investigator", Self.deaths)
            #expect(reply.status == 201, "\(reply.text)")
            #expect(reply.header("ETag") == "\"v1\"")
            #expect(reply.header("Location") == "/v1/deaths/izmir")
            let event = try #require((reply["events"] as? [[String: Any]])?.first)
            #expect(event["position"] as? Int == 1)
            #expect(event["version"] as? Int == 1)
            let shown = try await ledger.succeed(["show", "deaths", "izmir", "--format", "json"])
            #expect(shown.contains("\"dead\""))
            let log = try await ledger.succeed(["log", "--format", "json"])
            #expect(log.contains("Test investigator"), "the token's name is the actor")
        }
    }

    @Test func `what cannot be is refused, with each field by its place in the body`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let reply = try await served.send(
                "POST", "/v1/deaths", as: "investigator",
                #"{"state":{"dead":"many","place":{"country":"XX"},"sources":[{"quality":9}]}}"#)
            #expect(reply.status == 422)
            let fields = (reply["errors"] as? [[String: Any]] ?? []).compactMap { $0["field"] as? String }
            #expect(fields.contains("/state/dead"), "\(reply.text)")
            for (body, status) in [
                ("[]", 400), ("{}", 400), (#"{"state":{"none":1}}"#, 422), (#"{"state":{},"knownAt":"then"}"#, 400),
                (#"{"state":{"dead":1},"knownAt":"2999-01-01"}"#, 422), ("not JSON", 400),
            ] {
                let reply = try await served.send("POST", "/v1/deaths", as: "investigator", body)
                #expect(reply.status == status, "\(body): \(reply.text)")
            }
            #expect(try await served.send("POST", "/v1/none", as: "investigator", "{}").status == 404)
            #expect(try await served.send("POST", "/v1/link", as: "investigator", "{}").status == 404)
            let person = #"{"state":{"dead":1,"occurred":"2019","sources":["Maria Rossi"]}}"#
            let questioned = try await served.send("POST", "/v1/deaths", as: "investigator", person)
            #expect(questioned.status == 422)
            #expect(questioned.text.contains("/state/sources/0/publisher"))
            let meant = try await served.send("POST", "/v1/deaths?not-a-person=true", as: "investigator", person)
            #expect(meant.status == 201)
        }
    }

    @Test func `a change says which version it has seen, and of two at once one is told`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            _ = try await served.send("POST", "/v1/deaths", as: "investigator", Self.deaths)
            func change(_ dead: Int, _ match: String?) async throws -> Reply {
                try await served.send(
                    "PUT", "/v1/deaths/izmir", as: "investigator", headers: match.map { [("If-Match", $0)] } ?? [],
                    #"{"state":{"dead":\#(dead),"occurred":"2019-10-28"},"reason":"A body was found"}"#)
            }
            #expect(try await change(4, nil).status == 428)
            for match in ["*", "v1", "\"v1\", \"v2\"", "W/\"v1\"", "\"v0\""] {
                #expect(try await change(4, match).status == 412, "\(match)")
            }
            #expect(try await change(4, "\"v7\"").status == 412)

            async let one = change(4, "\"v1\"")
            async let other = change(5, "\"v1\"")
            let replies = try await [one, other]
            #expect(Set(replies.map(\.status)) == [200, 412], "\(replies.map(\.text))")
            let loser = try #require(replies.first { $0.status == 412 })
            #expect(loser.header("ETag") == "\"v2\"")
            let winner = try #require(replies.first { $0.status == 200 })
            #expect(winner.header("ETag") == "\"v2\"")
            let event = try #require((winner["events"] as? [[String: Any]])?.first)
            let changes = event["changes"] as? [[String: String]] ?? []
            #expect(changes.contains { $0["field"] == "dead" && $0["old"] == "3" }, "\(changes)")

            let reason = #"{"reason":"It was another boat"}"#
            let seen = [("If-Match", "\"v2\"")]
            let gone = try await served.send(
                "POST", "/v1/deaths/izmir/withdraw", as: "investigator", headers: seen, reason)
            #expect(gone.status == 200, "\(gone.text)")
            #expect(gone.header("ETag") == "\"v3\"")
            let again = try await served.send(
                "POST", "/v1/deaths/izmir/reinstate", as: "investigator", headers: [("If-Match", "\"v3\"")], reason)
            #expect(again.status == 200, "\(again.text)")
            #expect(
                try await served.send(
                    "POST", "/v1/deaths/nobody/withdraw", as: "investigator", headers: seen, reason
                ).status == 404)
            #expect(
                try await served.send(
                    "POST", "/v1/deaths/izmir/withdraw", as: "investigator", headers: [("If-Match", "\"v4\"")], "{}"
                ).status == 400, "no reason")
        }
    }

    @Test func `twenty who send the same request under one key append it once, and get one answer`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let key = [("Idempotency-Key", "boat 7")]
            let body = #"{"state":{"dead":3,"occurred":"2019-10-28"}}"#
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await served.send("POST", "/v1/deaths", as: "investigator", headers: key, body)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 201 }, "\(replies.map(\.text))")
            #expect(Set(replies.map(\.body)).count == 1, "\(Set(replies.map(\.text)))")
            #expect(Set(replies.map { $0.header("ETag") }).count == 1)
            #expect(replies.count { $0.header("Idempotency-Replayed") == nil } == 1)
            #expect(try await ledger.head().position == 1)

            let other = try await served.send(
                "POST", "/v1/deaths", as: "investigator", headers: key, #"{"state":{"dead":4,"occurred":"2019-10-28"}}"#
            )
            #expect(other.status == 422)
            #expect(other.text.contains("Idempotency-Key"))
            // Another's key of the same text is another key.
            let second = try await ledger.token("investigator", name: "Second desk")
            let theirs = try await served.send("POST", "/v1/deaths", as: second, headers: key, body)
            #expect(theirs.status == 201)
            #expect(theirs.header("Idempotency-Replayed") == nil)
            for wrong in ["", String(repeating: "k", count: 201)] {
                let reply = try await served.send(
                    "POST", "/v1/deaths", as: "investigator", headers: [("Idempotency-Key", wrong)], body)
                #expect(reply.status == 400)
            }
        }
    }

    @Test func `each change that is sent again under its key gets its first answer, also after a restart`() async throws
    {
        let ledger = try await TestLedger.make()
        let served = try await ServedLedger.start(ledger)
        let reason = #"{"reason":"It was another boat"}"#
        let requests: [(method: String, path: String, match: String?, body: String)] = [
            ("POST", "/v1/incident", nil, #"{"state":{"kind":"interception","occurred":"2019-10-28"},"id":"boat"}"#),
            ("POST", "/v1/deaths", nil, Self.deaths),
            ("POST", "/v1/deaths", nil, Self.deaths.replacing("izmir", with: "twin")),
            ("POST", "/v1/deaths/twin/withdraw", "\"v1\"", reason),
            ("POST", "/v1/deaths/twin/reinstate", "\"v2\"", reason),
            (
                "PUT", "/v1/deaths/izmir", "\"v1\"",
                #"{"state":{"dead":4,"incident":"boat"},"reason":"A body was found"}"#
            ),
            ("POST", "/v1/incident/boat/withdraw?linked=withdraw", "\"v1\"", reason),
            ("POST", "/v1/incident/boat/reinstate", "\"v2\"", reason),
            (
                "POST", "/v1/batch", nil,
                #"[{"kind":"incident","name":"b","state":{"kind":"interception","occurred":"2020-02-03"}},{"kind":"arrests","state":{"incident":"@b","count":2}}]"#
            ),
        ]
        func send(_ served: ServedLedger) async throws -> [Reply] {
            var replies: [Reply] = []
            for (number, request) in requests.enumerated() {
                replies.append(
                    try await served.send(
                        request.method, request.path, as: "investigator",
                        headers: [("Idempotency-Key", "request \(number)")]
                            + (request.match.map { [("If-Match", $0)] } ?? []), request.body))
            }
            return replies
        }
        let first = try await send(served)
        #expect(first.map(\.status) == [201, 201, 201, 200, 200, 200, 200, 200, 201], "\(first.map(\.text))")
        #expect(first[2].text.contains("looks-like"), "the twin is no twin any more when it is sent again")
        let changes = (first[5]["events"] as? [[String: Any]])?.first?["changes"] as? [Any]
        #expect(changes?.isEmpty == false)
        #expect((first[6]["events"] as? [Any])?.count == 2, "the toll is withdrawn with its incident")
        let end = try await ledger.head()
        #expect(try await send(served).map(\.body) == first.map(\.body))
        await served.stop()
        let later = try await ServedLedger.start(ledger, tokens: served.tokens)
        let again = try await send(later)
        #expect(again.map(\.body) == first.map(\.body))
        #expect(again.map(\.status) == first.map(\.status))
        #expect(again.allSatisfy { $0.header("Idempotency-Replayed") == "true" })
        #expect(try await ledger.head() == end, "something was appended twice")
        await later.stop()
    }

    @Test(arguments: [[], ["--no-worker"]])
    func `what another process recorded meanwhile is found alike, and what was changed since is not`(
        _ arguments: [String]
    ) async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger, arguments) { served in
            func state(_ dead: Int) -> String {
                #""state":{"dead":\#(dead),"occurred":"2019-10-28","place":{"country":"TR"}}"#
            }
            /// What a toll looks like that the service records.
            func alike(_ id: String, _ dead: Int) async throws -> [String] {
                let reply = try await served.send(
                    "POST", "/v1/deaths", as: "investigator", #"{"id":"\#(id)",\#(state(dead))}"#)
                let event = try #require((reply["events"] as? [[String: Any]])?.first, "\(reply.text)")
                return (event["flags"] as? [[String: String]] ?? []).filter { $0["code"] == "looks-like" }
                    .compactMap { $0["detail"]?.split(separator: " ").first.map(String.init) }
            }
            for number in 1...3 {
                #expect(try await alike("served-\(number)", number) == [])
                try await ledger.succeed([
                    "record", "deaths", "--id", "typed-\(number)", "--date", "2019-10-28", "--country", "TR", "--dead",
                    "\(10 + number)",
                ])
                // The service knows its own correction before it has read what stands before that.
                let corrected = try await served.send(
                    "PUT", "/v1/deaths/served-\(number)", as: "investigator", headers: [("If-Match", "\"v1\"")],
                    #"{"reason":"More were found",\#(state(20 + number))}"#)
                #expect(corrected.status == 200, "\(corrected.text)")
                #expect(try await alike("twin-\(number)", 10 + number) == ["deaths/typed-\(number)"])
                #expect(try await alike("later-\(number)", 20 + number) == ["deaths/served-\(number)"])
                #expect(try await alike("free-\(number)", number) == [])
            }
        }
    }

    @Test func `pairs are decided and flags settled, each with a reason`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            for id in ["a", "b"] {
                let made = try await served.send(
                    "POST", "/v1/deaths", as: "investigator",
                    #"{"state":{"dead":3,"females":5,"occurred":"2019-10-28","place":{"country":"TR"}},"id":"\#(id)"}"#)
                #expect(made.status == 201, "\(made.text)")
            }
            // A letter that joins the slash before it is still a letter of the identifier.
            let joined = #"{"records":["deaths/\u0301"],"reason":"None"}"#
            #expect(try await served.send("POST", "/v1/flags/settle", as: "investigator", joined).status == 404)
            let pair = #""first":"deaths/a","second":"deaths/b","reason":"Both name the same boat""#
            let decided = try await served.send(
                "POST", "/v1/duplicates/decide", as: "investigator", "{\(pair),\"relation\":\"same\"}")
            #expect(decided.status == 200, "\(decided.text)")
            let repeated = try await served.send(
                "POST", "/v1/duplicates/decide", as: "investigator", "{\(pair),\"relation\":\"same\"}")
            #expect(repeated.status == 422)
            #expect(
                try await served.send(
                    "POST", "/v1/duplicates/decide", as: "investigator", "{\(pair),\"relation\":\"suspected\"}"
                ).status == 400)
            #expect(
                try await served.send("POST", "/v1/duplicates/undecide", as: "investigator", "{\(pair)}").status == 200)
            let flags = #"{"records":["deaths/a"],"reason":"The source says so"}"#
            let settled = try await served.send("POST", "/v1/flags/settle", as: "investigator", flags)
            #expect(settled.status == 200, "\(settled.text)")
            #expect(try await served.send("POST", "/v1/flags/settle", as: "investigator", flags).status == 422)
            #expect(try await served.send("POST", "/v1/flags/reopen", as: "investigator", flags).status == 200)
            #expect(
                try await served.send("POST", "/v1/flags/settle", as: "investigator", #"{"reason":"All"}"#).status
                    == 400, "nobody settles all flags at once by saying nothing")
        }
    }
}
