import Foundation
import LedgerTesting
import Testing

/// A federation that one agency's service answers for: its own ledger, and replicas of the others' beside it.
@Suite struct FederationServiceTests {
    /// What two answers have in common whoever gave them.
    private func rows(_ reply: Reply) throws -> Data {
        try JSONSerialization.data(withJSONObject: try #require(reply["rows"]), options: .sortedKeys)
    }

    @Test func `what the service says is what the command line says, at an address where it stays so`() async throws {
        let sea = try await FederatedSea.make()
        try await ServedLedger.with(sea.coast, ["--federation", sea.file]) { served in
            // Nothing has been taken in yet: said, and never kept.
            let early = try await served.get("/v1/federation/views/year", as: "consumer")
            #expect(
                early.status == 200 && early.header("Ledger-Complete") == "false", "\(early.text)")
            try await sea.follow()
            _ = try await served.send(
                "POST", "/v1/deaths", as: "investigator",
                #"{"state":{"dead":7,"occurred":"2019-03-01","place":{"regions":["mmp-2014:Mediterranean"]}},"id":"boat"}"#
            )
            try await settled(served, "coast=1")
            for (path, command) in [
                ("views/region-year.csv?year=2019", ["view", "region-year", "--year", "2019"]),
                (
                    "deaths.csv?year=2019&sort=-dead&limit=5",
                    ["find", "deaths", "--year", "2019", "--sort", "-dead", "--limit", "5"]
                ),
                ("datasets.csv", ["datasets"]), ("duplicates.csv", ["duplicates", "find"]),
            ] {
                let reply = try await served.get("/v1/federation/" + path, as: "analyst")
                let run = try await sea.command(command + ["--format", "csv"])
                #expect(reply.text == run.output && run.status == 0, "\(path): \(reply.text) \(run.errors)")
                let place = try #require(reply.header("Content-Location"))
                let at = try #require(reply.header("Ledger-Position"))
                #expect(place.contains("?at=\(at)&file=") && at.contains("camps=") && at.hasSuffix(",coast=1"))
                #expect(reply.header("Cache-Control") == "private, no-cache")
                let pinned = try await served.get(place, as: "analyst")
                #expect(pinned.body == reply.body && pinned.header("ETag") == reply.header("ETag"))
                #expect(pinned.header("Cache-Control") == "private, max-age=31536000, immutable")
                let again = try await served.get(
                    place, as: "analyst", headers: [("If-None-Match", try #require(reply.header("ETag")))])
                #expect(again.status == 304)
            }
            let before = try await served.get("/v1/federation/views/year", as: "consumer")
            // Another process takes in what camps has recorded since.
            try await sea.camps.ledger.succeed([
                "record", "deaths", "--date", "2019-05-05", "--dead", "1000", "--source", "camps",
            ])
            try await sea.follow()
            let after = try await served.get("/v1/federation/views/year", as: "consumer")
            #expect(after.body != before.body && after.header("Ledger-Position") != before.header("Ledger-Position"))
            let then = try await served.get(try #require(before.header("Content-Location")), as: "consumer")
            #expect(try rows(then) == rows(before))
            try await refused(served)
            // A replica that vanishes is missing, and what it said is not kept for an answer.
            try FileManager.default.moveItem(atPath: sea.replica.path, toPath: sea.replica.path + ".gone")
            let without = try await served.get("/v1/federation/views/year", as: "consumer")
            #expect(without.header("Ledger-Complete") == "false" && without.text.contains("INCOMPLETE") == false)
            #expect(
                without.values(of: "Ledger-Notice").contains { $0.hasPrefix("INCOMPLETE: camps could not be read") })
            let status = try await served.get("/v1/federation/status", as: "consumer")
            let members = try #require(status["members"] as? [[String: Any]])
            #expect((members[0]["problem"] as? String)?.contains("There is no ledger at") == true)
            #expect(members[1]["position"] as? Int == 1 && members[1]["ageSeconds"] as? Int != nil)
        }
    }

    /// What cannot be asked, in sentences.
    private func refused(_ served: ServedLedger) async throws {
        for (path, status) in [
            ("views/year?at=nobody=1", 404), ("views/year?at=camps", 422), ("views/year?file=0123456789abcdef", 404),
            ("views/none", 404), ("nothing", 404), ("deaths?as-of=3", 400), ("deaths?after=0", 400),
        ] {
            let reply = try await served.get("/v1/federation/" + path, as: "analyst")
            #expect(reply.status == status, "\(path): \(reply.text)")
        }
        // The file that is meant goes with the position of every member, or the answer is not one that stays.
        let file = try #require(try await served.get("/v1/federation/status", as: "analyst")["file"] as? String)
        for at in ["", "&at=coast=1"] {
            let reply = try await served.get("/v1/federation/views/year?file=\(file)\(at)", as: "analyst")
            #expect(reply.status == 422 && reply.text.contains("file goes with at"), "\(at): \(reply.text)")
        }
    }

    /// Waits until coast's own log is signed so far.
    private func settled(_ served: ServedLedger, _ position: String) async throws {
        for _ in 0..<200 {
            let reply = try await served.get("/v1/federation/datasets", as: "consumer")
            if reply.header("Ledger-Position")?.hasSuffix(position) == true { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("coast's log is not signed: \(served.running.errors.suffix(2_000))")
    }

    @Test func `who contributes reads what all contribute, and who does not is told what would let them`() async throws
    {
        let sea = try await FederatedSea.make()
        try await sea.follow()
        var tokens: [String: String] = [:]
        for (name, role, datasets) in [
            ("own", "analyst", []), ("own consumer", "consumer", []), ("camps", "investigator", [FederatedSea.web]),
            ("guard", "investigator", ["guard"]), ("desk", "investigator", ["desk"]),
            ("camps' desk", "investigator", ["desk@camps"]),
            ("other", "investigator", ["other"]),
            ("both", "investigator", ["other", FederatedSea.web]),
        ] {
            tokens[name] = try await sea.coast.token(
                role, name: "Test \(name)", datasets.flatMap { ["--dataset", $0] })
        }
        let routes = ["views/year", "deaths", "datasets", "duplicates", "status"]
        func read(_ served: ServedLedger) async throws -> [String: [Int]] {
            var read: [String: [Int]] = [:]
            for name in tokens.keys {
                for route in routes {
                    read[name, default: []].append(try await served.get("/v1/federation/" + route, as: name).status)
                }
            }
            return read
        }
        let (all, none) = ([200, 200, 200, 200, 200], [403, 403, 403, 403, 403])
        var expected = [
            "own": all, "own consumer": [200, 403, 200, 403, 200], "camps": all, "guard": none, "desk": none,
            "camps' desk": none, "other": none, "both": all,
        ]
        let served = try await ServedLedger.start(sea.coast, ["--federation", sea.file], tokens: tokens)
        #expect(try await read(served) == expected)
        for (name, sentence) in [
            ("guard", "coast is to contribute guard, and its log, as it is held here up to position 0, has no record"),
            ("other", "This token is bound to other, and no member contributes that to the federation sea"),
        ] {
            #expect(try await served.get("/v1/federation/views/year", as: name).text.contains(sentence))
        }
        let refused = try await served.send(
            "POST", "/v1/federation/duplicates/decide", as: "other",
            #"{"first":"deaths/a@coast","second":"deaths/b@camps","relation":"same","reason":"one boat"}"#)
        #expect(refused.status == 403 && refused.text.contains("no member contributes that"))
        // Once its desk has recorded something, and that is signed, whoever is bound to it reads.
        try await sea.coast.succeed(["record", "deaths", "--date", "2019-03-01", "--dead", "7", "--source", "coast"])
        expected["desk"] = all
        #expect(try await read(served) == expected)
        await served.stop()
        // A reader's own people do not; those of the contributors whose datasets the service knows do.
        let camps = try sea.camps.ledger.member("camps", [FederatedSea.web, "desk"], in: sea.replica.path)
        let reading = try sea.coast.federation([camps, sea.coast.member("coast", [])], "reading.json")
        let reader = try await ServedLedger.start(sea.coast, ["--federation", reading], tokens: tokens)
        for (name, status) in [("own", 403), ("own consumer", 403), ("desk", 403), ("camps", 200)] {
            let reply = try await reader.get("/v1/federation/views/year", as: name)
            #expect(reply.status == status, "\(name): \(reply.text)")
        }
        #expect(try await reader.get("/v1/federation/datasets", as: "own").text.contains("coast contributes nothing"))
        await reader.stop()
    }

    @Test func `a pair of two members is decided here, and acts where both are counted`() async throws {
        let sea = try await FederatedSea.make()
        try await sea.follow()
        let listed = try await sea.recordTwin()
        let found = try await sea.camps.ledger.succeed([
            "find", "deaths", "--columns", "id", "--sort", "dead", "--limit", "1", "--format", "csv",
        ])
        let other = "deaths/\(CSVReader.rows(of: found).first?["id"] ?? "")@camps"
        let bound = try await sea.coast.token("investigator", name: "Test bound", ["--dataset", FederatedSea.web])
        try await ServedLedger.with(sea.coast, ["--federation", sea.file]) { served in
            func dead() async throws -> Int {
                let csv = try await served.get("/v1/federation/views/year.csv", as: "consumer").text
                return CSVReader.rows(of: csv).compactMap { Int($0["dead"] ?? "") }.reduce(0, +)
            }
            let pairs = CSVReader.rows(of: try await served.get("/v1/federation/duplicates.csv", as: "analyst").text)
            let pair = try #require(pairs.first { $0["first_record"]?.hasPrefix("deaths/") == true })
            let names = [pair["first_record"] ?? "", pair["second_record"] ?? ""]
            #expect(Set(names) == ["deaths/\(listed.id)@camps", "deaths/boat@coast"])
            let before = try await dead()
            func decide(_ what: String, _ relation: String, as role: String = "investigator") async throws -> Reply {
                try await served.send(
                    "POST", "/v1/federation/duplicates/\(what)", as: role,
                    headers: [("Idempotency-Key", "key-\(what)")],
                    #"{"first":"\#(names[0])","second":"\#(names[1])"\#(relation),"reason":"one boat"}"#)
            }
            #expect(try await decide("decide", #","relation":"same""#, as: "analyst").status == 403)
            let made = try await decide("decide", #","relation":"same""#)
            #expect(made.status == 200, "\(made.text)")
            #expect(try await decide("decide", #","relation":"same""#).body == made.body)
            #expect(try await dead() == before - listed.dead)
            #expect(
                try await sea.coast.view("year").compactMap { Int($0["dead"] ?? "") }.reduce(0, +)
                    == listed.dead)
            // Whose token is bound to a dataset of camps' says nothing of coast's desk, nor of what others recorded.
            let refused = try await decide("undecide", "", as: bound)
            #expect(refused.status == 403 && refused.text.contains("deaths/boat"), "\(refused.status) \(refused.text)")
            let theirs = try await served.send(
                "POST", "/v1/federation/duplicates/decide", as: bound,
                #"{"first":"\#(names[0])","second":"\#(other)","relation":"different","reason":"two boats"}"#)
            #expect(
                theirs.status == 403 && theirs.text.contains("What is said of records of other members"),
                "\(theirs.status) \(theirs.text)")
            let undone = try await decide("undecide", "")
            #expect(undone.status == 200, "\(undone.text)")
            #expect(try await dead() == before)
            let unknown = try await served.send(
                "POST", "/v1/federation/duplicates/decide", as: "investigator",
                #"{"first":"deaths/none@camps","second":"\#(names[1])","relation":"same","reason":"one boat"}"#)
            #expect(unknown.status == 404, "\(unknown.text)")
        }
    }

    @Test func `a service with no federation says so, and one whose ledger is no member's does not start`() async throws
    {
        let sea = try await FederatedSea.make()
        try await ServedLedger.with(sea.coast) { served in
            let reply = try await served.get("/v1/federation/status", as: "consumer")
            #expect(reply.status == 404 && reply.text.contains("serve --federation"))
        }
        let stranger = try await TestLedger.make()
        let run = try await stranger.run(["serve", "--port", "0", "--federation", sea.file])
        #expect(
            run.status == 1 && run.errors.contains("no member of the federation sea"), "\(run.status) \(run.errors)")
    }
}
