import Foundation
import LedgerTesting
import Testing

extension TestLedger {
    /// As a federation's file lists it: a contributor, or a reader where it contributes nothing.
    ///
    /// - Parameter folder: where its log is read; nil: where it is.
    func member(_ name: String, _ datasets: [String], in folder: String? = nil) throws -> [String: Any] {
        struct File: Decodable { var origin: String }
        let file = try JSONDecoder().decode(File.self, from: Data(scratch.text(of: "a.ledger/ledger.json").utf8))
        var member: [String: Any] = [
            "name": name, "folder": folder ?? path, "origin": file.origin, "key": try verifierKey,
            "role": datasets.isEmpty ? "reader" : "contributor",
        ]
        if !datasets.isEmpty { member["datasets"] = datasets }
        return member
    }

    /// Writes a federation's file beside the ledger.
    func federation(_ members: [[String: Any]], _ name: String = "federation.json") throws -> String {
        let path = scratch.path(name)
        try JSONSerialization.data(withJSONObject: ["name": "sea", "members": members]).write(to: URL(filePath: path))
        return path
    }
}

/// Coast's ledger, which is served; camps', whose replica coast holds; and the federation's file.
struct FederatedSea {
    let coast: TestLedger
    let camps: PublishedLedger
    let replica: TestLedger
    let file: String

    static let web = "missing-migrants-web-id"

    /// Camps has the cut of two real exports, and coast nothing yet; nor has the replica.
    ///
    /// - Parameter coastal: what coast contributes.
    static func make(_ coastal: [String] = ["guard", "desk"]) async throws -> FederatedSea {
        let camps = PublishedLedger(ledger: try await TestLedger.makeCut())
        let coast = try await TestLedger.make()
        try await camps.publish()
        let replica = try await camps.replica(from: [camps.address])
        let file = try coast.federation([
            camps.ledger.member("camps", [web, "desk"], in: replica.path), coast.member("coast", coastal),
        ])
        return FederatedSea(coast: coast, camps: camps, replica: replica, file: file)
    }

    /// What the command line says to the same question.
    func command(_ arguments: [String]) async throws -> Program.Run {
        try await Program.ledger.run(["federation"] + arguments + ["--federation", file])
    }

    /// Camps publishes what it has, and coast's replica takes it in.
    func follow() async throws {
        try await camps.publish()
        try await replica.succeed(["replica", "follow", "--once"])
    }

    /// Coast records what camps has too, as `boat`: the record of camps with the highest toll.
    func recordTwin() async throws -> (id: String, dead: Int) {
        let found = CSVReader.rows(
            of: try await camps.ledger.succeed([
                "find", "deaths", "--dead", "5..", "--columns", "id,first_day,dead,place", "--sort", "-dead", "--limit",
                "1", "--format", "csv",
            ]))
        let listed = try #require(found.first)
        try await coast.succeed([
            "record", "deaths", "--id", "boat", "--date", listed["first_day"] ?? "", "--dead", listed["dead"] ?? "",
            "--place", listed["place"] ?? "", "--region", "mmp-2014:Mediterranean", "--source", "coast guard",
        ])
        return (listed["id"] ?? "", try #require(Int(listed["dead"] ?? "")))
    }
}
