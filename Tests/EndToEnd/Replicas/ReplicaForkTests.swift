import Foundation
import LedgerTesting
import Testing

/// Whoever has the key and shows two histories is found out.
@Suite struct ReplicaForkTests {
    @Test func `two signed histories end the following with a status of its own, and are shown`() async throws {
        let first = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await first.publish()
        let replica = try await first.replica(from: [first.address])
        try await replica.succeed(["replica", "follow", "--once"])
        // The same ledger with its key, as somebody would have it who goes on with a copy.
        let twin = PublishedLedger(ledger: TestLedger(scratch: try TemporaryFolder()))
        for name in ["a.ledger", "a.ledger.key"] {
            try FileManager.default.copyItem(
                atPath: first.ledger.scratch.path(name), toPath: twin.ledger.scratch.path(name))
        }
        for (number, side) in [first, twin].enumerated() {
            try await side.ledger.succeed(
                ["record", "deaths", "--id", "side-\(number)", "--date", "2019", "--dead", "\(number + 1)"])
        }
        try await twin.ledger.succeed(["record", "deaths", "--id", "more", "--date", "2019", "--dead", "5"])
        try await first.publish()
        try await replica.succeed(["replica", "follow", "--once"])
        let before = try await replica.head()

        try await twin.publish()
        try FileManager.default.removeItem(atPath: first.folder)
        try FileManager.default.copyItem(atPath: twin.folder, toPath: first.folder)
        let forked = try await replica.run(["replica", "follow", "--once"])
        #expect(forked.status == 6 && forked.errors.contains("contradict each other"), "\(forked.errors)")
        let status = try await replica.run(["replica", "status"])
        #expect(status.status == 6 && status.output.contains("signed two different histories"), "\(status.output)")
        struct Evidence: Decodable {
            var earlier, later: String
            var hashes: [String]
        }
        let evidence = try JSONDecoder().decode(
            Evidence.self, from: Data(replica.scratch.text(of: "a.ledger/replica/fork.json").utf8))
        #expect(evidence.later == (try await twin.ledger.succeed(["checkpoint"])))
        #expect(evidence.earlier == (try await replica.succeed(["checkpoint"])) && !evidence.hashes.isEmpty)
        try await expectShown(replica, key: first.ledger.verifierKey)
        let going = try await replica.run(["replica", "follow"])
        #expect(going.status == 6)
        #expect(try await replica.head() == before)
        try await replica.expectSame(as: replica)

        let file = try await federated(replica)
        try await ServedLedger.with(replica, ["--follow", "--federation", file]) { served in
            let reply = try await served.get("/v1/federation/views/year", as: "consumer")
            #expect(reply.values(of: "Ledger-Notice").contains { $0.hasPrefix("FORKED: the log of camps") })
            let csv = try await served.get("/v1/views/year.csv", as: "consumer")
            #expect(csv.values(of: "Ledger-Notice").contains { $0.hasPrefix("This is a replica of ") })
            let told = try await served.get("/v1/status", as: "auditor")
            let said = (told["replica"] as? [String: Any])?["fork"] as? String
            #expect(said?.contains("two different histories") == true, "\(told.text)")
            let page = try await served.get("/audit", as: "auditor", headers: [("Accept", "text/html")])
            #expect(page.text.contains("two different histories"))
        }
    }

    /// The evidence shows the fork to whoever has the key's name, without this project; and altered it shows nothing.
    private func expectShown(_ replica: TestLedger, key: String) async throws {
        let verifier = try await GoVerifier.make(key: key)
        let evidence = replica.scratch.path("a.ledger/replica/fork.json")
        let said = try await verifier.accept("fork", evidence)
        let status = try await replica.run(["replica", "status"]).output
        let root = try #require(said.split(separator: " ").last).trimmingCharacters(in: .whitespacesAndNewlines)
        let bytes = try #require(Data(base64Encoded: root))
        #expect(status.contains(bytes.map { String(format: "%02x", $0) }.joined()), "\(said) \(status)")
        var altered = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: evidence))) as? [String: Any])
        altered["later"] = altered["earlier"]
        altered["hashes"] = [String]()
        let file = try replica.scratch.file("altered", holding: "")
        try JSONSerialization.data(withJSONObject: altered).write(to: URL(filePath: file))
        let refused = try await verifier.check("fork", file)
        #expect(refused.status == 1 && refused.errors.contains("do not contradict"), "\(refused.errors)")
    }

    /// Who answers from it together with others says so, too.
    ///
    /// - Returns: the federation's file.
    private func federated(_ replica: TestLedger) async throws -> String {
        let file = try replica.federation([replica.member("camps", ["missing-migrants-web-id", "desk"])])
        for (command, status) in [(["view", "year"], 0), (["find", "deaths"], 0), (["status"], 6)] {
            for format in ["table", "csv", "json"] {
                let run = try await Program.ledger.run(
                    ["federation"] + command + ["--federation", file, "--format", format])
                #expect(run.status == status, "\(command): \(run.errors)")
                #expect((run.output + run.errors).contains("two different histories"), "\(command) \(format)")
            }
        }
        return file
    }

    @Test func `killed while it follows a ledger that is written to, a replica ends as its origin`() async throws {
        var random = SeededGenerator(for: "killed while it follows")
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        let replica = try await origin.replica(from: [origin.address])
        var kills = 0
        for round in 0..<12 {
            try await origin.ledger.succeed(
                ["record", "deaths", "--id", "r\(round)", "--date", "2019", "--dead", "\(round)"])
            try await origin.publish()
            let running = try Program.ledger.start(["replica", "follow", "--ledger", replica.path])
            try await Task.sleep(for: .milliseconds(Int.random(in: 10...400, using: &random)))
            if running.isRunning { kills += 1 }
            running.kill()
            _ = await running.finished()
        }
        #expect(kills == 12, "it ends only when it is asked to")
        try await replica.succeed(["replica", "follow", "--once"])
        try await replica.expectSame(as: origin.ledger)
    }
}
