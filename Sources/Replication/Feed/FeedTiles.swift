internal import MerkleLog

/// The tree that a checkpoint is of, in tiles as they are asked for. They count once a proof made of them leads to the
/// checkpoint's root.
final class FeedTiles {
    private let prefixes: FeedPrefixes
    let head: TreeHead
    private var tiles: [TileCoordinate: [TreeHash]] = [:]
    /// More are not kept at a time.
    private static let most = 1_024

    init(_ prefixes: FeedPrefixes, _ head: TreeHead) {
        self.prefixes = prefixes
        self.head = head
    }

    private struct MissingTile: Error { var tile: TileCoordinate }

    private struct Known: TileSource {
        var tiles: [TileCoordinate: [TreeHash]]

        func hashes(of tile: TileCoordinate, width: Int) throws -> [TreeHash] {
            guard let hashes = tiles[tile] else { throw MissingTile(tile: tile) }
            return hashes
        }
    }

    /// The proof that shows which root the tree had at an earlier size, and that root. Where a place gives other hashes
    /// than the tree's, the next one is asked.
    ///
    /// - Throws: ``FeedError`` where no place gives the tree's hashes.
    func prefix(_ size: UInt64) async throws -> (proof: PrefixProof, root: TreeHash) {
        var failure: MerkleError?
        for _ in prefixes.feeds {
            do {
                let proof = try await proof(of: size)
                return (proof, try proof.root(at: size, in: head))
            } catch let error as MerkleError {
                failure = error
                tiles = [:]
                prefixes.turn()
            }
        }
        throw FeedError(
            .wrong,
            "No place gives the tiles of the tree that the checkpoint of \(head.size) events signs: \(failure?.description ?? "")"
        )
    }

    private func proof(of size: UInt64) async throws -> PrefixProof {
        if tiles.count > Self.most { tiles = [:] }
        while true {
            do {
                return try Known(tiles: tiles).prefixProof(of: size, in: head.size)
            } catch let missing as MissingTile {
                tiles[missing.tile] = try await prefixes.hashes(
                    of: missing.tile, width: missing.tile.width(inTreeOf: head.size))
            }
        }
    }
}
