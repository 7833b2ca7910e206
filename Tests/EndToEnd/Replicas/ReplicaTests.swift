import Foundation
import LedgerTesting
import Testing

/// A replica is made of what a plain server publishes, and answers as its origin does.
@Suite struct ReplicaTests {
    @Test func `what nginx serves of a ledger makes a replica that says the same, and Go the same root`() async throws {
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        let server = try await StaticServer.start(origin.folder)
        // The first place is not there: the second is asked.
        let replica = try await origin.replica(from: ["http://127.0.0.1:9", server.url])
        let first = try await replica.succeed(["replica", "follow", "--once"])
        #expect(first.hasPrefix("Took in "))
        try await replica.expectSame(as: origin.ledger)

        try await origin.ledger.succeed(["record", "deaths", "--id", "new", "--date", "2019", "--dead", "3"])
        try await origin.publish()
        #expect(try await replica.succeed(["replica", "follow", "--once"]).hasPrefix("Took in 1 events"))
        try await replica.expectSame(as: origin.ledger)
        let go = try await GoVerifier.make(key: try origin.ledger.verifierKey)
        #expect(try await go.accept("bundle", server.url).hasPrefix("\(try await replica.head().position) events"))
        await server.stop()
        // Nobody is there any more: what is held is answered, and its age is said.
        #expect(try await replica.run(["replica", "follow", "--once"]).status == 1)
        let view = try await replica.run(["view", "year"])
        #expect(view.status == 0 && view.errors.contains("This is a replica of incident-ledger/"))
        #expect(try await replica.replicaStatus()["problem"] as? String != nil)
    }

    @Test func `a replica refuses every command that would record, and leaves nothing`() async throws {
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        let replica = try await origin.replica(from: [origin.address])
        try await replica.succeed(["replica", "follow", "--once"])
        let head = try await replica.head()
        for arguments in [
            ["record", "deaths", "--date", "2019", "--dead", "3"], ["withdraw", "deaths", "x", "--reason", "r"],
            ["import", "missing-migrants", CutExports.file(CutExports.days[0]).path, "--as-at", CutExports.days[0]],
            ["duplicates", "find", "--record"],
        ] {
            let run = try await replica.run(arguments)
            #expect(run.status == 1, "\(arguments): \(run.output)")
            #expect(run.errors.contains("is a replica of"), "\(arguments): \(run.errors)")
        }
        #expect(try await replica.head() == head)
        let ledger = try await origin.ledger.run(["replica", "follow", "--once"])
        #expect(ledger.status == 1 && ledger.errors.contains("is no replica"))
    }

    @Test func `a wrong key, a wrong address and a folder in use are told before anything is made`() async throws {
        let origin = PublishedLedger(ledger: try await TestLedger.make())
        try await origin.publish()
        let other = try await TestLedger.make()
        let (scratch, key) = (try TemporaryFolder(), try origin.ledger.verifierKey)
        for (arguments, said) in [
            (["--from", origin.address, "--key", try other.verifierKey], "has signed"),
            (["--from", "ftp://x", "--key", key], "is no address"),
            (["--from", "file:" + scratch.path("nowhere"), "--key", key], "has no checkpoint"),
            (["--from", origin.address, "--key", key + "x"], "key"),
            (["--from", origin.address, "--key", key, "--log-id", String(repeating: "a", count: 32)], "--log-id"),
        ] {
            let run = try await Program.ledger.run(["replica", "create"] + arguments + [scratch.path("r.ledger")])
            #expect(run.status == 1 && run.errors.contains(said), "\(arguments): \(run.errors)")
            #expect(try scratch.names == [])
        }
        let used = try await Program.ledger.run(
            ["replica", "create", "--from", origin.address, "--key", key, other.path])
        #expect(used.status == 1 && used.errors.contains("is not empty"))
    }

    @Test(arguments: ["endless", "cut", "error", "loop", "stall"])
    func `a server that lies by its protocol is given up, and what was held stays`(lie: String) async throws {
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        let scratch = try TemporaryFolder()
        let mode = try scratch.file("mode", holding: "nothing")
        let script = Repository.root.appending(path: "Tests/Support/lying-server.py").path
        let server = try Program(url: URL(filePath: "/usr/bin/env")).start(["python3", script, origin.folder, mode])
        while server.output.isEmpty, server.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        let url = "http://127.0.0.1:" + server.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let replica = try await origin.replica(from: [url])
        try scratch.file("mode", holding: lie)
        let run = try await replica.run(["replica", "follow", "--once"])
        #expect(run.status == 1, "\(run.output)")
        #expect(try await replica.head().position == 0)
        try scratch.file("mode", holding: "nothing")
        try await replica.succeed(["replica", "follow", "--once"])
        #expect(try await replica.head() == origin.ledger.head())
        server.kill()
        _ = await server.finished()
    }
}
