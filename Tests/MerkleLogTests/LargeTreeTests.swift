import LedgerTesting
import MerkleLog
import Testing

/// A tree whose leaves are all the same, so that trees far too large to build can be read.
private struct UniformTiles: TileSource {
    /// The hash of a perfect subtree by height.
    private let perfect: [TreeHash]

    init() {
        perfect = (1...63).reduce(into: [TreeHash.leaf([7])]) { hashes, _ in
            hashes.append(.node(hashes.last!, hashes.last!))
        }
    }

    func hashes(of tile: TileCoordinate, width: Int) -> [TreeHash] {
        Array(repeating: perfect[TileCoordinate.height * tile.level], count: width)
    }

    /// The right edge of a tree of `size` such leaves.
    func frontier(_ size: UInt64) -> TreeFrontier {
        TreeFrontier(
            size: size, hashes: (0..<64).reversed().filter { size >> UInt64($0) & 1 == 1 }.map { perfect[$0] })!
    }
}

@Suite struct LargeTreeTests {
    @Test func `trees of up to 2^64 - 1 leaves are read and proved`() throws {
        var random = SeededGenerator(for: #function)
        let tiles = UniformTiles()
        var sizes: [UInt64] = [1, .max, .max - 1, 1 << 63, (1 << 63) - 1, (1 << 63) + 1, 1 << 32]
        sizes += (0..<200).map { _ in
            UInt64.random(in: 1 ... .max, using: &random) >> UInt64.random(in: 0...60, using: &random)
        }
        for size in sizes.map({ max(1, $0) }) {
            let root = try tiles.root(size: size)
            #expect(root == tiles.frontier(size).root)
            let index = UInt64.random(in: 0..<size, using: &random)
            try tiles.inclusionProof(index: index, size: size)
                .verify(leaf: .leaf([7]), index: index, size: size, root: root)
            let earlier = try tiles.head(size: UInt64.random(in: 0...size, using: &random))
            try tiles.consistencyProof(from: earlier.size, to: size)
                .verify(from: earlier, to: TreeHead(size: size, root: root))
        }
    }

    @Test func `the right edge needs one hash for each 1 bit of the size`() {
        #expect(TreeFrontier(size: 5, hashes: [.empty]) == nil)
        #expect(TreeFrontier(size: 0, hashes: [.empty]) == nil)
        #expect(TreeFrontier(size: 5, hashes: [.empty, .empty])?.size == 5)
    }
}
