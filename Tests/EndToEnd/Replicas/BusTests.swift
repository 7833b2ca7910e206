import Foundation
import LedgerTesting
import Testing

/// What comes by a message bus is there at once, and whatever the bus does nothing else is.
@Suite struct BusTests {
    @Test(arguments: BusServer.Make.allCases)
    func `what is signed comes by the bus, without a look at the published files`(_ make: BusServer.Make) async throws {
        let bus = try await BusServer.start(make)
        let relayed = try await RelayedLedger.make(bus)
        let running = [try relayed.relay(), try relayed.follow(every: 86_400)]
        try await relayed.settle()
        for number in 0..<5 {
            try await relayed.origin.ledger.succeed(
                ["record", "deaths", "--id", "b\(number)", "--date", "2019", "--dead", "\(number)", "--source", "desk"])
        }
        try await relayed.settle()
        try await relayed.replica.expectSame(as: relayed.origin.ledger)
        for program in running {
            program.terminate()
            let run = await program.finished()
            #expect(run.status == 0, "\(run.output) \(run.errors)")
        }
        await bus.kill()
    }

    @Test(arguments: BusServer.Make.allCases)
    func `a stream that was lost, set back or filled by others is made again, and nobody lacks anything`(
        _ make: BusServer.Make
    ) async throws {
        let bus = try await BusServer.start(make)
        let relayed = try await RelayedLedger.make(bus)
        let relay = try relayed.relay()
        let follower = try relayed.follow(every: 86_400)
        try await relayed.settle()
        await bus.kill()
        try await bus.keepCopy()
        try await bus.start()
        try await record(relayed, "kept")

        await bus.kill()
        try bus.setBack()
        try await bus.start()
        try await record(relayed, "set-back")

        await bus.kill()
        try bus.wipe()
        try await bus.start()
        try await record(relayed, "lost")

        // Somebody else puts a message there: the next position is taken, and so is the stream made again.
        let other = try await NATSPython.run(
            "await jetstream.publish(stream_subject, b'made up')", at: bus.address, relayed.origin.ledger)
        #expect(other.status == 0, "\(other.errors)")
        try await record(relayed, "filled")
        try await relayed.replica.expectSame(as: relayed.origin.ledger)
        for program in [relay, follower] {
            program.terminate()
            _ = await program.finished()
        }
        #expect(relay.errors.contains("The stream is made from the log."), "\(relay.errors)")
        await bus.kill()
    }

    @Test func `what the bus makes up is not taken in, even with a checkpoint that the origin has signed`() async throws
    {
        let bus = try await BusServer.start()
        let relayed = try await RelayedLedger.make(bus)
        let relay = try relayed.relay()
        let follower = try relayed.follow(every: 86_400)
        try await relayed.settle()
        relay.terminate()
        _ = await relay.finished()
        let before = try await relayed.replica.head()
        try await relayed.origin.ledger.succeed(
            ["record", "deaths", "--id", "true", "--date", "2019", "--dead", "1", "--source", "desk"])
        let note = Data(try await relayed.origin.ledger.succeed(["checkpoint"]).utf8).base64EncodedString()
        let other = try await NATSPython.run(
            "await jetstream.publish(stream_subject, b'made up', headers={'Ledger-Checkpoint': '\(note)'})",
            at: bus.address, relayed.origin.ledger)
        #expect(other.status == 0, "\(other.errors)")
        for _ in 0..<200 where !follower.errors.contains("and a checkpoint of") {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(follower.errors.contains("and a checkpoint of \(before.position + 1) events"), "\(follower.errors)")
        #expect(try await relayed.replica.head() == before && follower.isRunning)
        // The relay holds the stream against the log, and what is true comes.
        let again = try relayed.relay()
        try await relayed.settle()
        #expect(again.errors.contains("is not the log's entry of that position"), "\(again.errors)")
        for program in [again, follower] {
            program.terminate()
            _ = await program.finished()
        }
        await bus.kill()
    }

    /// Records something and waits until the replica has it.
    private func record(_ relayed: RelayedLedger, _ id: String) async throws {
        try await relayed.origin.ledger.succeed(
            ["record", "deaths", "--id", id, "--date", "2019", "--dead", "1", "--source", "desk"])
        try await relayed.settle()
    }

    @Test func `a client apart from this project computes the same root from the bus and from the files`() async throws
    {
        let bus = try await BusServer.start()
        let relayed = try await RelayedLedger.make(bus)
        let relay = try relayed.relay()
        let follower = try relayed.follow(every: 86_400)
        try await record(relayed, "last")
        try await relayed.origin.publish()
        let head = try await relayed.origin.ledger.head()
        let run = try await NATSPython.run(
            """
            info = await jetstream.stream_info(stream_name)
            leaves = []
            for sequence in range(1, info.state.last_seq + 1):
                leaves.append(leaf((await jetstream.get_msg(stream_name, sequence)).data))
            print(len(leaves), root(leaves).hex())
            leaves = []
            index = 0
            while len(leaves) < info.state.last_seq:
                width = min(256, info.state.last_seq - len(leaves))
                leaves += [leaf(entry) for entry in bundle(index, width)]
                index += 1
            print(len(leaves), root(leaves).hex())
            """, at: bus.address, relayed.origin.ledger, folder: relayed.origin.folder)
        #expect(run.output == String(repeating: "\(head.position) \(head.root)\n", count: 2), "\(run.errors)")
        for program in [relay, follower] {
            program.terminate()
            _ = await program.finished()
        }
        await bus.kill()
    }
}

/// Python with the client of PyPI, which knows nothing of this project.
enum NATSPython {
    private static let python = Program(url: Repository.root.appending(path: ".build/nats/bin/python"))

    /// Runs lines with a connection, and with the tree of RFC 6962 (2.1) written out.
    static func run(
        _ lines: String, at address: String, _ ledger: TestLedger, folder: String = ""
    ) async throws -> Program.Run {
        let script = """
            import asyncio, hashlib, sys
            import nats
            address, log, folder = sys.argv[1:]
            stream_name, stream_subject = "LEDGER-" + log, "ledger." + log
            def leaf(entry): return hashlib.sha256(b"\\0" + entry).digest()
            def root(hashes):
                if len(hashes) == 1: return hashes[0]
                split = 1
                while split * 2 < len(hashes): split *= 2
                return hashlib.sha256(b"\\1" + root(hashes[:split]) + root(hashes[split:])).digest()
            def bundle(index, width):
                name = f"{index:03}" + ("" if width == 256 else f".p/{width}")
                data = open(f"{folder}/tile/entries/{name}", "rb").read()
                while data:
                    size = int.from_bytes(data[:2], "big")
                    yield data[2:2 + size]
                    data = data[2 + size:]
            async def main():
                connection = await nats.connect(address)
                jetstream = connection.jetstream()
            \(lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
                await connection.close()
            asyncio.run(main())
            """
        return try await python.run(["-c", script, address, try await ledger.head().logId, folder])
    }
}
