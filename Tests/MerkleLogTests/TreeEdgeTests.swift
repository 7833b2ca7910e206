import LedgerTesting
import MerkleLog
import Testing

@Suite struct TreeEdgeTests {
    @Test func `an edge restored at any size goes on as if it had never stopped`() throws {
        var random = SeededGenerator(for: #function)
        let entries = someEntries(1_300)
        var sizes = [0, 1, 2, 255, 256, 257, 511, 512, 1_023, 1_024]
        sizes += (0..<40).map { _ in Int.random(in: 0...1_300, using: &random) }
        for size in sizes {
            let whole = MemoryTiles(Array(entries.prefix(size))).edge
            var restored = try TreeEdge(size: UInt64(size), partialTiles: whole.partialTiles.shuffled(using: &random))
            #expect(restored == whole)
            #expect(restored.head == whole.head)
            var continued = whole
            var (fromRestored, fromWhole): ([Tile], [Tile]) = ([], [])
            for entry in entries.dropFirst(size) {
                restored.append(.leaf(entry), completed: &fromRestored)
                continued.append(.leaf(entry), completed: &fromWhole)
            }
            #expect(restored == continued)
            #expect(fromRestored == fromWhole)
        }
    }

    @Test func `the completed tiles are those of the definition, each once and in order`() throws {
        let entries = someEntries(66_000)
        let definition = RecursiveTree(entries)
        var edge = TreeEdge()
        var completed: [Tile] = []
        for entry in entries { edge.append(.leaf(entry), completed: &completed) }
        #expect(completed.filter { $0.coordinate.level == 0 }.map(\.coordinate.index) == Array(0..<257))
        #expect(completed.filter { $0.coordinate.level == 1 }.map(\.coordinate.index) == [0])
        #expect(completed.filter { $0.coordinate.level > 1 }.isEmpty)
        for tile in completed + edge.partialTiles {
            let span = 1 << (8 * tile.coordinate.level)
            for (place, hash) in tile.hashes.enumerated() {
                let start = (Int(tile.coordinate.index) * 256 + place) * span
                try #require(hash.bytes == definition.hash(start..<start + span))
            }
        }
        // A level-1 tile is complete only after the level-0 tile whose root is its last hash.
        #expect(completed[255].coordinate == TileCoordinate(level: 0, index: 255))
        #expect(completed[256].coordinate == TileCoordinate(level: 1, index: 0))
    }

    @Test func `wider tiles than needed are cut to the size, as when the log has grown since`() throws {
        let entries = someEntries(300)
        let earlier = MemoryTiles(Array(entries.prefix(290))).edge
        let later = MemoryTiles(entries).edge
        #expect(try TreeEdge(size: 290, partialTiles: later.partialTiles) == earlier)
    }

    @Test func `a missing, narrow or foreign tile is refused`() throws {
        let edge = MemoryTiles(someEntries(300)).edge
        let tiles = edge.partialTiles
        #expect(code { try TreeEdge(size: 300, partialTiles: []) } == .malformedTile)
        #expect(code { try TreeEdge(size: 300, partialTiles: [tiles[0]]) } == .malformedTile)
        #expect(code { try TreeEdge(size: 301, partialTiles: tiles) } == .malformedTile)
        #expect(code { try TreeEdge(size: 700, partialTiles: tiles) } == .malformedTile)
        let foreign = try Tile(TileCoordinate(level: 2, index: 0), hashes: [.empty])
        #expect(code { try TreeEdge(size: 300, partialTiles: tiles + [foreign]) } == .malformedTile)
    }
}
