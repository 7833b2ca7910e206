import EventLog
import Folding
import LMDB
public import MerkleLog

/// How a view stands.
public struct ViewStatus: Hashable, Sendable {
    public var name: String
    public var version: UInt32
    /// The last position that it has folded.
    public var position: UInt64
    /// The root of the log's tree there, as the view has it: it has folded the log that this is of, and no other.
    public var root: TreeHash
    /// Every entry after this position was held against the log's tree when the view took it in.
    public var checkedAfter: UInt64
    /// The log's last position.
    public var head: UInt64
    /// The events that it has seen of each kind are as many as the log had at its position.
    public var isCounted: Bool
    /// The events that it has seen, by the number of their kind.
    public var seen: [UInt8: UInt64]
    /// The events that the log has up to its position, by the number of their kind.
    public var logged: [UInt8: UInt64]
    /// What it could not take in.
    public var parked: [ParkedEvent]
    /// Size of its file in use, in bytes.
    public var byteCount: Int

    /// Events that it has not folded yet.
    public var lag: UInt64 { head > position ? head - position : 0 }
    /// What it says up to its position is everything that the log says.
    public var isComplete: Bool { isCounted && !parked.contains(where: \.isDeciding) }
}

extension ViewStore {
    /// How the view stands.
    ///
    /// - Throws: `LMDBError`, `EventLogError`; ``ProjectionError`` `damaged`.
    public func status() throws -> ViewStatus {
        try environment.read { transaction in
            let progress = try progress(transaction)
            var parked = try Self.parked(databases, transaction)
            return try log.read { snapshot in
                let deciding = try ParkedStreams.deciding(
                    parked.map(\.position), asOf: progress.position, knownBy: nil, in: snapshot)
                for index in parked.indices { parked[index].isDeciding = deciding.contains(parked[index].position) }
                let logged = try logged(through: progress.position, snapshot)
                return ViewStatus(
                    name: view.name, version: view.version, position: progress.position,
                    root: progress.root, checkedAfter: try checkedAfter(transaction), head: snapshot.head.position,
                    isCounted: logged == progress.seen,
                    seen: Self.byKind(progress.seen), logged: Self.byKind(logged), parked: parked,
                    byteCount: try environment.information().usedSize)
            }
        }
    }

    private static func byKind(_ counts: [UInt64]) -> [UInt8: UInt64] {
        var result: [UInt8: UInt64] = [:]
        for kind in counts.indices where counts[kind] > 0 { result[UInt8(kind)] = counts[kind] }
        return result
    }
}
