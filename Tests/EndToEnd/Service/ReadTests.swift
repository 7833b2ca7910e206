import Foundation
import LedgerTesting
import Testing

/// What the service answers to those who read: the same as the command line, in forms that can be told to be whole, at an
/// address where it stays.
@Suite struct ReadTests {
    @Test func `what is asked over HTTP is answered as the command line answers it`() async throws {
        let ledger = try await TestLedger.makeExported()
        let views = try await ledger.succeed(["view", "year", "--year", "2019..2021", "--format", "csv"])
        let pairs: [(path: String, arguments: [String])] = [
            ("/v1/views/year?year=2019..2021", ["view", "year", "--year", "2019..2021"]),
            (
                "/v1/views/region-year?group=Americas&as-published=true",
                ["view", "region-year", "--group", "Americas", "--as-published"]
            ),
            ("/v1/deaths/range", ["show", "deaths", "range"]), ("/v1/incident/boat", ["show", "incident", "boat"]),
            ("/v1/deaths/range/history", ["history", "deaths", "range"]),
            ("/v1/incident/boat/history?linked=true", ["history", "incident", "boat", "--linked"]),
            (
                "/v1/deaths?columns=id,date,dead&sort=-dead",
                ["find", "deaths", "--columns", "id,date,dead", "--sort", "-dead"]
            ),
            ("/v1/changes?from=1", ["changes", "--from", "1"]),
            ("/v1/changes/summary?from=1&kind=deaths", ["changes", "--from", "1", "--summary", "--kind", "deaths"]),
            ("/v1/reconcile", ["reconcile"]), ("/v1/datasets", ["datasets"]), ("/v1/disputes", ["disputes"]),
            ("/v1/duplicates", ["duplicates"]), ("/v1/flags?state=all", ["flags", "--all"]),
        ]
        try await ServedLedger.with(ledger) { served in
            #expect(try await served.get("/v1/views/year.csv?year=2019..2021", as: "consumer").text == views)
            for (path, arguments) in pairs {
                let json = try await served.get(path, as: "investigator", headers: [("Accept", "application/json")])
                #expect(json.status == 200, "\(path): \(json.text.prefix(500))")
                let told = try JSONSerialization.jsonObject(
                    with: Data(try await ledger.succeed(arguments + ["--format", "json"]).utf8))
                Self.expect(try json.json, has: told, path)
                let csv = try await served.get(path, as: "investigator", headers: [("Accept", "text/csv")])
                #expect(csv.text == (try await ledger.succeed(arguments + ["--format", "csv"])), "\(path)")
            }
        }
    }

    /// Whether an answer has every member that the command line prints, with its value.
    private static func expect(_ answer: Any, has told: Any, _ path: String) {
        if let list = told as? [Any] {
            let rows = (answer as? [String: Any])?["rows"] as? [Any]
            #expect(NSArray(array: rows ?? []) == NSArray(array: list), "\(path)")
            return
        }
        guard let answer = answer as? [String: Any], let told = told as? [String: Any] else {
            Issue.record("\(path) is no object")
            return
        }
        // A moment that says now is one that says a position over HTTP.
        for (name, value) in told where !["from", "to"].contains(name) {
            #expect((answer[name] as? NSObject) == (value as? NSObject), "\(path): \(name)")
        }
    }

    @Test func `an answer says of which log, position and day it is, and whether it is whole`() async throws {
        let ledger = try await TestLedger.makeExported()
        let head = try await ledger.head()
        try await ServedLedger.with(ledger) { served in
            for path in [
                "/v1/datasets", "/v1/deaths", "/v1/deaths/range", "/v1/changes?from=1", "/v1/flags", "/v1/views",
            ] {
                let reply = try await served.get(path, as: "analyst")
                #expect(reply["log"] as? String == head.logId, "\(path)")
                #expect(reply["position"] as? UInt64 == head.position, "\(path)")
                #expect(reply["isComplete"] as? Bool == true && reply["notes"] is [String], "\(path)")
                #expect(
                    reply.header("Ledger-Position") == "\(head.position)" && reply.header("Ledger-Log") == head.logId)
            }
            let early = try await served.get("/v1/deaths?known-by=2019-01-01&as-of=3", as: "analyst")
            #expect(early["knownBy"] as? String == "2019-01-01" && early["position"] as? Int == 3)
            let view = try await served.get("/v1/views/year.csv?dataset=desk", as: "consumer")
            let described = view.values(of: "Link").first { $0.contains("describedby") }
            #expect(described?.contains("/v1/views/year.json?as-of=\(head.position)&dataset=desk") == true)
        }
    }

    @Test func `an answer of now names the address where it stays the same for ever`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "deaths", "--date", "2019-03-01", "--dead", "3", "--source", "Coast guard", "--id", "a",
        ])
        try await ServedLedger.with(ledger) { served in
            for (path, role) in [("/v1/views/year", "consumer"), ("/v1/deaths", "analyst")] {
                let now = try await served.get(path, as: role)
                let place = try #require(now.header("Content-Location"))
                #expect(place.hasPrefix(path + ".json?as-of="), "\(place)")
                #expect(now.header("Cache-Control")?.contains("no-cache") == true)
                let pinned = try await served.get(place, as: role)
                #expect(pinned.body == now.body && pinned.header("ETag") == now.header("ETag"))
                let cache = try #require(pinned.header("Cache-Control"))
                #expect(cache.contains("max-age=31536000, immutable"))
                // Between two who ask a cache keeps records apart.
                #expect(cache.hasPrefix(role == "consumer" ? "public" : "private"))
                #expect(pinned.header("Vary")?.contains("Authorization") == true)

                let tag = try #require(now.header("ETag"))
                let again = try await served.get(path, as: role, headers: [("If-None-Match", "\"x\", \(tag)")])
                #expect(again.status == 304 && again.body.isEmpty && again.header("ETag") == tag)

                try await ledger.succeed([
                    "record", "deaths", "--date", "2019-04-01", "--dead", "5", "--source", "Coast guard",
                ])
                let later = try await served.get(path, as: role, headers: [("If-None-Match", tag)])
                #expect(later.status == 200 && later.body != now.body)
                #expect(try await served.get(place, as: role).body == now.body)
            }
        }
    }

    @Test func `what could not be taken in is said in every form, and such an answer is not kept for ever`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try #require(try await Program.viewChild.run(["poison", ledger.path]).status == 0)
        try await ServedLedger.with(ledger) { served in
            for path in ["/v1/datasets", "/v1/reconcile", "/v1/duplicates"] {
                let reply = try await served.get(path, as: "analyst")
                #expect(reply["isComplete"] as? Bool == false, "\(path): \(reply.text)")
                #expect(reply.header("Ledger-Complete") == "false", "\(path)")
            }
            for path in ["/v1/views/year", "/v1/deaths"] {
                for ending in [".json", ".csv", ".ndjson", ".xlsx", ".zip"] {
                    let reply = try await served.get(path + ending, as: "analyst")
                    #expect(reply.header("Ledger-Complete") == "false", "\(path + ending)")
                    #expect(
                        reply.values(of: "Ledger-Notice").contains { $0.hasPrefix("INCOMPLETE") }, "\(reply.headers)")
                    let pinned = try await served.get(try #require(reply.header("Content-Location")), as: "analyst")
                    #expect(pinned.status == 200 && pinned.header("Cache-Control")?.contains("immutable") == false)
                }
            }
        }
    }

    @Test func `a form is chosen by the path's ending, else by what is accepted`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let cases: [(path: String, accept: String?, type: String?)] = [
                ("/v1/deaths", nil, "application/json"), ("/v1/deaths", "*/*", "application/json"),
                ("/v1/deaths", "text/html, application/geo+json;q=0.5, text/csv;q=0.1", "application/geo+json"),
                ("/v1/deaths", "application/json;q=0, application/*", "application/x-ndjson"),
                ("/v1/deaths.csv", "application/json", "text/csv; charset=utf-8; header=present"),
                ("/v1/deaths.ndjson", nil, "application/x-ndjson"), ("/v1/deaths", "image/png", nil),
                ("/v1/datasets.csv", nil, "text/csv; charset=utf-8; header=present"),
                ("/v1/deaths/range", "text/csv", "text/csv; charset=utf-8; header=present"),
            ]
            for (path, accept, type) in cases {
                let reply = try await served.get(path, as: "analyst", headers: accept.map { [("Accept", $0)] } ?? [])
                #expect(reply.status == (type == nil ? 406 : 200), "\(path) \(accept ?? "")")
                #expect(reply.header("Content-Type") == type ?? "application/problem+json", "\(path) \(accept ?? "")")
            }
            #expect(try await served.get("/v1/datasets.xlsx", as: "analyst").status == 404)
        }
    }

    @Test func `what cannot be answered is told with the field, in the words of who asks over HTTP`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let cases: [(path: String, status: Int, words: String)] = [
                ("/v1/deaths?year=9..3", 422, "9..3"), ("/v1/deaths?yaer=2019", 400, "there is year"),
                ("/v1/deaths?region=Medditeranean", 404, "Mediterranean"), ("/v1/deaths?near=35,12", 422, "within"),
                ("/v1/deaths?columns=daed", 422, "dead"), ("/v1/views/yaer", 404, "year"),
                ("/v1/views/operations?year=2019", 422, "leave year out"), ("/v1/changes", 400, "from"),
                ("/v1/changes?from=1&field=deda", 422, "Fields are"), ("/v1/deaths/none", 404, "none"),
                ("/v1/ship", 404, "incident"), ("/v1/deaths?as-of=99999999", 422, "position"),
                ("/v1/cite/0", 404, "kept"), ("/v1/deaths?after=0&sort=id", 422, "sort"),
            ]
            for (path, status, words) in cases {
                let reply = try await served.get(path, as: "analyst")
                #expect(reply.status == status, "\(path): \(reply.text)")
                let detail = reply["detail"] as? String ?? ""
                #expect(detail.contains(words) && !detail.contains(" --"), "\(path): \(detail)")
            }
        }
    }

    @Test func `who may read views alone is not told which records account for a figure`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let accounts = { (role: String) in
                (try await served.get("/v1/reconcile", as: role)["rows"] as? [[String: Any]] ?? [])
                    .filter { $0["account"] is [String: Any] }.count
            }
            // The one who may is asked first: what is held of it is not given to the other.
            let all = try await accounts("analyst")
            #expect(try await accounts("consumer") == 0)
            #expect(try await accounts("analyst") == all)
            #expect(try await served.get("/v1/changes?from=1", as: "consumer").status == 403)
            #expect(try await served.get("/v1/changes/summary?from=1", as: "consumer").status == 200)
        }
    }

    @Test func `an answer that is cited is kept, and a replay has it again`() async throws {
        let ledger = try await TestLedger.makeExported()
        try await ServedLedger.with(ledger) { served in
            let answer = try await served.get("/v1/views/year?year=2019", as: "consumer")
            let kept = try await served.request("POST", "/v1/views/year/cite?year=2019", as: "consumer")
            #expect(kept.status == 201, "\(kept.text)")
            let place = try #require(kept.header("Location"))
            let again = try await served.request("POST", "/v1/views/year/cite?year=2019", as: "analyst")
            #expect(again.header("Location") == place)
            try await ledger.succeed([
                "record", "deaths", "--date", "2019-04-01", "--dead", "5", "--source", "Coast guard",
            ])
            let cited = try await served.get(place, as: "consumer")
            #expect((cited["answer"] as? NSObject) == (try answer.json as? NSObject))
            #expect(cited["position"] as? Int == (answer["provenance"] as? [String: Any])?["position"] as? Int)
            let text =
                (cited["citation"] as? [String: String])?["text"] ?? (cited["citation"] as? [String: Any])?["text"]
                as? String
            #expect(text?.contains("view year") == true)
            let receipt = try await served.get(place, as: "consumer", headers: [("Accept", "text/plain")])
            let file = try ledger.scratch.file("cited.receipt", holding: receipt.body).path
            #expect(try await Program.replay.run(["--receipt", file, ledger.path]).status == 0)
            let copy = ledger.scratch.path("copy.ledger")
            try await ledger.succeed(["backup", copy])
            #expect(FileManager.default.fileExists(atPath: copy + "/answers/" + place.suffix(64) + ".receipt"))
        }
    }
}
