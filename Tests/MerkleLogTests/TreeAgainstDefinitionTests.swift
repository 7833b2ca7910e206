import LedgerTesting
import MerkleLog
import Testing

/// The tree against RFC 6962's recursive definition.
@Suite struct TreeAgainstDefinitionTests {
    /// Sizes at which every leaf and every earlier size is tried, not only some.
    private static let thorough = Set((0...40).map { $0 } + [63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513])

    @Test func `roots and proofs of all sizes up to 600 are those of the definition`() throws {
        var random = SeededGenerator(for: #function)
        let entries = (0..<600).map { _ in random.bytes(Int.random(in: 0...90, using: &random)) }
        let definition = RecursiveTree(entries)
        let tiles = MemoryTiles()
        var frontier = TreeFrontier()
        for size in 0...entries.count {
            let root = definition.hash(0..<size)
            try #require(tiles.edge.root.bytes == root)
            try #require(frontier.root.bytes == root)
            try #require(try tiles.root(size: UInt64(size)).bytes == root)
            let all = Self.thorough.contains(size)
            for index in some(of: 0..<size, all: all, &random) {
                try compareInclusion(definition, tiles, index: index, size: size, entries)
            }
            for earlier in some(of: 0..<size + 1, all: all, &random) {
                try compareConsistency(definition, tiles, from: earlier, to: size)
            }
            if size < entries.count {
                tiles.append(entries[size])
                frontier.append(.leaf(entries[size]))
            }
        }
    }

    @Test func `roots and proofs of trees with three levels of tiles are those of the definition`() throws {
        var random = SeededGenerator(for: #function)
        let count = 65_536 + Int.random(in: 1...4_000, using: &random)
        let entries = someEntries(count)
        let definition = RecursiveTree(entries)
        let tiles = MemoryTiles(entries)
        #expect(tiles.edge.root.bytes == definition.hash(0..<count))
        var sizes = [count, 65_536, 65_535, 65_537, 256, 257]
        sizes += (0..<20).map { _ in Int.random(in: 1...count, using: &random) }
        for size in sizes {
            try #require(try tiles.root(size: UInt64(size)).bytes == definition.hash(0..<size))
            for index in [0, size - 1, Int.random(in: 0..<size, using: &random)] {
                try compareInclusion(definition, tiles, index: index, size: size, entries)
            }
            for earlier in [1, size, Int.random(in: 1...size, using: &random)] {
                try compareConsistency(definition, tiles, from: earlier, to: size)
            }
        }
    }

    @Test func `a proof takes a handful of tile reads, however large the tree`() throws {
        let tiles = MemoryTiles(someEntries(66_000))
        tiles.reads = 0
        _ = try tiles.inclusionProof(index: 12_345, size: 66_000)
        // One way down from level 2, and the right edge.
        #expect(tiles.reads <= 6)
        tiles.reads = 0
        _ = try tiles.consistencyProof(from: 12_345, to: 66_000)
        #expect(tiles.reads <= 6)
    }

    private func some(of range: Range<Int>, all: Bool, _ random: inout SeededGenerator) -> [Int] {
        all || range.count < 4
            ? Array(range)
            : [0, range.upperBound - 1, Int.random(in: range, using: &random), Int.random(in: range, using: &random)]
    }

    private func compareInclusion(
        _ definition: RecursiveTree, _ tiles: MemoryTiles, index: Int, size: Int, _ entries: [[UInt8]]
    ) throws {
        let proof = try tiles.inclusionProof(index: UInt64(index), size: UInt64(size))
        try #require(proof.hashes.map(\.bytes) == definition.path(index, 0..<size), "leaf \(index) of \(size)")
        let root = TreeHash(definition.hash(0..<size))!
        try proof.verify(leaf: .leaf(entries[index]), index: UInt64(index), size: UInt64(size), root: root)
    }

    private func compareConsistency(
        _ definition: RecursiveTree, _ tiles: MemoryTiles, from earlier: Int, to size: Int
    ) throws {
        let proof = try tiles.consistencyProof(from: UInt64(earlier), to: UInt64(size))
        let expected = earlier == 0 ? [] : definition.proof(earlier, size)
        try #require(proof.hashes.map(\.bytes) == expected, "from \(earlier) to \(size)")
        let before = TreeHead(size: UInt64(earlier), root: TreeHash(definition.hash(0..<earlier))!)
        let after = TreeHead(size: UInt64(size), root: TreeHash(definition.hash(0..<size))!)
        try proof.verify(from: before, to: after)
    }
}
