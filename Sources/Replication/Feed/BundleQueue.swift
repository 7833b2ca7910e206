/// Bundles of entries in their order, some of them fetched ahead.
final class BundleQueue {
    private let prefixes: FeedPrefixes
    private let end: UInt64
    /// The entries before the next bundle that is to be asked for.
    private var asked: UInt64
    private var coming: [Task<FetchedEntries, any Error>] = []
    /// So many are on their way at a time: enough that the network waits for nobody, and little in memory.
    private static let ahead = 8

    /// - Parameters:
    ///   - start: the number of entries that are held.
    ///   - end: of the tree.
    init(_ prefixes: FeedPrefixes, from start: UInt64, to end: UInt64) {
        self.prefixes = prefixes
        asked = start
        self.end = end
    }

    deinit { for task in coming { task.cancel() } }

    /// The next entries; nil after the last.
    ///
    /// - Throws: ``FeedError``.
    func next() async throws -> FetchedEntries? {
        while coming.count < Self.ahead, asked < end { ask() }
        guard !coming.isEmpty else { return nil }
        let first = coming.removeFirst()
        return try await withTaskCancellationHandler {
            try await first.value
        } onCancel: {
            first.cancel()
        }
    }

    private func ask() {
        let (prefixes, end, start) = (prefixes, end, asked)
        let index = start / 256
        let last = min(end, (index + 1) * 256)
        coming.append(
            Task {
                try await prefixes.entries(index, width: Int(last - index * 256), skipping: Int(start - index * 256))
            })
        asked = last
    }
}
