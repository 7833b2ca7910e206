public import Forms
internal import MerkleLog

/// Holds mirrors to their promise: that each durably holds and serves all entries of the checkpoint that it cosigned (C2SP
/// tlog-mirror). Everything is read from the mirrors alone.
public struct MirrorCheck: Sendable {
    /// A body that promises to hold the log.
    public struct Mirror: Sendable {
        let feed: any LogFeed
        let key: VerifierKey

        /// - Parameters:
        ///   - address: where it serves the log.
        ///   - key: with which it cosigns.
        /// - Throws: `LedgerError` with `refused`.
        public init(at address: String, key: String, token: String? = nil) throws(LedgerError) {
            feed = try FeedAddress.feed(at: address, token: token)
            do {
                self.key = try VerifierKey(key)
            } catch {
                throw LedgerError(.refused, error.description)
            }
            guard self.key.type == .cosignature else {
                throw LedgerError(.refused, "\(self.key.name) is no mirror's key: it signs notes.")
            }
        }
    }

    private let key: VerifierKey

    /// - Parameter key: the log's.
    public init(key: String) throws(LedgerError) {
        do {
            self.key = try VerifierKey(key)
        } catch {
            throw LedgerError(.refused, error.description)
        }
    }

    /// Reads every mirror's checkpoint, then all its entries.
    public func found(of mirrors: [Mirror]) async -> [FoundMirror] {
        var checked: [(found: FoundMirror, head: TreeHead?)] = []
        for mirror in mirrors { checked.append(await checkpoint(of: mirror)) }
        let heads = checked.compactMap(\.head)
        var all: [FoundMirror] = []
        for (mirror, (found, head)) in zip(mirrors, checked) {
            var found = found
            if let head {
                do {
                    found = try await read(mirror, head, heads, found)
                } catch {
                    found.finding = LedgerError.wrapping(error).description
                }
            }
            all.append(found)
        }
        return all
    }

    private func checkpoint(of mirror: Mirror) async -> (FoundMirror, TreeHead?) {
        var found = FoundMirror(mirror: mirror.key.name, address: mirror.feed.place)
        do {
            let verified = try await PublishedCheckpoint.read(mirror.feed, key: key, witnesses: [mirror.key])
            guard let cosignature = verified.cosignatures.first else {
                found.finding =
                    "It publishes a checkpoint of \(verified.checkpoint.size) events that \(mirror.key.name) has not cosigned."
                return (found, nil)
            }
            (found.size, found.cosignedAt) = (verified.checkpoint.size, cosignature.time)
            return (found, verified.checkpoint.head)
        } catch {
            found.finding = LedgerError.wrapping(error).description
            return (found, nil)
        }
    }

    /// Computes the root of all entries of a mirror, and those at the sizes of the others.
    private func read(
        _ mirror: Mirror, _ head: TreeHead, _ heads: [TreeHead], _ given: FoundMirror
    ) async throws -> FoundMirror {
        var found = given
        let bundles = BundleQueue(FeedPrefixes([mirror.feed]), from: 0, to: head.size)
        var tree = TreeFrontier()
        var others = heads.filter { $0.size <= head.size }.sorted { $0.size < $1.size }[...]
        func compare() -> TreeHead? {
            while let other = others.first, other.size == tree.size {
                others.removeFirst()
                if other.root != tree.root { return other }
            }
            return nil
        }
        var contradicted = compare()
        while let fetched = try await bundles.next() {
            for leaf in fetched.leaves {
                tree.append(leaf)
                contradicted = contradicted ?? compare()
            }
        }
        if tree.head != head {
            found.finding = "Its \(tree.size) entries have the root \(tree.root), and it cosigned \(head.root)."
        } else if let contradicted {
            found.isFork = true
            found.finding =
                "Its first \(contradicted.size) entries are not those that the log has signed with root \(contradicted.root) and "
                + "another mirror has cosigned: the log has forked."
        }
        return found
    }
}

/// What was found of one mirror.
public struct FoundMirror: Hashable, Sendable {
    public var mirror: String
    public var address: String
    /// Events of the checkpoint that it cosigned; nil: it cosigns none.
    public var size: UInt64?
    /// When it cosigned, in seconds since 1970-01-01T00:00:00Z.
    public var cosignedAt: UInt64?
    /// What is wrong; nil: it holds every entry, and their root is the signed one.
    public var finding: String?
    /// Its checkpoint contradicts another mirror's.
    public var isFork = false
}
