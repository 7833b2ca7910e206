import MerkleLog

/// A log's tiles in memory, kept as a log keeps them: completed tiles as they come, unfinished ones on demand.
final class MemoryTiles: TileSource {
    private(set) var full: [TileCoordinate: [TreeHash]] = [:]
    private(set) var edge = TreeEdge()
    /// How many tiles were asked for.
    var reads = 0

    init() {}

    init(_ entries: [[UInt8]]) {
        for entry in entries { append(entry) }
    }

    func append(_ entry: [UInt8]) {
        var completed: [Tile] = []
        edge.append(.leaf(entry), completed: &completed)
        for tile in completed { full[tile.coordinate] = tile.hashes }
    }

    /// Replaces a completed tile, as damage would.
    func replace(_ coordinate: TileCoordinate, with hashes: [TreeHash]) { full[coordinate] = hashes }

    func hashes(of tile: TileCoordinate, width: Int) throws -> [TreeHash] {
        reads += 1
        return full[tile] ?? edge.partialTiles.first { $0.coordinate == tile }?.hashes ?? []
    }
}

/// Entries that differ from each other and in length.
func someEntries(_ count: Int) -> [[UInt8]] {
    (0..<count).map { number in
        Array("entry \(number)".utf8) + Array(repeating: UInt8(number & 0xFF), count: number % 67)
    }
}

/// The code of the error that `body` throws, nil when it throws none of this module's.
func code(_ body: () throws -> some Any) -> MerkleError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? MerkleError)?.code
    }
}

extension TreeHash {
    /// The hash with one of its 256 bits changed.
    func flipping(bit: Int) -> TreeHash {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return TreeHash(changed)!
    }
}
