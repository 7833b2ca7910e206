import LedgerTesting
import MerkleLog
import Testing

/// What shows which root a signed tree had at an earlier size.
@Suite struct PrefixProofTests {
    @Test func `the root at every earlier size is that of the definition`() throws {
        let entries = (0..<300).map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let (definition, tiles) = (RecursiveTree(entries), MemoryTiles(entries))
        for size in [0, 1, 2, 3, 7, 8, 64, 65, 255, 256, 257, 300] {
            let tree = try tiles.head(size: UInt64(size))
            for earlier in 0...size {
                let proof = try tiles.prefixProof(of: UInt64(earlier), in: UInt64(size))
                let root = try proof.root(at: UInt64(earlier), in: tree)
                try #require(root.bytes == definition.hash(0..<earlier), "\(earlier) of \(size)")
            }
        }
    }

    @Test func `hashes of another tree lead to no root at all, wherever they are altered`() throws {
        let tiles = MemoryTiles(someEntries(300))
        for (earlier, size) in [(1, 300), (64, 300), (100, 257), (256, 300), (299, 300)] as [(UInt64, UInt64)] {
            let tree = try tiles.head(size: size)
            let hashes = try tiles.prefixProof(of: earlier, in: size).hashes
            for place in hashes.indices {
                var altered = hashes
                altered[place] = .leaf([1, 2, 3])
                #expect(throws: MerkleError.self) { try PrefixProof(altered).root(at: earlier, in: tree) }
            }
            #expect(throws: MerkleError.self) { try PrefixProof(Array(hashes.dropLast())).root(at: earlier, in: tree) }
            #expect(throws: MerkleError.self) { try PrefixProof(hashes + [.empty]).root(at: earlier, in: tree) }
            #expect(throws: MerkleError.self) { try PrefixProof(hashes).root(at: size + 1, in: tree) }
        }
    }
}
