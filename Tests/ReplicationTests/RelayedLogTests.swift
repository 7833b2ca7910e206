import EventLog
import Forms
import Foundation
import JetStream
import LedgerTesting
import MerkleLog
import Synchronization
import Testing

@testable import Replication

/// What a relay puts on a real bus, and what a follower takes from one.
@Suite struct RelayedLogTests {
    /// An origin, a bus, and what is said of the two.
    private final class Relayed: @unchecked Sendable {
        // @unchecked: the origin's log may be used by several at once, and the server is started and ended by the test alone.
        let bus: BusServer
        let origin: Origin
        let stream: LogStream
        private let said = Mutex<[String]>([])

        init(_ make: BusServer.Make) async throws {
            bus = try await BusServer.start(make)
            origin = try await Origin()
            stream = LogStream(of: origin.log.logID)
        }

        func connection() throws -> BusConnection { try BusConnection(to: bus.address, name: "test") }

        /// Appends, and signs all that there is.
        func append(_ count: Int, _ name: String) async throws {
            try await origin.append(count, name)
            let size = try origin.log.position()
            try await origin.log.storeCheckpoint(try origin.note(at: size).description, size: size)
        }

        func entry(_ position: UInt64) throws -> [UInt8] {
            var bytes: [UInt8] = []
            try origin.log.read { snapshot in
                try snapshot.forEachEntry(from: position, through: position) { _, span in
                    // The bytes are copied at once; nothing of the span outlives this call.
                    bytes = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
                    return true
                }
            }
            return bytes
        }

        func relay() -> Task<Void, any Error> {
            Task {
                try await BusRelay(origin.log, to: bus.address).run { [self] report in
                    switch report {
                    case .remade(let why): said.withLock { $0.append("remade: " + why) }
                    case .failed(let error): said.withLock { $0.append("failed: " + error.description) }
                    case .connected, .relayed: break
                    }
                }
            }
        }

        func follow(
            _ copy: Copy, _ feed: any LogFeed, every interval: Duration = .seconds(3_600)
        ) throws -> Task<Void, any Error> {
            let replica = try ReplicaLog(
                ofLedgerAt: copy.folder.url.path, log: copy.log, key: origin.verifier, origin: origin.verifier.name)
            let follower = BusFollower(
                replica, try ReplicaFollower(replica, FeedPrefixes([feed])), by: bus.address)
            return Task {
                try await follower.run(every: interval) { [self] look in
                    if case .failure(let error) = look { said.withLock { $0.append("follower: " + error.description) } }
                }
            }
        }

        func hasSaid(_ text: String) -> Bool { said.withLock { $0.contains { $0.contains(text) } } }

        func wait(_ what: String, _ isDone: () throws -> Bool) async throws {
            for _ in 0..<1_000 {
                if try isDone() { return }
                try await Task.sleep(for: .milliseconds(20))
            }
            Issue.record("waited in vain for \(what): \(said.withLock { $0 })")
            throw CancellationError()
        }

        /// Waits until the stream has as much as is signed, and holds each message against the log.
        func expectWhole(_ connection: BusConnection, sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let size = try origin.log.read { try $0.lastCheckpoint()?.size ?? 0 }
            try await wait("the stream to have \(size) messages") {
                (try? StreamAPI(connection).info(of: stream.name).last) == size
            }
            let messages = try PulledMessages(
                of: stream.name, from: 1, by: connection, headers: [LogStream.guardHeader, LogStream.checkpoint])
            var next: UInt64 = 1
            while next <= size {
                for message in try messages.next() {
                    #expect(
                        try message.sequence == next && message.body == entry(next), sourceLocation: sourceLocation)
                    #expect(message.headers[LogStream.guardHeader] == "\(next - 1)", sourceLocation: sourceLocation)
                    let note = try origin.log.read { try $0.checkpoint(at: next) }
                    #expect(
                        LogStream.note(of: message) == note.map { Array($0.utf8) }, sourceLocation: sourceLocation)
                    next += 1
                }
            }
        }
    }

    private func with(_ make: BusServer.Make = .debian, _ body: (Relayed, BusConnection) async throws -> Void)
        async throws
    {
        let relayed = try await Relayed(make)
        do {
            try await body(relayed, try relayed.connection())
        } catch {
            await relayed.bus.kill()
            throw error
        }
        await relayed.bus.kill()
    }

    @Test(arguments: BusServer.Make.allCases)
    func `what is signed is put there, a message a position with its guard, in a stream that nobody empties`(
        _ make: BusServer.Make
    ) async throws {
        try await with(make) { relayed, connection in
            try await relayed.append(300, "a")
            // Nobody has signed these yet.
            try await relayed.origin.append(5, "b")
            let relay = relayed.relay()
            try await relayed.expectWhole(connection)
            let config = try StreamAPI(connection).info(of: relayed.stream.name).config
            for name in ["deny_delete", "deny_purge"] { #expect(config[name] == .bool(true)) }
            for name in ["retention", "discard"] {
                #expect(config[name] == .string(name == "discard" ? "new" : "limits"))
            }
            for name in ["max_msgs", "max_bytes"] { #expect(config[name] == .integer(-1)) }
            #expect(config["max_age"] ?? .integer(0) == .integer(0))
            try await relayed.append(2, "c")
            try await relayed.expectWhole(connection)
            relay.cancel()
            _ = await relay.result
        }
    }

    @Test func `a stream that is not the log's is made again, whoever made it so and whenever`() async throws {
        try await with { relayed, connection in
            let (api, name) = (StreamAPI(connection), relayed.stream.name)
            let config = relayed.stream.config(copies: 1)
            func publish(_ bodies: [[UInt8]]) throws {
                for body in bodies {
                    _ = try connection.ask(body, of: relayed.stream.subject).acknowledged("a message")
                }
            }
            try await relayed.append(3, "a")
            let entries = try (1...3).map { try relayed.entry($0) }
            let lax = config.filter { $0.0 != "deny_delete" } + [("deny_delete", .bool(false))]
            for (config, bodies, why) in [
                (lax, entries, "The stream's deny_delete is "), (config, entries + [[1]], "and the log fewer entries"),
                (config, [entries[0], entries[2]], "Message 2 of the stream is not the log's entry"),
            ] {
                try api.create(name, config)
                try publish(bodies)
                let relay = relayed.relay()
                try await relayed.wait(why) { relayed.hasSaid("remade: ") && relayed.hasSaid(why) }
                try await relayed.expectWhole(connection)
                relay.cancel()
                _ = await relay.result
                try api.delete(name)
            }
            // While the relay is there: of the same length, and not the same.
            let relay = relayed.relay()
            try await relayed.expectWhole(connection)
            try api.delete(name)
            try api.create(name, config)
            try publish([[1], [2], [3]])
            try await relayed.wait("the relay to look") { relayed.hasSaid("Message 1 of the stream is not the log's") }
            try await relayed.expectWhole(connection)
            // And one message more than was put there, before there is another to put.
            try publish([[4]])
            try await relayed.expectWhole(connection)
            relay.cancel()
            _ = await relay.result
        }
    }

    @Test func `a follower has what is signed from the bus, and its checkpoint beside the log`() async throws {
        try await with(.newer) { relayed, connection in
            try await relayed.append(4, "a")
            try relayed.origin.publish()
            let copy = try relayed.origin.replica()
            let running = [
                relayed.relay(), try relayed.follow(copy, try FeedAddress.feed(at: "file:" + relayed.origin.published)),
            ]
            for count in [1, 300, 2] {
                try await relayed.append(count, "more")
                let note = try relayed.origin.note().description
                try await relayed.wait("what is signed") { copy.folder.text(of: "checkpoint") == note }
                try copy.expectWhole()
            }
            for task in running { task.cancel() }
            for task in running { _ = await task.result }
        }
    }

    @Test func `where messages lack, or never end, a follower says so, takes in none of them and goes to the files`()
        async throws
    {
        try await with { relayed, connection in
            let (origin, api, name) = (relayed.origin, StreamAPI(connection), relayed.stream.name)
            try await relayed.append(4, "a")
            try origin.publish()
            try await relayed.append(4, "b")
            let config = relayed.stream.config(copies: 1).filter { $0.0 != "deny_delete" }
            try api.create(name, config)
            for position in 1...8 as ClosedRange<UInt64> {
                let note = position == 8 ? try origin.note().description : nil
                _ = try connection.ask(
                    try relayed.entry(position), of: relayed.stream.subject,
                    headers: LogStream.headers(of: position, note: note)
                ).acknowledged("a message")
            }
            _ = try connection.ask(Array(#"{"seq":6}"#.utf8), of: "$JS.API.STREAM.MSG.DELETE." + name)
            let copy = try origin.replica()
            let feed = try FeedAddress.feed(at: "file:" + origin.published)
            let follower = try relayed.follow(copy, feed)
            try await relayed.wait("the gap") { relayed.hasSaid("The bus gives position 7 after 5") }
            #expect(try copy.log.position() == 4)
            try origin.publish()
            try await relayed.wait("the files") { try copy.log.position() == 8 }
            try copy.expectWhole()
            // More than anybody should hold without a checkpoint.
            let long = [UInt8](repeating: 7, count: 60_000)
            for _ in 0..<600 { try connection.publish(long, to: relayed.stream.subject) }
            try connection.flush()
            try await relayed.wait("the end of its patience") { relayed.hasSaid("events after 8 without a checkpoint") }
            #expect(try copy.log.position() == 8)
            follower.cancel()
            _ = await follower.result
        }
    }

    @Test func `a fork that the files show ends a follower of the bus`() async throws {
        try await with { relayed, connection in
            try await relayed.append(4, "a")
            try relayed.origin.publish()
            let twin = try await Origin(key: relayed.origin.key)
            try await twin.append(4, "other")
            try twin.publish()
            let copy = try relayed.origin.replica()
            try await copy.follow([try FeedAddress.feed(at: "file:" + relayed.origin.published)])
            let follower = try relayed.follow(copy, try FeedAddress.feed(at: "file:" + twin.published))
            await #expect { try await follower.value } throws: { LedgerError.wrapping($0).code == .fork }
            #expect(try copy.log.position() == 4)
        }
    }
}
