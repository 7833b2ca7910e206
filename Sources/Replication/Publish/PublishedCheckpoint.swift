internal import Forms
public import MerkleLog

/// What a log publishes of itself, verified by its key.
public enum PublishedCheckpoint {
    /// The largest of what some places publish.
    ///
    /// - Throws: ``FeedError`` where none publishes a checkpoint that the key has signed.
    public static func newest(of feeds: [any LogFeed], key: VerifierKey) async throws -> VerifiedCheckpoint {
        var newest: VerifiedCheckpoint?
        var failure: any Error = FeedError(.absent, "No address was given.")
        for feed in feeds {
            do {
                let found = try await read(feed, key: key)
                if found.checkpoint.size >= newest?.checkpoint.size ?? 0 { newest = found }
            } catch {
                failure = error
            }
        }
        guard let newest else { throw failure }
        return newest
    }

    /// - Parameter witnesses: keys whose cosignatures are looked for.
    static func read(
        _ feed: any LogFeed, key: VerifierKey, witnesses: [VerifierKey] = []
    ) async throws -> VerifiedCheckpoint {
        let bytes = try await feed.checkpoint()
        do {
            return try VerifiedCheckpoint(try SignedNote(bytes: bytes), log: key, witnesses: witnesses)
        } catch {
            throw FeedError(
                .wrong,
                "\(feed.place) does not publish a checkpoint that \(key.name) has signed: \(LedgerError.wrapping(error).description)"
            )
        }
    }
}
