internal import EventLog
internal import MerkleLog
internal import Synchronization

/// The places that publish one log, asked in turn: first the one that gave something good last.
public final class FeedPrefixes: Sendable {
    let feeds: [any LogFeed]
    private let current = Mutex(0)

    /// - Precondition: there is one at least.
    public init(_ feeds: [any LogFeed]) {
        precondition(!feeds.isEmpty, "a log is published somewhere")
        self.feeds = feeds
    }

    /// Goes on with the next place: what this one gave was not what the log has signed.
    func turn() { current.withLock { $0 = ($0 + 1) % feeds.count } }

    /// The hashes of a tile.
    ///
    /// - Parameter width: how many are wanted, from the left.
    /// - Throws: ``FeedError``: that of the last place, where none has it.
    func hashes(of tile: TileCoordinate, width: Int) async throws -> [TreeHash] {
        try await file(.hashes(tile, width: width), or: .hashes(tile, width: TileCoordinate.width)) { bytes, _ in
            // Unsafe only for types with padding; a byte has none.
            let hashes = try Tile(tile, bytes: unsafe bytes.span.bytes).hashes
            guard hashes.count >= width else {
                throw MerkleError(.malformedTile, "tile \(tile) has \(hashes.count) hashes, and \(width) are needed")
            }
            return Array(hashes.prefix(width))
        }
    }

    /// The entries of a bundle after the first ones.
    ///
    /// - Parameters:
    ///   - width: how many the bundle has.
    ///   - skipped: how many at its beginning are not wanted.
    func entries(_ index: UInt64, width: Int, skipping skipped: Int) async throws -> FetchedEntries {
        let start = index * UInt64(TileCoordinate.width) + UInt64(skipped)
        return try await file(
            .entries(index: index, width: width), or: .entries(index: index, width: TileCoordinate.width)
        ) { bytes, count in
            var fetched = FetchedEntries(after: start)
            try EntryBundle.forEach(in: unsafe bytes.span.bytes, count: count) { number, entry in
                if number >= skipped, number < width { fetched.append(entry) }
            }
            return fetched
        }
    }

    /// A file, or where it is gone, the full one that has taken its place.
    private func file<Value>(
        _ path: TilePath, or full: TilePath, _ read: ([UInt8], Int) throws -> Value
    ) async throws -> Value {
        var failure: any Error = FeedError(.absent, "Nobody has \(path).")
        let first = current.withLock { $0 }
        for offset in feeds.indices {
            // Each place once, whatever others find out of it meanwhile.
            let index = (first + offset) % feeds.count
            do {
                let value = try await Self.value(path, or: full, feeds[index], read)
                if offset > 0 { current.withLock { $0 = index } }
                return value
            } catch {
                if error is CancellationError || Task.isCancelled { throw error }
                failure = error
            }
        }
        throw failure
    }

    private static func value<Value>(
        _ path: TilePath, or full: TilePath, _ feed: any LogFeed, _ read: ([UInt8], Int) throws -> Value
    ) async throws -> Value {
        do {
            return try await value(path, feed, read)
        } catch let error as FeedError where error.code == .absent && path != full {
            return try await value(full, feed, read)
        }
    }

    private static func value<Value>(
        _ path: TilePath, _ feed: any LogFeed, _ read: ([UInt8], Int) throws -> Value
    ) async throws -> Value {
        let bytes = try await feed.file(path, maximum: FeedLimits.maximum(of: path, width: path.width))
        do {
            return try read(bytes, path.width)
        } catch let error as MerkleError {
            throw FeedError(.wrong, "What \(feed.place) gives as \(path) is not one: \(error.description)")
        }
    }
}

/// Entries as they came, with their leaf hashes.
struct FetchedEntries: Sendable {
    private(set) var run: EntryRun
    private(set) var leaves: [TreeHash] = []

    init(after start: UInt64) { run = EntryRun(after: start) }

    mutating func append(_ entry: RawSpan) {
        run.append(entry)
        leaves.append(.leaf(entry))
    }
}
