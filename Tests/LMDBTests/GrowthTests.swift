import Foundation
import LMDB
import LedgerTesting
import Synchronization
import Testing

@Suite struct GrowthTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test func `the map grows by itself, and runs the body again from an unchanged state`() throws {
        let environment = try Environment(path: directory.path("data"), options: smallOptions())
        #expect(environment.mapSize == 1 << 20)
        var runs = 0
        try environment.write { transaction in
            runs += 1
            let database = try transaction.openDatabase("entries")
            let before = try transaction.count(database)
            #expect(before == 0)
            for key: UInt64 in 0..<5_000 {
                try transaction.put(database, key: key, value: [UInt8](repeating: 1, count: 1_000))
            }
        }
        #expect(runs > 1)
        #expect(environment.mapSize >= 5_000_000)
        #expect(try environment.entries() == 5_000)
    }

    @Test func `a body that hides a full map is run again, not half committed`() throws {
        let environment = try Environment(path: directory.path("data"), options: smallOptions())
        try environment.write { transaction in
            let database = try transaction.openDatabase("entries")
            for key: UInt64 in 0..<3_000 {
                try? transaction.put(database, key: key, value: [UInt8](repeating: 1, count: 1_000))
            }
        }
        #expect(try environment.entries() == 3_000)
    }

    @Test func `an explicit transaction tells that the map is full, and works after growing`() throws {
        let environment = try Environment(path: directory.path("data"), options: smallOptions())
        func attempt() throws {
            var transaction = try environment.beginWrite()
            let database = try transaction.openDatabase("entries")
            for key: UInt64 in 0..<1_500 {
                try transaction.put(database, key: key, value: [UInt8](repeating: 1, count: 1_000))
            }
            try transaction.commit()
        }
        #expect(code(attempt) == .mapFull)
        try environment.growMap()
        try attempt()
        #expect(try environment.entries() == 1_500)
    }

    @Test func `the map does not grow over its maximum`() throws {
        let options = EnvironmentOptions(initialMapSize: 1 << 20, maximumMapSize: 2 << 20)
        let environment = try Environment(path: directory.path("data"), options: options)
        #expect(code { try environment.fill(count: 3_000) } == .mapFull)
        try environment.fill(count: 500)
        #expect(try environment.entries() == 500)
    }

    @Test func `growing inside a read is refused instead of waiting for ever`() throws {
        let environment = try Environment(path: directory.path("data"), options: smallOptions())
        let refused = code {
            try environment.read { _ in try environment.fill(count: 3_000) }
        }
        #expect(refused == .wouldDeadlock)
        try environment.fill(count: 3_000)
    }

    @Test func `growing gives up after its patience when a transaction stays open`() throws {
        let options = smallOptions(patience: .milliseconds(50))
        let environment = try Environment(path: directory.path("data"), options: options)
        let reader = try environment.beginRead()
        #expect(code { try environment.fill(count: 3_000) } == .wouldDeadlock)
        reader.abort()
        try environment.fill(count: 3_000)
    }

    @Test func `growing waits for readers of other threads, and new ones wait for it`() throws {
        let environment = try Environment(path: directory.path("data"), options: smallOptions())
        try environment.fill(count: 100)
        let shared = Shared()
        // Each of three keeps reading, so that some read is open at nearly all times.
        inParallel(4) { worker in
            if worker == 0 {
                while shared.started.load(ordering: .relaxed) < 3 { Thread.sleep(forTimeInterval: 0.001) }
                for round: UInt64 in 1...40 where (try? environment.fill(round * 1_000, count: 500)) == nil {
                    shared.wrong.add(1, ordering: .relaxed)
                }
                return shared.stop.store(true, ordering: .relaxed)
            }
            var isFirst = true
            while !shared.stop.load(ordering: .relaxed) {
                let sum = try? environment.read { transaction in
                    let database = try transaction.openDatabase("entries")
                    var cursor = try transaction.cursor(database)
                    var sum = 0
                    for _ in 0..<100 where try cursor.next() { sum += Int(cursor.value.copied[999]) }
                    return sum
                }
                if sum != 100 { shared.wrong.add(1, ordering: .relaxed) }
                if isFirst { shared.started.add(1, ordering: .relaxed) }
                isFirst = false
            }
        }
        #expect(shared.wrong.load(ordering: .relaxed) == 0)
        #expect(try environment.entries() == 20_100)
    }

    @Test func `a map that another process has grown is taken over by readers and writers`() throws {
        let environment = try Environment(path: directory.path("data"), options: smallOptions())
        try environment.fill(count: 10)
        let size = environment.mapSize
        // The child's map is 64 MiB from the start; its data does not fit into the map of this process.
        let child = try Child("fill", directory.path("data"), 5_000)
        #expect(child.line() == "filled")
        child.wait()
        #expect(environment.mapSize == size)
        #expect(try environment.entries() == 5_000)
        #expect(environment.mapSize > size)
        try environment.fill(5_000, count: 10)
        #expect(try environment.entries() == 5_010)
    }

    @Test func `a writer and a copy take over a grown map, too`() throws {
        for writes in [true, false] {
            let path = directory.path("data \(writes)")
            let environment = try Environment(path: path, options: smallOptions())
            try environment.fill(count: 10)
            let child = try Child("fill", path, 5_000)
            #expect(child.line() == "filled")
            child.wait()
            if writes {
                try environment.fill(5_000, count: 10)
                #expect(try environment.entries() == 5_010)
            } else {
                try environment.copy(to: directory.path("copy"))
                #expect(try Environment(path: directory.path("copy")).entries() == 5_000)
            }
        }
    }

    @Test func `a reader of this process keeps its snapshot while another process grows the map`() throws {
        let options = smallOptions(patience: .milliseconds(50))
        let environment = try Environment(path: directory.path("data"), options: options)
        try environment.fill(count: 10)
        let reader = try environment.beginRead()
        let child = try Child("fill", directory.path("data"), 5_000)
        #expect(child.line() == "filled")
        child.wait()
        let database = try reader.openDatabase("entries")
        let value = try reader.copy(database, 9)
        #expect(value == [UInt8](repeating: 1, count: 1_000))
        #expect(code { _ = try environment.entries() } == .wouldDeadlock)
        reader.abort()
        #expect(try environment.entries() == 5_000)
    }
}
