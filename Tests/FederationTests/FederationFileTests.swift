import Federation
import Forms
import Foundation
import Incidents
import LedgerTesting
import MerkleLog
import Testing

/// What a federation's file says of its members, and what of it is nobody's matter but the machine's.
struct FederationFileTests {
    private let scratch: TemporaryFolder
    private let key: String

    init() throws {
        scratch = try TemporaryFolder()
        key = try SignerKey(generating: "a.example/ledger").verifierKey.description
    }

    private func member(_ name: String, _ changes: [String: Any] = [:]) -> [String: Any] {
        let member: [String: Any] = [
            "name": name, "folder": "\(name).ledger", "origin": "\(name).example/ledger", "key": key,
            "role": "contributor", "datasets": ["web"],
        ]
        return member.merging(changes) { $1 }
    }

    private func read(_ members: [[String: Any]], scheme: String? = nil) throws -> FederationFile {
        var object: [String: Any] = ["name": "sea", "members": members]
        object["scheme"] = scheme
        let data = try JSONSerialization.data(withJSONObject: object, options: .prettyPrinted)
        return try FederationFile.read(at: scratch.file("federation.json", holding: data).path)
    }

    @Test func `what two members cannot both be, and what no member can be, is refused`() throws {
        let witness = try SignerKey(generating: "w.example", type: .cosignature).verifierKey.description
        for (other, said) in [
            (["name": "a"], "\"a\" is stated twice"), (["origin": "a.example/ledger"], "a has the origin"),
            (["key": witness], "is a witness's key"),
            (["datasets": ["desk@b"]], "the member's own desk is called desk"),
            (["datasets": [""]], "named by its identifier"), (["name": "b\nc"], "a text of one line"),
        ] as [([String: Any], String)] {
            let refused = #expect(throws: LedgerError.self) { try read([member("a"), member("b", other)]) }
            #expect(refused?.description.contains(said) == true, "\(refused?.description ?? "")")
        }
        // Two of one dataset are no fault: one of them is counted.
        #expect(try read([member("a"), member("b", ["datasets": ["desk", "web"]])]).members.count == 2)
    }

    @Test func `a folder is meant from where the file lies, and the digest is of everything but that`() throws {
        let file = try read([member("a"), member("b", ["folder": "/srv/b.ledger"])])
        #expect(file.members.map(\.folder) == [scratch.path("a.ledger"), "/srv/b.ledger"])
        #expect(try read([member("a"), member("b")]).digest == file.digest)
        let (other, another) = (try SignerKey(generating: "x"), try SignerKey(generating: "y"))
        let digests = try [
            read([member("a")]), read([member("b"), member("a")]), read([member("a"), member("c")]),
            read([member("a"), member("b", ["datasets": ["guard"]])]),
            read([member("a"), member("b", ["datasets": ["web", "desk"]])]),
            read([member("a"), member("b", ["role": "reader", "datasets": [String]()])]),
            read([member("a"), member("b", ["origin": "c.example/ledger"])]),
            read([member("a"), member("b", ["key": other.verifierKey.description])]),
            read([member("a"), member("b", ["key": another.verifierKey.description])]),
            read([member("a"), member("b")], scheme: "mmp-2021"), file,
        ].map(\.digest)
        #expect(Set(digests).count == digests.count, "\(digests)")
    }

    @Test func `a record of another log is named with its origin, whatever it ends with`() throws {
        let file = try read([member("a", ["origin": "sea"]), member("b", ["origin": "b@sea"])])
        let named = ForeignRecord(.init(kind: .deaths, id: "boat@7@b@sea"), file.members)
        #expect(named?.member.name == "b" && named?.record.description == "deaths/boat@7")
        #expect(ForeignRecord(.init(kind: .deaths, id: "boat@sea"), file.members)?.member.name == "a")
        #expect(ForeignRecord(.init(kind: .deaths, id: "boat"), file.members) == nil)
    }
}
