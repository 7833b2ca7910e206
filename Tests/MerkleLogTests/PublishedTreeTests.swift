import MerkleLog
import Testing

/// The reference tree of Certificate Transparency: inputs and roots as in
/// github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc, and in
/// github.com/transparency-dev/merkle, testonly/constants.go; proofs as in both projects' verifier tests.
private enum Reference {
    static let entries: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], Array(0x60...0x6F),
    ]

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static let leaves = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
        "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
    ]

    /// Index, size, path.
    static let inclusion: [(UInt64, UInt64, [String])] = [
        (0, 1, []),
        (
            0, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        ),
        (
            5, 8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1, 5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]
        ),
    ]

    /// Earlier size, later size, proof.
    static let consistency: [(UInt64, UInt64, [String])] = [
        (1, 1, []),
        (
            1, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        ),
        (
            6, 8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
        (
            2, 5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]
        ),
        (
            6, 7,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        ),
    ]

    static func hash(_ hex: String) -> TreeHash { TreeHash(hex: hex)! }

    static func head(_ size: UInt64) -> TreeHead { TreeHead(size: size, root: hash(roots[Int(size)])) }
}

@Suite struct PublishedTreeTests {
    @Test func `leaf hashes are the published ones`() {
        for (entry, expected) in zip(Reference.entries, Reference.leaves) {
            #expect(TreeHash.leaf(entry).description == expected)
        }
    }

    @Test func `the root of every size is the published one`() throws {
        var frontier = TreeFrontier()
        let tiles = MemoryTiles()
        #expect(frontier.root.description == Reference.roots[0])
        #expect(TreeHash.empty.description == Reference.roots[0])
        for (count, entry) in Reference.entries.enumerated() {
            frontier.append(.leaf(entry))
            tiles.append(entry)
            #expect(frontier.root.description == Reference.roots[count + 1])
            #expect(tiles.edge.root.description == Reference.roots[count + 1])
        }
        for (size, root) in Reference.roots.enumerated() {
            #expect(try tiles.root(size: UInt64(size)).description == root)
        }
    }

    @Test func `inclusion proofs are the published ones, and verify`() throws {
        let tiles = MemoryTiles(Reference.entries)
        for (index, size, path) in Reference.inclusion {
            let proof = try tiles.inclusionProof(index: index, size: size)
            #expect(proof.hashes.map(\.description) == path)
            let leaf = TreeHash.leaf(Reference.entries[Int(index)])
            try InclusionProof(path.map(Reference.hash)).verify(leaf: leaf, index: index, in: Reference.head(size))
        }
    }

    @Test func `consistency proofs are the published ones, and verify`() throws {
        let tiles = MemoryTiles(Reference.entries)
        for (earlier, later, path) in Reference.consistency {
            let proof = try tiles.consistencyProof(from: earlier, to: later)
            #expect(proof.hashes.map(\.description) == path)
            try ConsistencyProof(path.map(Reference.hash))
                .verify(from: Reference.head(earlier), to: Reference.head(later))
        }
    }
}
