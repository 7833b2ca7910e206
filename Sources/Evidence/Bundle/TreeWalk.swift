import EventLog
import MerkleLog

/// Builds the tree again from a bundle's entries, and compares it with the bundle's tiles and checkpoints.
struct TreeWalk {
    private let bundle: AuditBundle
    private var edge = TreeEdge()
    private var completed: [Tile] = []
    private var entries = EntryAudit()
    private var roots: RootCheck

    /// - Throws: ``BundleFinding``.
    init(_ bundle: AuditBundle, _ roots: RootCheck) throws {
        self.bundle = bundle
        self.roots = roots
        if roots.next == 0 { try self.roots.reach(edge.head) }
        try self.roots.settle()
    }

    /// The number of entries so far.
    var size: UInt64 { edge.size }

    /// The largest size at which a kept checkpoint was right.
    var keptSize: UInt64? { roots.keptSize }

    /// Takes the next file of entries.
    ///
    /// The tiles are compared first: they tell best which entry is not what it was.
    ///
    /// - Throws: ``BundleFinding``, `LedgerError`.
    mutating func take(_ index: UInt64) throws {
        let bytes = try bundle.entryBundle(index)
        var next = roots.next
        try bundle.forEachEntry(in: bytes, index) { entry in
            edge.append(.leaf(entry), completed: &completed)
            guard edge.size == next else { return }
            try roots.reach(edge.head)
            next = roots.next
        }
        for tile in completed { try check(tile) }
        completed.removeAll(keepingCapacity: true)
        if edge.size == bundle.shape.size {
            for tile in edge.partialTiles { try check(tile) }
        }
        try roots.settle()
        try bundle.forEachEntry(in: bytes, index) { try entries.add($0) }
    }

    /// To be called after the last file of entries.
    ///
    /// - Returns: the text of the bundle's last checkpoint.
    /// - Throws: ``BundleFinding``.
    func finish() throws -> String {
        do {
            try entries.finish()
        } catch {
            throw BundleFinding(error.check.rawValue, nil, at: error.position, error.description)
        }
        if let next = roots.next {
            throw BundleFinding(
                "checkpoints", BundleShape.checkpoints, at: edge.size + 1,
                "The bundle has \(edge.size) events, and a checkpoint in it vouches for \(next): its end has been cut "
                    + "off.")
        }
        return roots.lastText
    }

    private func check(_ tile: Tile) throws {
        let path = bundle.shape.tile(tile.coordinate)
        let bytes = try bundle.folder.read(path.description, maximum: BundleShape.maximumLength(of: path))
        if bytes == tile.bytes { return }
        guard let stored = try? Tile(tile.coordinate, bytes: bytes.span.bytes),
            stored.hashes.count == tile.hashes.count
        else {
            throw BundleFinding(
                "tiles", path.description, at: tile.coordinate.firstPosition(under: 0),
                "The file has \(bytes.count) bytes; it should have \(tile.bytes.count).")
        }
        let isSound = entriesAreSound(under: tile)
        let found = tile.difference(from: stored.hashes, entriesAreSound: isSound)
        let file = isSound ? path : bundle.shape.entries(tile.coordinate.index)
        throw BundleFinding(found.check.rawValue, file.description, at: found.position, found.description)
    }

    /// Whether what lies above a tile agrees with the entries under it, so that the tile's file is to blame.
    private func entriesAreSound(under tile: Tile) -> Bool {
        // The tiles below agree with the entries, or the walk had ended there.
        if tile.coordinate.level > 0 { return true }
        if !tile.isFull { return edge.root == bundle.manifest.head.root }
        let width = UInt64(TileCoordinate.width)
        let coordinate = TileCoordinate(level: 1, index: tile.coordinate.index / width)
        let path = bundle.shape.tile(coordinate)
        guard let bytes = try? bundle.folder.read(path.description, maximum: BundleShape.maximumLength(of: path)),
            let above = try? Tile(coordinate, bytes: bytes.span.bytes)
        else { return false }
        let number = Int(tile.coordinate.index % width)
        return number < above.hashes.count && above.hashes[number] == tile.root
    }
}
