import LedgerTesting
import MerkleLog
import Testing

@Suite struct TilePathTests {
    @Test(arguments: [
        (TilePath.hashes(TileCoordinate(level: 0, index: 0), width: 256), "tile/0/000"),
        (.hashes(TileCoordinate(level: 0, index: 1_234_067), width: 256), "tile/0/x001/x234/067"),
        (.hashes(TileCoordinate(level: 0, index: 999), width: 256), "tile/0/999"),
        (.hashes(TileCoordinate(level: 0, index: 1000), width: 256), "tile/0/x001/000"),
        (.hashes(TileCoordinate(level: 0, index: 273), width: 112), "tile/0/273.p/112"),
        (.hashes(TileCoordinate(level: 2, index: 0), width: 1), "tile/2/000.p/1"),
        (.hashes(TileCoordinate(level: 7, index: .max), width: 255), "tile/7/x018/x446/x744/x073/x709/x551/615.p/255"),
        (.entries(index: 1_234_067, width: 256), "tile/entries/x001/x234/067"),
        (.entries(index: 0, width: 17), "tile/entries/000.p/17"),
    ])
    func `a path is written and read as the tile format says`(path: TilePath, text: String) throws {
        #expect(path.description == text)
        #expect(try TilePath(text) == path)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/1234", "tile/0/x000/001",
        "tile/0/x001", "tile/0/001/x002", "tile/0/001/002", "tile/0/X001/002", "/tile/0/000", "tile/0/000/",
        "tile//0/000", "tile/8/000", "tile/00/000", "tile/+1/000", "tile/-1/000", "tile/0/+01", "tile/0/-01",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/00", "tile/0/000.p/01", "tile/0/000.p/256",
        "tile/0/000.p/+1", "tile/0/000.p/1/2", "tile/0/000.P/1", "tile/0/.p/1", "tile/0.p/1", "tile/entries",
        "tile/Entries/000", "tile/data/000", "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x001/x000/x000/x000/x000/x000/x000/000", "tile/0/٠٠٠", "tile/0/000 ", "tile/0/000\n",
        "tile/0/000.p/1\r\n",
        "tile/8/001/002", "checkpoint",
    ])
    func `a path in any other form is refused`(text: String) {
        #expect(code { try TilePath(text) } == .malformedTilePath)
    }

    @Test func `every path reads back, and no altered path reads as the same tile`() throws {
        var random = SeededGenerator(for: #function)
        for _ in 0..<2_000 {
            let index = UInt64.random(in: 0 ... .max, using: &random) >> UInt64.random(in: 0...63, using: &random)
            let width = Int.random(in: 1...256, using: &random)
            let level = Int.random(in: 0...7, using: &random)
            let path =
                Bool.random(using: &random)
                ? TilePath.entries(index: index, width: width)
                : .hashes(TileCoordinate(level: level, index: index), width: width)
            #expect(try TilePath(path.description) == path)
            var altered = Array(path.description.utf8)
            altered[Int.random(in: altered.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            let text = String(decoding: altered, as: UTF8.self)
            if text != path.description, let other = try? TilePath(text) { #expect(other != path) }
        }
    }
}

@Suite struct TileTests {
    /// The example of the tile format's own text: 70,000 leaves.
    @Test func `a tree of 70,000 leaves has the tiles that the format names`() {
        let partial = TileCoordinate.partialTiles(inTreeOf: 70_000)
        #expect(partial.map(\.description) == ["0/273", "1/1", "2/0"])
        #expect(partial.map { $0.width(inTreeOf: 70_000) } == [112, 17, 1])
        #expect(TileCoordinate(level: 0, index: 272).width(inTreeOf: 70_000) == 256)
        #expect(TileCoordinate(level: 1, index: 0).width(inTreeOf: 70_000) == 256)
        #expect(TileCoordinate(level: 0, index: 274).width(inTreeOf: 70_000) == 0)
        #expect(TileCoordinate(level: 7, index: .max).width(inTreeOf: .max) == 0)
    }

    @Test func `a tree of 256 leaves has a full tile and one hash above it`() {
        let tiles = MemoryTiles(someEntries(256))
        #expect(tiles.full.keys.map(\.description) == ["0/0"])
        #expect(tiles.edge.partialTiles.map(\.path.description) == ["tile/1/000.p/1"])
        #expect(tiles.edge.partialTiles[0].hashes == [tiles.edge.root])
    }

    @Test func `tiles are stored as their hashes one after another and read back`() throws {
        let tile = MemoryTiles(someEntries(40)).edge.partialTiles[0]
        #expect(tile.bytes.count == 40 * 32)
        #expect(tile.bytes == tile.hashes.flatMap(\.bytes))
        #expect(try Tile(tile.coordinate, bytes: tile.bytes.span.bytes) == tile)
        #expect(!tile.isFull)
        for length in [0, 31, 33, 32 * 257] {
            let bytes = [UInt8](repeating: 0, count: length)
            #expect(code { try Tile(tile.coordinate, bytes: bytes.span.bytes) } == .malformedTile)
        }
        #expect(code { try Tile(tile.coordinate, hashes: []) } == .malformedTile)
    }

    @Test func `a missing or cut tile is an error and never a wrong root`() throws {
        let tiles = MemoryTiles(someEntries(700))
        let coordinate = TileCoordinate(level: 0, index: 1)
        tiles.replace(coordinate, with: Array(tiles.full[coordinate]!.prefix(200)))
        #expect(code { try tiles.inclusionProof(index: 300, size: 700) } == .malformedTile)
        #expect(code { try tiles.root(size: 500) } == .malformedTile)
        #expect(try tiles.root(size: 456).bytes == RecursiveTree(someEntries(456)).hash(0..<456))
    }

    @Test func `a bundle of entries reads back, and any other length of it is refused`() throws {
        let entries: [[UInt8]] = [[], [1], Array(repeating: 2, count: 300), Array(repeating: 3, count: 65_535)]
        var bundle: [UInt8] = []
        for entry in entries { try EntryBundle.append(entry.span.bytes, to: &bundle) }
        #expect(Array(bundle.prefix(7)) == [0, 0, 0, 1, 1, 1, 44])
        var read: [TreeHash] = []
        try EntryBundle.forEach(in: bundle.span.bytes, count: 4) { number, entry in
            #expect(number == read.count)
            read.append(.leaf(entry))
        }
        #expect(read == entries.map { TreeHash.leaf($0) })
        for length in [0, 1, 2, 3, 6, 304, bundle.count - 1] {
            let cut = Array(bundle.prefix(length))
            #expect(code { try EntryBundle.forEach(in: cut.span.bytes, count: 4) { _, _ in } } == .malformedEntryBundle)
        }
        for count in [0, 1, 3, 5] {
            let refusal = code { try EntryBundle.forEach(in: bundle.span.bytes, count: count) { _, _ in } }
            #expect(refusal == .malformedEntryBundle)
        }
        let large = [UInt8](repeating: 0, count: 65_536)
        #expect(code { try EntryBundle.append(large.span.bytes, to: &bundle) } == .entryTooLarge)
    }
}
