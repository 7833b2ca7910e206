import JetStream
import LedgerTesting
import Testing

/// Keys and values with a lifetime, on both servers.
@Suite struct KeyValueBucketTests {
    @Test(arguments: BusServer.Make.allCases)
    func `a value is taken once, renewed by whoever has seen it, given back, and forgotten in time`(
        _ make: BusServer.Make
    ) async throws {
        let bus = try await BusServer.start(make)
        let connection = try BusConnection(to: bus.address, name: "test")
        #expect(throws: BusError.self) { try KeyValueBucket(present: "b", by: connection) }
        let bucket = try KeyValueBucket("b", by: connection, lifetime: .seconds(2))
        // Whoever comes later takes it as it is.
        let other = try KeyValueBucket("b", by: connection, lifetime: .seconds(60))
        #expect(bucket.lifetime == .seconds(2) && other.lifetime == .seconds(2))
        #expect(try bucket.entries() == [])

        let taken = try bucket.make([.init("one", to: [1], at: 0), .init("two", to: [2], at: 0)])
        let first = try #require(taken[0])
        #expect(taken[1] != nil)
        // Of changes that go out together each is for itself.
        let late = try other.make([.init("one", to: [9], at: 0), .init("three.a", to: [3], at: 0)])
        #expect(late[0] == nil && late[1] != nil)
        let renewed = try #require(try bucket.make([.init("one", to: [4], at: first)])[0])
        #expect(try other.make([.init("one", to: [9], at: first)]) == [nil])
        var entries = try other.entries()
        #expect(entries.map(\.key).sorted() == ["one", "three.a", "two"])
        #expect(entries.first { $0.key == "one" }?.value == [4])
        #expect(entries.first { $0.key == "one" }?.revision == renewed && renewed > first)
        #expect(entries.allSatisfy { $0.age < .seconds(2) })

        // Given back, it may be taken by whoever has seen that.
        let back = try #require(try bucket.make([.init("one", to: nil, at: renewed)])[0])
        #expect(try other.entries().first { $0.key == "one" }?.value == .some(nil))
        #expect(try other.make([.init("one", to: [5], at: renewed)]) == [nil])
        #expect(try other.make([.init("one", to: [5], at: back)])[0] != nil)
        // Whatever is there is replaced.
        #expect(try other.make([.init("two", to: [6], at: nil)])[0] != nil)

        repeat {
            try await Task.sleep(for: .milliseconds(100))
            entries = try bucket.entries()
        } while !entries.isEmpty
        #expect(try bucket.make([.init("one", to: [7], at: 0)])[0] != nil)
        await bus.kill()
    }

    @Test(arguments: BusServer.Make.allCases)
    func `of many that reach for one key at once exactly one has it`(_ make: BusServer.Make) async throws {
        let bus = try await BusServer.start(make)
        let connections = try (0..<4).map { try BusConnection(to: bus.address, name: "test \($0)") }
        let buckets = try connections.map { try KeyValueBucket("b", by: $0, lifetime: .seconds(60)) }
        for round in 0..<20 {
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for (index, bucket) in buckets.enumerated() {
                    let thread = WaitingThread(named: "test")
                    group.addTask {
                        try await thread.run {
                            try bucket.make([.init("key-\(round)", to: [UInt8(index)], at: 0)])[0] != nil
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        }
        await bus.kill()
        #expect(throws: BusError.self) { try buckets[0].entries() }
    }
}
