import Foundation
import LedgerTesting
import Testing

/// The writer moves to another machine: the drill of MANUAL.md.
@Suite struct PromoteTests {
    @Test func `a replica that has everything goes on as the origin, and the old one is found out where it comes back`()
        async throws
    {
        let old = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await old.publish()
        let standby = try await old.replica(from: [old.address])
        let new = PublishedLedger(ledger: standby)
        let reader = try await old.replica(from: [old.address, new.address])
        for copy in [standby, reader] { try await copy.succeed(["replica", "follow", "--once"]) }
        // What is recorded and not copied before the machine is gone.
        try await old.ledger.succeed(["record", "deaths", "--id", "lost", "--date", "2019", "--dead", "1"])

        let key = old.ledger.path + ".key"
        let said = try await standby.succeed(["promote", "--signing-key", key])
        #expect(said.contains("is the origin now, and goes on after \(try await standby.head().position) events"))
        try await standby.succeed(
            ["record", "deaths", "--id", "new", "--date", "2019", "--dead", "2", "--signing-key", key])
        try await new.publish()
        #expect(try await reader.succeed(["replica", "follow", "--once"]).contains("Took in 1 events"))
        try await reader.expectSame(as: standby)
        #expect(try await standby.run(["replica", "follow", "--once"]).errors.contains("is no replica"))

        // The old machine is there again, and does not know.
        try await old.publish()
        let forked = try await reader.run(["replica", "follow", "--once"])
        #expect(forked.status == 6 && forked.errors.contains("contradict each other"), "\(forked.errors)")
        let evidence = reader.scratch.text(of: "a.ledger/replica/fork.json")
        for ledger in [standby, old.ledger] {
            let root = try await ledger.succeed(["checkpoint"]).split(separator: "\n")[2]
            #expect(evidence.contains(root), "\(evidence)")
        }
        // What it held it still answers.
        #expect(try await reader.head().root == standby.head().root)
    }

    @Test func `what holds less than was signed, has another key or is none is not promoted`() async throws {
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        let replica = try await origin.replica(from: [origin.address])
        let key = origin.ledger.path + ".key"
        let entries = origin.folder + "/tile/entries"
        // It hears of a checkpoint, and not of the events.
        try FileManager.default.moveItem(atPath: entries, toPath: entries + ".away")
        let behind = try await replica.run(["promote", "--signing-key", key])
        #expect(behind.status == 1 && behind.errors.contains("would be lost"), "\(behind.errors)")
        try FileManager.default.moveItem(atPath: entries + ".away", toPath: entries)

        // It cannot ask, and nobody knows any more what it had heard.
        try FileManager.default.removeItem(atPath: replica.path + "/replica/state.json")
        try FileManager.default.moveItem(atPath: origin.folder, toPath: origin.folder + ".away")
        let unknown = try await replica.run(["promote", "--signing-key", key])
        #expect(unknown.status == 1 && unknown.errors.contains("not known how much"), "\(unknown.errors)")
        try FileManager.default.moveItem(atPath: origin.folder + ".away", toPath: origin.folder)

        let other = try await TestLedger.make()
        let wrong = try await replica.run(["promote", "--signing-key", other.path + ".key"])
        #expect(wrong.status == 1 && wrong.errors.contains("is signed with another"), "\(wrong.errors)")
        let none = try await other.run(["promote", "--signing-key", other.path + ".key"])
        #expect(none.status == 1 && none.errors.contains("is no replica"), "\(none.errors)")
        // Nothing of that has made it an origin.
        #expect(try await replica.run(["record", "deaths", "--date", "2019", "--dead", "1"]).status == 1)
        try await replica.succeed(["promote", "--signing-key", key])
        try await replica.succeed(
            ["record", "deaths", "--id", "first", "--date", "2019", "--dead", "1", "--signing-key", key])
        let verified = try await replica.run(["verify"])
        #expect(verified.status == 0, "\(verified.output)")
    }
}
