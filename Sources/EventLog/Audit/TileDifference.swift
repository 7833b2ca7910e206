public import MerkleLog

extension TileCoordinate {
    /// The first position whose leaf lies under one of the tile's hashes; `hash` counts from 0.
    public func firstPosition(under hash: Int) -> UInt64 {
        (index * UInt64(Self.width) + UInt64(hash)) << UInt64(Self.height * level) + 1
    }
}

extension Tile {
    /// The hash over the tile's hashes: what the tile above holds for this one, once it is full.
    public var root: TreeHash {
        var frontier = TreeFrontier()
        for hash in hashes { frontier.append(hash) }
        return frontier.root
    }

    /// Says what was done, where a stored tile is not this one, which was built again from the entries.
    ///
    /// - Parameters:
    ///   - stored: the hashes that are stored, as many as this tile has, and not the same.
    ///   - entriesAreSound: whether the tree above says that the entries are as they were.
    public func difference(from stored: [TreeHash], entriesAreSound: Bool) -> AuditFinding {
        let index = zip(stored, hashes).prefix { $0 == $1 }.count
        let position = coordinate.firstPosition(under: index)
        guard !entriesAreSound else {
            return AuditFinding(
                .tiles, position,
                "Tile \(coordinate) has been altered: its hash \(index) is not that of the events from position "
                    + "\(position) on.")
        }
        return AuditFinding(.entries, position, Self.sentence(stored, hashes, index, position))
    }

    /// Names what was done to entries, from the leaf hashes that they should have and those that they have.
    private static func sentence(
        _ stored: [TreeHash], _ found: [TreeHash], _ index: Int, _ position: UInt64
    ) -> String {
        let (was, now) = (stored[index...], found[index...])
        if Set(was) == Set(now) {
            let last = position + UInt64(zip(was, now).reversed().drop { $0 == $1 }.count) - 1
            return
                "The events from position \(position) to \(last) are not in the order that the tree was computed over."
        }
        if now.count > 1, now.dropFirst().elementsEqual(was.dropLast()) {
            return
                "An event was inserted at position \(position): those after it are one place later than in the tree."
        }
        if now.count > 1, was.dropFirst().elementsEqual(now.dropLast()) {
            return
                "An event was removed at position \(position): those after it are one place earlier than in the tree."
        }
        return "The event at position \(position) is not the one that the tree was computed over: it has been altered."
    }
}
