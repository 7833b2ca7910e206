/// A tile and its hashes.
public struct Tile: Hashable, Sendable {
    public let coordinate: TileCoordinate
    /// 1 to 256 hashes, from the left.
    public let hashes: [TreeHash]

    /// - Throws: ``MerkleError/Code/malformedTile`` when there are no hashes or more than 256.
    public init(_ coordinate: TileCoordinate, hashes: [TreeHash]) throws(MerkleError) {
        guard (1...TileCoordinate.width).contains(hashes.count) else {
            throw MerkleError(
                .malformedTile, "Tile \(coordinate) has \(hashes.count) hashes; a tile has between 1 and 256.")
        }
        self.init(unchecked: coordinate, hashes: hashes)
    }

    /// Reads a stored tile: the hashes one after another, 32 bytes each.
    ///
    /// - Throws: ``MerkleError/Code/malformedTile`` when the length is not that of 1 to 256 hashes.
    public init(_ coordinate: TileCoordinate, bytes: RawSpan) throws(MerkleError) {
        guard bytes.byteCount.isMultiple(of: TreeHash.byteCount) else {
            throw MerkleError(
                .malformedTile,
                "Tile \(coordinate) is \(bytes.byteCount) bytes long, which is not a whole number of 32-byte hashes.")
        }
        try self.init(coordinate, hashes: Self.hashes(in: bytes))
    }

    init(unchecked coordinate: TileCoordinate, hashes: [TreeHash]) {
        self.coordinate = coordinate
        self.hashes = hashes
    }

    /// Whether the tile has all of its 256 hashes, so that it will never change again.
    public var isFull: Bool { hashes.count == TileCoordinate.width }

    /// The tile as it is stored and published: the hashes one after another.
    public var bytes: [UInt8] { Self.bytes(of: hashes) }

    /// The path under which the tile is published.
    public var path: TilePath { .hashes(coordinate, width: hashes.count) }

    /// Hashes laid one after another.
    public static func bytes(of hashes: some Collection<TreeHash>) -> [UInt8] {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(TreeHash.byteCount * hashes.count)
        for hash in hashes { hash.append(to: &buffer) }
        return buffer
    }

    private static func hashes(in bytes: RawSpan) -> [TreeHash] {
        var result: [TreeHash] = []
        result.reserveCapacity(bytes.byteCount / TreeHash.byteCount)
        for offset in stride(from: 0, to: bytes.byteCount, by: TreeHash.byteCount) {
            result.append(TreeHash(unchecked: bytes.extracting(offset..<offset + TreeHash.byteCount)))
        }
        return result
    }
}

extension TileCoordinate: CustomStringConvertible {
    /// `level/index`, in plain decimal.
    public var description: String { "\(level)/\(index)" }
}
