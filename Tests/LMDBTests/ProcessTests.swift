import Foundation
import LedgerTesting
import Testing

@testable import LMDB

@Suite struct ProcessTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test func `a committed transaction survives the killing of its writer, an open one does not`() throws {
        let child = try Child("commit-then-hang", directory.path("data"), 1_000)
        #expect(child.line() == "committed")
        child.kill()
        let environment = try opened(directory.path("data"))
        try environment.read { transaction in
            let database = try environment.database("entries")
            let count = try transaction.count(database)
            let value = try transaction.copy(database, 1_000)
            #expect(count == 1_000)
            #expect(value == [UInt8](repeating: 7, count: 100))
        }
    }

    @Test func `the write lock of a killed process is taken over`() throws {
        let environment = try opened(directory.path("data"))
        let child = try Child("commit-then-hang", directory.path("data"), 10)
        #expect(child.line() == "committed")
        child.kill()
        try environment.fill(100, count: 5)
        #expect(try environment.entries() == 15)
    }

    @Test func `the slot of a killed reader is cleared and its pages are used again`() throws {
        let environment = try opened(directory.path("data"))
        try environment.fill(count: 200)
        let child = try Child("hold-reader", directory.path("data"))
        #expect(child.line() == "reading")
        #expect(try environment.clearStaleReaders() == 0)
        // Every round replaces all values; with the snapshot held, no page can be used again.
        func rewrite() throws -> Int {
            let before = try environment.information().usedSize
            for round in 0..<20 { try environment.fill(count: 200, byte: UInt8(round)) }
            return try environment.information().usedSize - before
        }
        let held = try rewrite()
        #expect(held > 2_000_000)
        child.kill()
        let stillHeld = try rewrite()
        #expect(stillHeld > 2_000_000)
        #expect(try environment.clearStaleReaders() == 1)
        // What the dead reader kept is now free: the same work takes no more room.
        #expect(try rewrite() < 200_000)
    }

    @Test func `a process that writes clears the slots of readers that died meanwhile, now and then`() throws {
        let environment = try Environment(path: directory.path("env"), databases: ["entries"])
        defer { environment.close() }
        let child = try Child("hold-reader", directory.path("env"))
        #expect(child.line() == "reading")
        #expect(try environment.openSnapshots().map(\.process) == [child.processIdentifier])
        child.kill()
        environment.clearDeadReaders()
        #expect(try environment.openSnapshots().count == 1)
        environment.clearDeadReaders(every: 0)
        #expect(try environment.openSnapshots().isEmpty)
    }

    @Test func `opening clears the slots of dead readers`() throws {
        _ = try opened(directory.path("data"))
        // A process that stays, so that the lock file keeps its slots.
        let living = try Child("hold-reader", directory.path("data"))
        #expect(living.line() == "reading")
        let dying = try Child("hold-reader", directory.path("data"))
        #expect(dying.line() == "reading")
        dying.kill()
        let environment = try opened(directory.path("data"))
        #expect(try environment.clearStaleReaders() == 0)
        living.kill()
        #expect(try environment.clearStaleReaders() == 1)
    }

    @Test func `when all slots are taken, those of dead readers are cleared first`() throws {
        let environment = try opened(directory.path("data"), options: EnvironmentOptions(maxReaders: 2))
        let child = try Child("hold-reader", directory.path("data"))
        #expect(child.line() == "reading")
        let reader = try environment.beginRead()
        #expect(code { _ = try environment.beginRead() } == .readersFull)
        child.kill()
        let second = try environment.beginRead()
        #expect(second.number == reader.number)
    }

    @Test func `two processes that write at once lose nothing`() throws {
        let environment = try opened(directory.path("data"), databases: ["entries", "mine"])
        let child = try Child("fill", directory.path("data"), 3_000)
        for round: UInt64 in 0..<50 {
            try environment.write { transaction in
                let database = try environment.database("mine")
                for key in round * 100..<round * 100 + 100 {
                    try transaction.put(database, key: key, value: [UInt8](repeating: 1, count: 500))
                }
            }
        }
        #expect(child.line() == "filled")
        child.wait()
        #expect(try environment.entries() == 3_000)
        let mine = try environment.read { try $0.count(try environment.database("mine")) }
        #expect(mine == 5_000)
    }
}
