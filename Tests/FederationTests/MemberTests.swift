import Federation
import Finding
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import LedgerTesting
import Testing

/// Members that are missing, behind, damaged or not who they should be; and what several of them hold.
struct MemberTests {
    private func agencies() async throws -> Agencies {
        let agencies = try Agencies()
        try await agencies.a.export("web", asAt: "2019-01-01")
        try await agencies.b.export("guard", asAt: "2019-02-01")
        try await agencies.a.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("by-hand", .recorded, "2019-01-15", dead: 2))
        try await agencies.b.say(toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 8))
        return agencies
    }

    private func answer(
        _ agencies: Agencies, _ members: [[String: Any]], at moment: FederatedMoment = FederatedMoment()
    ) throws -> Answer {
        try agencies.federated(members) { try $0.view(ViewRequest(name: "year"), at: moment) }
    }

    @Test func `a member that cannot be read is not waited for, and every form of the answer says what is missing`()
        async throws
    {
        let agencies = try await agencies()
        let whole = try answer(agencies, agencies.members)
        #expect(whole.dead() == "20" && whole.provenance.isComplete && whole.provenance.pool?.isComplete == true)
        var missing = agencies.members
        missing[1]["folder"] = agencies.scratch.path("nowhere.ledger")
        var otherKey = agencies.members
        otherKey[1]["key"] = agencies.union.verifierKey
        var otherLog = agencies.members
        otherLog[1]["folder"] = agencies.union.path
        let damaged = agencies.scratch.path("damaged.ledger")
        try FileManager.default.copyItem(atPath: agencies.b.path, toPath: damaged)
        try Data("no database".utf8).write(to: URL(filePath: damaged + "/log/data.mdb"))
        var broken = agencies.members
        broken[1]["folder"] = damaged
        for members in [missing, otherKey, otherLog, broken] {
            let answer = try answer(agencies, members)
            #expect(answer.dead() == "12")
            #expect(answer.provenance.pool?.isComplete == false && !answer.provenance.isComplete)
            for format in [OutputFormat.table, .json] {
                #expect(answer.text(in: format).contains("could not be read") || format == .json)
                #expect(answer.text(in: format).contains(format == .json ? "\"problem\": \"" : "INCOMPLETE: b "))
            }
            #expect(answer.provenance.lines.contains { $0.hasPrefix("INCOMPLETE: b could not be read") })
            #expect(answer.provenance.digest != whole.provenance.digest)
            let status = try agencies.federated(members) { $0.status() }
            #expect(status.map { $0.problem == nil } == [true, false])
        }
        let alone = #expect(throws: LedgerError.self) { try self.answer(agencies, [missing[1]]) }
        #expect(alone?.code == .damaged)
    }

    @Test func `a position is a vector: each log is read at its own, and what is not held is said`() async throws {
        let agencies = try await agencies()
        let members = agencies.members
        let now = try answer(agencies, members)
        try await agencies.a.say(toll("web-2", .recorded, "2019-03-01", dataset: "web", dead: 5))
        let then = try #require(now.provenance.pool)
        let positions = try FederatedMoment.positions(then.position)
        let again = try answer(agencies, members, at: FederatedMoment(positions: positions))
        #expect(again.csv == now.csv && again.provenance.digest == now.provenance.digest)
        let later = try answer(agencies, members)
        #expect(later.dead() == "25" && later.provenance.digest != now.provenance.digest)
        // The same rows of other positions are another answer.
        #expect(CanonicalCSV.digest(now.csv + then.vector) == now.provenance.digest)
        var ahead = positions
        ahead["b"] = 1_000
        let behind = try answer(agencies, members, at: FederatedMoment(positions: ahead))
        #expect(!behind.provenance.isComplete)
        #expect(behind.provenance.notices.contains { $0.hasPrefix("INCOMPLETE: b is behind: position 1000 was asked") })
        #expect(throws: LedgerError.self) {
            try self.answer(agencies, members, at: FederatedMoment(positions: ["c": 1]))
        }
        for text in ["", "a", "a=x", "a=+1", "a=1,a=2", "=,", "a=1,"] {
            #expect(throws: LedgerError.self, "\(text)") { try FederatedMoment.positions(text) }
        }
    }

    @Test func `what two members hold is counted once, by name or by prefix, and that is said`() async throws {
        let agencies = try await agencies()
        // b has a copy of the dataset, with one record more, and has amended one.
        try await agencies.b.export("web", asAt: "2019-01-01")
        try await agencies.b.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("web-1", .corrected, "2019-02-01", dead: 7),
            toll("web-9", .recorded, "2019-01-01", dataset: "web", dead: 90))
        let both = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "web", "desk"])]
        let answer = try answer(agencies, both)
        #expect(answer.dead() == "20")
        #expect(
            answer.provenance.notices.contains {
                $0.hasPrefix("COUNTED ONCE: dataset web is contributed by a and b; it is counted from a")
            })
        let turned = try self.answer(agencies, Array(both.reversed()))
        #expect(turned.dead() == "107")
        let datasets = try agencies.federated(both) { try $0.datasets().datasets }
        #expect(
            datasets.map { "\($0.member) \($0.summary.id) \($0.reason)" } == [
                "a web ", "b guard ", "b web counted from a",
            ])
        // Under another name, with the same identifiers.
        try await agencies.b.export("mirror", asAt: "2019-01-01", prefix: "web-")
        let twin = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "mirror", "desk"])]
        let named = try self.answer(agencies, twin)
        #expect(named.dead() == "20")
        #expect(named.provenance.notices.contains { $0.contains("dataset mirror of b begin with \"web-\"") })
    }

    @Test func `a decision about the copy that is not counted acts on the one that is`() async throws {
        let agencies = try await agencies()
        try await agencies.b.export("web", asAt: "2019-01-01")
        try await agencies.b.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("seen", .recorded, "2019-01-20", dead: 11))
        let both = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "web", "desk"])]
        #expect(try answer(agencies, both).dead() == "31")
        let statement = Statement(actor: "tester", knownAt: day("2019-04-01"), reason: "one boat")
        let (seen, listed) = (RecordID(kind: .deaths, id: "seen"), RecordID(kind: .deaths, id: "web-1"))
        try await agencies.b.writing { _ = try await $0.decide(seen, listed, .same, statement) }
        // What a's copy says of web-1 is left out beside what b's desk has seen.
        let decided = try answer(agencies, both)
        #expect(decided.dead() == "21" && decided.provenance.links.leftOut == 1)
        // Beside what no sum counts nothing is left out.
        let without = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "web"])]
        #expect(try answer(agencies, without).dead() == "20")
    }

    @Test func `what a member does not contribute is in no sum, and named`() async throws {
        let agencies = try await agencies()
        let answer = try answer(agencies, [agencies.a.member(["web"]), agencies.b.member(["guard"])])
        #expect(answer.dead() == "18")
        #expect(answer.provenance.pool?.members.map(\.leftOut) == [["desk"], []])
        #expect(answer.provenance.lines.contains { $0.hasPrefix("a: log ") && $0.hasSuffix("not in the pool: desk") })
        let reader = try self.answer(agencies, [agencies.a.member(["web"]), agencies.b.member([], role: "reader")])
        #expect(reader.dead() == "10" && reader.provenance.isComplete)
    }

    @Test func `records are found with the member that has them, pairs between members only`() async throws {
        let agencies = try await agencies()
        try await agencies.a.say(toll("web-5", .recorded, "2019-01-01", dataset: "web", dead: 3, year: 2016))
        let finding = try agencies.federated(agencies.members) { try $0.find(FindRequest(.deaths)) }
        #expect(finding.parts.map { "\($0.member) \($0.answer.records.matched)" } == ["a 3", "b 1"])
        #expect(finding.isComplete)
        // By the day, over all; those of a first, and those of b among them.
        func ids(_ order: String?, _ limit: Int?) throws -> [String] {
            var asked = FindRequest(.deaths)
            (asked.columns, asked.order, asked.limit) = (["id"], order, limit)
            let found = try agencies.federated(agencies.members) { try $0.find(asked) }
            #expect(found.matched == 4)
            return found.rows.map { "\(found.parts[$0.part].answer.records.rows[$0.row][0].plain)" }
        }
        #expect(try ids(nil, nil) == ["web-5", "by-hand", "guard-1", "web-1"])
        #expect(try ids("-dead", nil) == ["web-1", "guard-1", "web-5", "by-hand"])
        #expect(try ids("dead", 3) == ["by-hand", "web-5", "guard-1"])
        #expect(try ids("-id", 2) == ["web-5", "web-1"])
        var asked = FindRequest(.deaths)
        asked.datasets = ["guard"]
        let one = try agencies.federated(agencies.members) { try $0.find(asked) }
        #expect(one.parts.map(\.member) == ["b"])
        asked.datasets = ["nothing"]
        let unknown = #expect(throws: LedgerError.self) {
            try agencies.federated(agencies.members) { try $0.find(asked) }
        }
        #expect(unknown?.code == .notFound)
    }

    @Test func `every fault of a federation's file is told with its line`() throws {
        let scratch = try TemporaryFolder()
        let key = try Agency("a", in: scratch).verifierKey
        func faults(_ text: String) -> [String] {
            let path = scratch.path("f.json")
            do {
                try Data(text.utf8).write(to: URL(filePath: path))
                _ = try FederationFile.read(at: path)
                return []
            } catch {
                return "\(error)".split(separator: "\n").map { String($0).replacing(path, with: "f") }
            }
        }
        let good = """
            { "name": "sea", // a comment
              "members": [
                { "name": "a", "folder": "a.ledger", "origin": "a.example/ledger", "key": "\(key)",
                  "role": "contributor", "datasets": ["web"] } ] }
            """
        #expect(faults(good) == [])
        let schemed = good.replacing("\"members\"", with: "\"scheme\": \"flat\", \"members\"")
        #expect(faults(schemed).first?.hasPrefix("f, line 2: there is no region scheme") == true)
        #expect(faults("{\n \"name\": }").first?.contains("at line 2") == true)
        #expect(faults("{\n\"name\": \"sea\",\n\"members\": [] }").first?.hasPrefix("f, line 3: ") == true)
        let bad = """
            { "name": "sea", "other": 1,
              "members": [
                { "name": "A b", "folder": "a.ledger", "origin": "a.example/ledger",
                  "key": "no key",
                  "role": "friend",
                  "datasets": ["web",
                               "web"] },
                7 ] }
            """
        let lines = faults(bad).map { $0.prefix { $0 != ":" } }
        #expect(
            lines == ["f, line 1", "f, line 3", "f, line 4", "f, line 5", "f, line 7", "f, line 8"], "\(faults(bad))")
        #expect(faults(good.replacing("contributor", with: "reader")).first?.contains("line 4") == true)
        #expect(faults(good.replacing("\"web\"", with: "")).first?.contains("names the datasets") == true)
    }
}
