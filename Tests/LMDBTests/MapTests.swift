import Foundation
import LMDB
import LedgerTesting
import Testing

/// The address space is reserved once, as much as the system grants, and never moved.
@Suite struct MapTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test func `the map has room for all that the design is made for, and takes no disk`() throws {
        let environment = try opened(directory.path("data"))
        // Other tests have theirs open in this process.
        #expect(try environment.information().mapSize >= 1 << 34)
        try environment.fill(count: 10)
        let size = try FileManager.default.attributesOfItem(atPath: directory.path("data/data.mdb"))[.size] as? Int
        #expect(size ?? .max < 1 << 20)
    }

    @Test func `readers keep their snapshots while the file grows a thousandfold`() throws {
        let environment = try opened(directory.path("data"))
        try environment.fill(count: 5)
        let reader = try environment.beginRead()
        for round: UInt64 in 1...5 { try environment.fill(round * 1_000, count: 1_000) }
        let count = try reader.count(environment.database("entries"))
        #expect(try count == 5 && environment.entries() == 5_005)
    }

    @Test func `a file that outgrows its map is refused, nothing of it is committed, and the rest goes on`() throws {
        let environment = try opened(directory.path("data"), options: EnvironmentOptions(mapSize: 1 << 20))
        #expect(code { try environment.fill(count: 3_000) } == .mapFull)
        // Also where the error was swallowed: half of the changes must not be committed.
        let swallowed = code {
            try environment.write { transaction in
                let database = try environment.database("entries")
                for key: UInt64 in 0..<3_000 {
                    try? transaction.put(database, key: key, value: [UInt8](repeating: 1, count: 1_000))
                }
            }
        }
        #expect(swallowed == .badTransaction)
        #expect(try environment.entries() == 0)
        try environment.fill(count: 100)
        #expect(try environment.entries() == 100)
        environment.close()
        let again = try opened(directory.path("data"))
        try again.fill(count: 3_000)
        #expect(try again.entries() == 3_000)
    }

    @Test func `what another process has made longer than this one's map is refused with a reason`() throws {
        let environment = try opened(directory.path("data"), options: EnvironmentOptions(mapSize: 1 << 20))
        try environment.fill(count: 10)
        let child = try Child("fill", directory.path("data"), 5_000)
        #expect(child.line() == "filled")
        child.wait()
        #expect(code { _ = try environment.entries() } == .mapFull)
        #expect(code { try environment.fill(count: 1) } == .mapFull)
        #expect(code { try environment.copy(to: directory.path("copy")) } == .mapFull)
        #expect(!Environment.exists(at: directory.path("copy")))
        environment.close()
        #expect(try opened(directory.path("data")).entries() == 5_000)
    }

    @Test func `where address space is limited, less is taken, and enough is left for others`() throws {
        let child = try Child("fill-many", directory.path, 2_000, limit: "ulimit -v 4000000")
        #expect(child.line() == "filled 12")
        child.wait()
        #expect(try opened(directory.path("11")).entries() == 2_000)
    }

    @Test func `however many are open, there is room for their growth, for memory, and for threads`() throws {
        let child = try Child("open-many", directory.path, 400)
        #expect(child.line() == "opened 400: true true true")
        child.wait()
    }

    @Test func `a file that is larger than the space that may be taken is opened all the same`() throws {
        try opened(directory.path("data")).fill(count: 40_000)
        let child = try Child("fill", directory.path("data"), 40_100, limit: "ulimit -v 400000")
        #expect(child.line() == "filled")
        child.wait()
        #expect(try opened(directory.path("data")).entries() == 40_100)
    }
}
