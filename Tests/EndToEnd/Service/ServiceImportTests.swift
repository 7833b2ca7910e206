import Foundation
import LedgerTesting
import Testing

/// Tables that are sent over the network.
@Suite struct ServiceImportTests {
    private static let question = "/v1/imports?mapping=missing-migrants&as-at=\(CutExports.days[0])&scope=complete"

    @Test func `an import is planned, looked at, confirmed, and done once however often it is confirmed`() async throws
    {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let table = Data(try CutExports.bytes(CutExports.days[0]))
            let dry = try await served.upload(Self.question + "&dry-run=true", table)
            #expect(dry.status == 200, "\(dry.text)")
            let planned = try await served.upload(Self.question, table)
            #expect(planned.status == 201, "\(planned.text)")
            let place = try #require(planned.header("Location"))
            #expect(planned["stage"] as? String == "planned")
            let would = try #require(planned["would"] as? [String: Any])
            #expect((would["recorded"] as? Int ?? 0) > 0)
            #expect(NSDictionary(dictionary: would) == NSDictionary(dictionary: dry["would"] as? [String: Any] ?? [:]))
            #expect(try await ledger.head().position == 0, "a plan appends nothing")
            #expect(try await served.get(place, as: "investigator").body == planned.body)
            let second = try await ledger.token("investigator", name: "Second desk")
            #expect(try await served.get(place, as: second).status == 404, "a plan is its sender's")

            async let one = served.request("POST", place + "/confirm", as: "investigator")
            async let other = served.request("POST", place + "/confirm", as: "investigator")
            let replies = try await [one, other]
            #expect(replies.allSatisfy { $0.status == 200 }, "\(replies.map(\.text))")
            #expect(replies[0].body == replies[1].body)
            #expect((replies[0]["did"] as? [String: Any])?["alreadyImported"] as? Bool == false)
            let end = try await ledger.head().position
            #expect(end > 0)
            #expect(try await served.request("POST", place + "/confirm", as: "investigator").body == replies[0].body)
            let same = try await TestLedger.make()
            try await same.succeed(
                [
                    "import", "missing-migrants", CutExports.file(CutExports.days[0]).path, "--as-at",
                    CutExports.days[0],
                ])
            #expect(try await ledger.everyView() == (try await same.everyView()), "the command line imports otherwise")

            let again = try await served.upload(Self.question, table)
            #expect((again["would"] as? [String: Any])?["alreadyImported"] as? Bool == true)
            #expect(try await ledger.head().position == end)
            #expect(try await served.request("DELETE", place, as: "investigator").status == 204)
            #expect(try await served.get(place, as: "investigator").status == 404)
        }
    }

    @Test func `a plan that the ledger has overtaken is not done but planned again`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(
            ["import", "missing-migrants", CutExports.file(CutExports.days[0]).path, "--as-at", CutExports.days[0]])
        try await ServedLedger.with(ledger) { served in
            let path = "/v1/imports?mapping=missing-migrants&as-at=\(CutExports.days[1])"
            let planned = try await served.upload(path, Data(try CutExports.bytes(CutExports.days[1])))
            #expect(planned.status == 201, "\(planned.text)")
            let place = try #require(planned.header("Location"))
            let would = try #require(planned["would"] as? [String: Any])
            let largest = try #require((would["largest"] as? [[String: Any]])?.first?["record"] as? String)
            let record = largest.split(separator: "/").map(String.init)
            try await ledger.succeed(
                ["withdraw", record[0], record[1], "--reason", "Not ours", "--leave-linked"])
            let end = try await ledger.head().position
            let refused = try await served.request("POST", place + "/confirm", as: "investigator")
            #expect(refused.status == 409, "\(refused.text)")
            #expect(try await ledger.head().position == end)
            let now = try await served.get(place, as: "investigator")
            #expect(now["stage"] as? String == "planned")
            #expect(now["problem"] != nil)
            let done = try await served.request("POST", place + "/confirm", as: "investigator")
            #expect(done.status == 200, "\(done.text)")
            #expect(try await ledger.head().position > end)
        }
    }

    @Test func `a plan's progress is told until it is planned, and what cannot be planned is said`() async throws {
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let reply = try await served.upload(
                Self.question, Data(try CutExports.bytes(CutExports.days[0])), [("Prefer", "respond-async")])
            #expect(reply.status == 202, "\(reply.text)")
            let place = try #require(reply.header("Location"))
            let events = try await StreamedReply.open(served, place + "/events", as: "investigator")
            try await events.wait("the plan") { $0.isEnded }
            #expect(events.events.last?["stage"] as? String == "planned")
            #expect(try await served.upload(Self.question, Data("no table".utf8)).status == 422)
            #expect(try await served.upload(Self.question + "&sheet=", Data("a".utf8)).status < 500)
            #expect(try await served.upload("/v1/imports?mapping=none&as-at=2020-01-01", Data("a".utf8)).status == 404)
            #expect(try await served.upload("/v1/imports?mapping=missing-migrants", Data("a".utf8)).status == 400)
            #expect(
                try await served.upload(Self.question + "&file-name=..%2Fx", Data("a".utf8)).status == 422)
        }
    }

    @Test func `a table that is too large is refused, and none of it is kept`() async throws {
        try await ServedLedger.with(try await TestLedger.make(), ["--max-upload", "2000"]) { served in
            let reply = try await served.upload(Self.question, Data(repeating: 65, count: 3_000))
            #expect(reply.status == 413)
        }
    }

    @Test func `an agency sends its own mapping, and imports its own table and nobody else's`() async throws {
        let ledger = try await TestLedger.make()
        let mapping = """
            {
              "format": 1, "name": "gendarmerie-arrests", "version": 1,
              "dataset": { "id": "gendarmerie", "publisher": "Gendarmerie", "title": "Arrests", "prefix": "gend-",
                "identifierScheme": "gend-case" },
              "row": { "identifier": ["Case"] },
              "records": { "arrests": {
                "count": { "count": ["Arrested"] }, "occurred": { "date": ["Day"], "order": "dmy" } } }
            }
            """
        try await ServedLedger.with(ledger) { served in
            let token = try await ledger.token("investigator", name: "Gendarmerie", ["--dataset", "gendarmerie"])
            let other = try await ledger.token("investigator", name: "Coast guard", ["--dataset", "coast-guard"])
            let path = "/v1/mappings/gendarmerie-arrests"
            let refused = try await served.send("PUT", path, as: other, mapping)
            #expect(refused.status == 403)
            #expect(refused.text.contains("gendarmerie") && refused.text.contains("Coast guard"))
            #expect(try await served.send("PUT", path, as: token, mapping).status == 200)
            #expect(try await served.send("PUT", path, as: token, "{}").status == 422)
            #expect(try await served.send("PUT", "/v1/mappings/other", as: token, mapping).status == 400)
            #expect(try await served.get("/v1/mappings", as: "analyst").text.contains("gendarmerie-arrests"))
            #expect(try await served.get(path, as: "analyst").text == mapping)

            let table = Data("Case,Day,Arrested\n1,03.02.2020,4\n2,05.02.2020,1\n".utf8)
            let question = "/v1/imports?mapping=gendarmerie-arrests&as-at=2020-03-01"
            #expect(try await served.upload(question, table, as: other).status == 403)
            #expect(try await served.upload(Self.question, table, as: token).status == 403)
            let planned = try await served.upload(question, table, as: token)
            #expect(planned.status == 201, "\(planned.text)")
            let place = try #require(planned.header("Location"))
            #expect(try await served.request("POST", place + "/confirm", as: token).status == 200)
            #expect(try await ledger.succeed(["log", "--format", "json"]).contains("\"actor\":\"Gendarmerie\""))
            try await Self.writeOwnOnly(served, token, other)
        }
    }

    /// A token that is bound to a dataset changes its records and nobody else's, in whatever way.
    private static func writeOwnOnly(_ served: ServedLedger, _ token: String, _ other: String) async throws {
        let reason = #"{"reason":"A mistake"}"#
        let seen = [("If-Match", "\"v1\"")]
        let state = #"{"state":{"count":5,"occurred":"2020-02-03"},"reason":"A mistake"}"#
        func status(_ method: String, _ path: String, _ token: String, _ body: String) async throws -> Int {
            let reply = try await served.send(method, path, as: token, headers: seen, body)
            if reply.status == 403 {
                #expect(reply.text.contains("writes only for"), "\(path): \(reply.text)")
            }
            return reply.status
        }
        #expect(try await status("PUT", "/v1/arrests/gend-1", other, state) == 403)
        #expect(try await status("POST", "/v1/arrests/gend-1/withdraw", other, reason) == 403)
        #expect(try await status("POST", "/v1/arrests", token, #"{"state":{"count":5}}"#) == 403, "the desk is another")
        #expect(try await status("POST", "/v1/batch", token, #"[{"kind":"arrests","state":{"count":5}}]"#) == 403)
        #expect(
            try await status(
                "POST", "/v1/dataset", other,
                #"{"id":"coast-guard","state":{"publisher":"Coast guard","title":"Ours","prefix":"cg-","succeeds":["gendarmerie"]}}"#
            )
                == 403)
        #expect(
            try await status(
                "POST", "/v1/duplicates/decide", other,
                #"{"first":"arrests/gend-1","second":"arrests/gend-2","relation":"same","reason":"One"}"#) == 403)
        #expect(try await status("PUT", "/v1/arrests/gend-1", token, state) == 200)
        #expect(try await status("POST", "/v1/arrests/gend-2/withdraw", token, reason) == 200)
    }
}

extension ServedLedger {
    fileprivate func upload(
        _ path: String, _ table: Data, _ headers: [(String, String)] = [], as role: String = "investigator"
    ) async throws -> Reply {
        try await request("POST", path, as: role, headers: [("Content-Type", "text/csv")] + headers, body: table)
    }
}
