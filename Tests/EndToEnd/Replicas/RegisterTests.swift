import Foundation
import LedgerTesting
import Testing

/// The lock on the signed head, in a real etcd: what `Tests/Models/moving-the-writer.pml` has with LOCK.
@Suite struct RegisterTests {
    @Test func `of two replicas that are promoted at once exactly one wins, and the old origin signs no more`()
        async throws
    {
        let etcd = try await EtcdServer.start()
        let origin = PublishedLedger(ledger: try await TestLedger.make())
        let old = origin.ledger
        try await old.succeed(["record", "deaths", "--id", "first", "--date", "2019", "--dead", "1"])
        try await old.succeed(["config", "register", etcd.address, "--name", "old"])
        try await old.succeed(["record", "deaths", "--id", "second", "--date", "2019", "--dead", "1"])
        try await origin.publish()
        var replicas: [TestLedger] = []
        for _ in 0..<2 {
            let replica = try await origin.replica(from: [origin.address])
            try await replica.succeed(["replica", "follow", "--once"])
            try FileManager.default.copyItem(atPath: replica.path, toPath: replica.path + ".kept")
            replicas.append(replica)
        }
        let before = try await etcd.value(of: old)
        var wins = [0, 0]
        for round in 0..<4 {
            for replica in replicas {
                try FileManager.default.removeItem(atPath: replica.path)
                try FileManager.default.copyItem(atPath: replica.path + ".kept", toPath: replica.path)
            }
            // Now and then it knows nothing of the log: then the place is as good as any.
            if round == 3 { try await etcd.forget(old) } else { try await etcd.set(before, of: old) }
            let runs = try await promoteAtOnce(replicas, round, etcd, key: old.path + ".key")
            let winner = try #require(runs.firstIndex { $0.status == 0 }, "round \(round): \(runs)")
            wins[winner] += 1
            let loser = runs[1 - winner]
            #expect(
                loser.status == 4 && loser.errors.contains("The writer's place has replica \(winner), since"),
                "\(loser)")
            #expect(try await replicas[1 - winner].run(["replica", "status"]).status == 0)
        }
        #expect(wins[0] + wins[1] == 4)

        // The winner of the last round goes on, and the old origin comes back.
        let index = try await replicas[0].run(["replica", "status"]).status == 0 ? 1 : 0
        let (winner, loser) = (replicas[index], replicas[1 - index])
        try await expectOldOriginSignsNothing(old, after: "replica \(index)")
        try await winner.succeed(
            ["record", "deaths", "--id", "new", "--date", "2019", "--dead", "2", "--signing-key", old.path + ".key"])
        #expect(try await winner.succeed(["checkpoint"]).contains("\n3\n"))
        try await expectOldOriginSignsNothing(old, after: "replica \(index)")
        // What the loser lacks it can have, and then it may be the next.
        let late = try await loser.run(["promote", "--signing-key", old.path + ".key", "--register", etcd.address])
        #expect(late.status == 1 && late.errors.contains("would not be continued"), "\(late.errors)")
        try await PublishedLedger(ledger: winner).publish()
        try await origin.copy(from: PublishedLedger(ledger: winner))
        let next = try await loser.run([
            "promote", "--signing-key", old.path + ".key", "--register", etcd.address, "--name", "third",
        ])
        #expect(next.status == 0, "\(next.errors)")
        await etcd.kill()
    }

    private func promoteAtOnce(
        _ replicas: [TestLedger], _ round: Int, _ etcd: EtcdServer, key: String
    ) async throws -> [Program.Run] {
        let order = round % 2 == 0 ? [0, 1] : [1, 0]
        var started: [Int: Running] = [:]
        for index in order {
            started[index] = try Program.ledger.start([
                "promote", "--signing-key", key, "--register", etcd.address, "--name", "replica \(index)", "--ledger",
                replicas[index].path,
            ])
        }
        var runs: [Program.Run] = []
        for index in [0, 1] {
            if let running = started[index] { runs.append(await running.finished()) }
        }
        return runs
    }

    /// What it records is there and acknowledged, and nobody signs it.
    private func expectOldOriginSignsNothing(_ old: TestLedger, after name: String) async throws {
        let signed = old.signedNote
        let run = try await old.run(["record", "deaths", "--date", "2019", "--dead", "7"])
        #expect(run.status == 0 && run.output.contains("recorded: version 1"), "\(run)")
        #expect(run.errors.contains("the origin no longer: the writer's place has \(name)"), "\(run.errors)")
        let asked = try await old.run(["checkpoint"])
        #expect(asked.status == 1 && asked.errors.contains("the origin no longer"), "\(asked)")
        #expect(old.signedNote == signed && signed.contains("\n2\n"))
    }

    @Test func `while the register is away events are recorded and nothing is signed, and then all of it`() async throws
    {
        let etcd = try await EtcdServer.start()
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["config", "register", etcd.address])
        #expect(try await ledger.succeed(["config"]).contains(etcd.address))
        try await ServedLedger.with(ledger) { served in
            func record(_ id: String) async throws {
                let reply = try await served.send(
                    "POST", "/v1/deaths", as: "investigator",
                    #"{"id":"\#(id)","state":{"dead":1,"occurred":"2019-10-28"}}"#)
                #expect(reply.status == 201, "\(reply.text)")
            }
            try await record("one")
            try await ledger.wait("the first to be signed") { try await $0.succeed(["checkpoint"]).contains("\n1\n") }
            await etcd.kill()
            for id in ["two", "three"] { try await record(id) }
            try await ledger.wait("the service to say so") { _ in
                try await served.get("/readyz", as: nil).text.contains("The last 2 events are not signed: ")
            }
            #expect(ledger.signedNote.contains("\n1\n"))
            let run = try await ledger.run(["record", "deaths", "--date", "2019", "--dead", "1"])
            #expect(run.status == 0 && run.errors.contains("The register does not answer"), "\(run)")
            #expect(served.running.errors.contains("The register does not answer"))
            try await etcd.start()
            // By itself, without a further request.
            try await ledger.wait("what was recorded meanwhile to be signed") { _ in
                try await served.get("/v1/status", as: "auditor")["unsigned"] as? Int ?? 9 <= 1
            }
            try await record("four")
            try await ledger.wait("all to be signed") { try await $0.succeed(["checkpoint"]).contains("\n5\n") }
        }
        // A register that has forgotten is no leave to sign.
        try await etcd.forget(ledger)
        let run = try await ledger.run(["record", "deaths", "--date", "2019", "--dead", "1"])
        #expect(run.status == 0 && run.errors.contains("The register knows nothing of this log"), "\(run)")
        try await ledger.succeed(["config", "register", etcd.address])
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "1"])
        #expect(try await ledger.succeed(["checkpoint"]).contains("\n7\n"))
        // And one that was set back is found out: what it has is not what this log had.
        let kept = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: ledger.path, toPath: kept.path("a.ledger"))
        try await ledger.succeed(["record", "deaths", "--id", "here", "--date", "2019", "--dead", "1"])
        let copy = TestLedger(scratch: kept)
        let forked = try await copy.run(
            [
                "record", "deaths", "--id", "there", "--date", "2019", "--dead", "1", "--signing-key",
                ledger.path + ".key",
            ])
        #expect(forked.status == 0 && forked.errors.contains("does not continue what was signed last"), "\(forked)")
        let wrong = try await ledger.run(["config", "register", "127.0.0.1:2379"])
        #expect(wrong.status == 2 && wrong.errors.contains("is no address of a register"), "\(wrong.errors)")
        await etcd.kill()
    }
}

extension TestLedger {
    /// The last checkpoint, as it lies outside the log.
    fileprivate var signedNote: String { scratch.text(of: "a.ledger/checkpoint") }
}

extension EtcdServer {
    private func key(of ledger: TestLedger) async throws -> String {
        Data("incident-ledger/\(try await ledger.head().logId)/head".utf8).base64EncodedString()
    }

    /// What it holds of a log, in Base64.
    fileprivate func value(of ledger: TestLedger) async throws -> String {
        struct Range: Decodable {
            struct Pair: Decodable { var value: String }
            var kvs: [Pair]
        }
        let text = try await ask("range", #"{"key":"\#(try await key(of: ledger))"}"#)
        return try #require(try JSONDecoder().decode(Range.self, from: Data(text.utf8)).kvs.first?.value)
    }

    fileprivate func set(_ value: String, of ledger: TestLedger) async throws {
        _ = try await ask("put", #"{"key":"\#(try await key(of: ledger))","value":"\#(value)"}"#)
    }

    fileprivate func forget(_ ledger: TestLedger) async throws {
        _ = try await ask("deleterange", #"{"key":"\#(try await key(of: ledger))"}"#)
    }
}

extension PublishedLedger {
    /// Has the files of another, at the same address.
    fileprivate func copy(from other: PublishedLedger) async throws {
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.copyItem(atPath: other.folder, toPath: folder)
    }
}
