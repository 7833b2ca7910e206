import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Testing

@Suite struct TreeTests {
    @Test func `the root at every earlier size is the one that RFC 6962 defines`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        var random = SeededGenerator(for: "the root at every earlier size is the one that RFC 6962 defines")
        var size = 0
        while size < 1_100 {
            let count = Int.random(in: 1...90, using: &random)
            let drafts = (0..<count).map { _ in draft(1, "a", "\(UInt64.random(in: 0...UInt64.max, using: &random))") }
            try await log.append(AppendRequest(drafts: drafts))
            size += count
        }
        let entries = try checkWhole(log).map(\.bytes)
        var frontier = TreeFrontier()
        var roots = [frontier.root]
        for entry in entries {
            frontier.append(.leaf(entry))
            roots.append(frontier.root)
        }
        #expect(roots.last?.bytes == naiveRoot(entries[...]))
        try log.read { snapshot throws in
            for size in 0...entries.count {
                #expect(try snapshot.root(at: UInt64(size)) == roots[size])
                // The reference is itself checked, where that does not take too long.
                if size < 70 || size % 97 == 0 { #expect(roots[size].bytes == naiveRoot(entries[..<size])) }
            }
            #expect(code { try snapshot.root(at: UInt64(entries.count) + 1) } == .outOfRange)
        }
    }

    @Test func `tiles hold the hashes of their level, and proofs can be made from them`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        for start in stride(from: 0, to: 70_000, by: 7_000) {
            try await log.append(AppendRequest(drafts: (0..<7_000).map { draft(1, "r", "\(start + $0)") }))
        }
        let head = try log.head()
        let leaves = try log.allEntries().map { TreeHash.leaf($0.bytes) }
        try log.read { snapshot throws in
            #expect(try snapshot.tile(level: 0, index: 3) == Array(leaves[768..<1024]))
            #expect(try snapshot.tile(level: 0, index: 273) == Array(leaves[69_888...]))
            #expect(try snapshot.tile(level: 0, index: 274).isEmpty)
            #expect(try snapshot.tile(level: 1, index: 0).count == 256)
            #expect(try snapshot.tile(level: 1, index: 1).count == 17)
            #expect(try snapshot.tile(level: 2, index: 0).count == 1)
            #expect(try snapshot.tile(level: 3, index: 0).isEmpty)
            var frontier = TreeFrontier()
            for leaf in leaves[..<65_536] { frontier.append(leaf) }
            #expect(try snapshot.tile(level: 2, index: 0) == [frontier.root])
            #expect(try snapshot.root(at: 65_536) == frontier.root)
            #expect(try snapshot.root(at: head.position) == head.root)
        }
        for index: UInt64 in [0, 255, 256, 65_535, 65_536, 69_999] {
            let proof = try log.tiles.inclusionProof(index: index, size: head.position)
            try proof.verify(leaf: leaves[Int(index)], index: index, size: head.position, root: head.root)
        }
        #expect(try log.tiles.root(size: 12_345) == log.read { try $0.root(at: 12_345) })
    }
}
