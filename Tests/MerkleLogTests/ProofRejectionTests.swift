import LedgerTesting
import MerkleLog
import Testing

/// Every change of a proof, a leaf or a root is refused, and named for what it is.
@Suite struct ProofRejectionTests {
    private static let sizes: [UInt64] = [1, 2, 3, 4, 5, 7, 8, 9, 33, 255, 256, 257, 300]
    private let tiles = MemoryTiles(someEntries(300))

    @Test func `an inclusion proof with any bit changed is refused`() throws {
        for size in Self.sizes {
            let head = try tiles.head(size: size)
            for index in Set([0, size / 2, size - 1]) {
                let leaf = try tiles.leaf(index)
                let hashes = try tiles.inclusionProof(index: index, size: size).hashes
                for place in hashes.indices {
                    for bit in 0..<256 {
                        var changed = hashes
                        changed[place] = changed[place].flipping(bit: bit)
                        let proof = InclusionProof(changed)
                        #expect(code { try proof.verify(leaf: leaf, index: index, in: head) } == .inclusionMismatch)
                    }
                }
            }
        }
    }

    @Test func `an inclusion proof of any other length is refused`() throws {
        for size in Self.sizes {
            let head = try tiles.head(size: size)
            for index in 0..<size {
                let leaf = try tiles.leaf(index)
                let hashes = try tiles.inclusionProof(index: index, size: size).hashes
                for count in 0...hashes.count + 66 where count != hashes.count {
                    let padding = Array(repeating: leaf, count: max(0, count - hashes.count))
                    let proof = InclusionProof(Array(hashes.prefix(count)) + padding)
                    #expect(code { try proof.verify(leaf: leaf, index: index, in: head) } == .proofLength)
                }
            }
        }
    }

    @Test func `an inclusion proof vouches for no other leaf, index or root`() throws {
        let size: UInt64 = 37
        let head = try tiles.head(size: size)
        for index in 0..<size {
            let leaf = try tiles.leaf(index)
            let proof = try tiles.inclusionProof(index: index, size: size)
            for other in 0..<size where other != index {
                let refusal = code { try proof.verify(leaf: leaf, index: other, in: head) }
                #expect(refusal == .inclusionMismatch || refusal == .proofLength)
                let otherLeaf = try tiles.leaf(other)
                #expect(code { try proof.verify(leaf: otherLeaf, index: index, in: head) } == .inclusionMismatch)
            }
            for bit in 0..<256 {
                let root = TreeHead(size: size, root: head.root.flipping(bit: bit))
                #expect(code { try proof.verify(leaf: leaf, index: index, in: root) } == .inclusionMismatch)
            }
            #expect(code { try proof.verify(leaf: leaf, index: size, in: head) } == .outOfRange)
            #expect(code { try proof.verify(leaf: leaf, index: .max, in: head) } == .outOfRange)
        }
        #expect(code { try InclusionProof([]).verify(leaf: .empty, index: 0, in: .empty) } == .outOfRange)
    }

    @Test func `a consistency proof with any bit changed is refused`() throws {
        for (earlier, later) in [(1, 2), (1, 8), (2, 8), (3, 8), (6, 8), (7, 8), (255, 256), (256, 300), (137, 257)] {
            let before = try tiles.head(size: UInt64(earlier))
            let after = try tiles.head(size: UInt64(later))
            let hashes = try tiles.consistencyProof(from: before.size, to: after.size).hashes
            for place in hashes.indices {
                for bit in 0..<256 {
                    var changed = hashes
                    changed[place] = changed[place].flipping(bit: bit)
                    let refusal = code { try ConsistencyProof(changed).verify(from: before, to: after) }
                    #expect(refusal == .earlierRootMismatch || refusal == .laterRootMismatch)
                }
            }
            let proof = ConsistencyProof(hashes)
            for bit in 0..<256 {
                let wrongBefore = TreeHead(size: before.size, root: before.root.flipping(bit: bit))
                let wrongAfter = TreeHead(size: after.size, root: after.root.flipping(bit: bit))
                // From a power of two the earlier root is itself the start of the way, so either root may be named.
                let refusal = code { try proof.verify(from: wrongBefore, to: after) }
                #expect(refusal == .earlierRootMismatch || refusal == .laterRootMismatch)
                #expect(code { try proof.verify(from: before, to: wrongAfter) } == .laterRootMismatch)
            }
        }
    }

    @Test func `a consistency proof of any other length is refused`() throws {
        for later in Self.sizes {
            let after = try tiles.head(size: later)
            for earlier in 0...later {
                let before = try tiles.head(size: earlier)
                let hashes = try tiles.consistencyProof(from: earlier, to: later).hashes
                for count in 0...hashes.count + 3 where count != hashes.count {
                    let padding = Array(repeating: after.root, count: max(0, count - hashes.count))
                    let proof = ConsistencyProof(Array(hashes.prefix(count)) + padding)
                    #expect(code { try proof.verify(from: before, to: after) } == .proofLength)
                }
            }
        }
    }

    @Test func `equal and empty trees need an empty proof and fitting roots`() throws {
        let head = try tiles.head(size: 9)
        let other = TreeHead(size: 9, root: head.root.flipping(bit: 0))
        let none = ConsistencyProof([])
        try none.verify(from: head, to: head)
        try none.verify(from: .empty, to: head)
        try none.verify(from: .empty, to: .empty)
        #expect(code { try none.verify(from: head, to: other) } == .laterRootMismatch)
        #expect(code { try none.verify(from: TreeHead(size: 0, root: head.root), to: head) } == .earlierRootMismatch)
        #expect(code { try none.verify(from: .empty, to: TreeHead(size: 0, root: head.root)) } == .laterRootMismatch)
        #expect(code { try ConsistencyProof([head.root]).verify(from: .empty, to: head) } == .proofLength)
    }

    @Test func `a log that became shorter is refused`() throws {
        let longer = try tiles.head(size: 9)
        let shorter = try tiles.head(size: 8)
        #expect(code { try ConsistencyProof([]).verify(from: longer, to: shorter) } == .outOfRange)
        #expect(code { try tiles.consistencyProof(from: 9, to: 8) } == .outOfRange)
        #expect(code { try tiles.inclusionProof(index: 8, size: 8) } == .outOfRange)
        #expect(code { try tiles.inclusionProof(index: 0, size: 0) } == .outOfRange)
    }

    @Test func `no proof, however odd its sizes, makes the check trap`() {
        var random = SeededGenerator(for: #function)
        for _ in 0..<20_000 {
            let shift = UInt64.random(in: 0...63, using: &random)
            let size = UInt64.random(in: 0 ... .max, using: &random) >> shift
            let other = UInt64.random(in: 0 ... .max, using: &random) >> UInt64.random(in: 0...63, using: &random)
            let hashes = Array(repeating: TreeHash.empty, count: Int.random(in: 0...70, using: &random))
            #expect(throws: MerkleError.self) {
                try InclusionProof(hashes).verify(leaf: .leaf([1]), index: other, size: size, root: .empty)
            }
            let earlier = TreeHead(size: max(1, min(size, other)), root: .leaf([1]))
            let later = TreeHead(size: max(1, size, other), root: .leaf([2]))
            #expect(throws: MerkleError.self) { try ConsistencyProof(hashes).verify(from: earlier, to: later) }
        }
    }
}
