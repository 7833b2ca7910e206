internal import LMDB
internal import Synchronization

/// The tail that the snapshots of a process share: each carries it on to where it stands.
final class TailCache: Sendable {
    private let last = Mutex(Tail())

    /// The tail in a snapshot of `size` entries.
    func tail(at size: UInt64, _ storage: LogStorage, _ transaction: borrowing ReadTransaction) throws -> Tail {
        let known = last.withLock { $0 }
        if let tail = known.asOf(size) { return tail }
        let tail = try storage.tail(at: size, known: known, transaction)
        last.withLock { if $0.size < tail.size { $0 = tail } }
        return tail
    }
}
