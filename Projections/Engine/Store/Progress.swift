internal import EventLog
internal import Folding
internal import MerkleLog

/// Which log, and what its tree was at a position.
struct LogPoint: Sendable {
    let logID: LogID
    let root: TreeHash

    init(_ snapshot: borrowing LogSnapshot, at position: UInt64) throws {
        logID = snapshot.logID
        root = try snapshot.root(at: position)
    }

    /// Where a tree was carried on to with the entries after a position, once it is the log's.
    ///
    /// - Throws: `EventLogError` with `damaged` where one of them is not as it was appended.
    init(_ snapshot: borrowing LogSnapshot, checking tree: TreeFrontier, after position: UInt64) throws {
        try snapshot.check(tree, after: position)
        logID = snapshot.logID
        root = tree.root
    }
}

/// How far a view has come, and on which log: row `progress` of database `meta`.
///
/// `format u32be ‖ log id 16 ‖ position u64be ‖ tree root at that position 32 ‖
/// binary logarithm of a block u8 ‖ of a calendar block u8 ‖ n u8 ‖ n × (kind u8 ‖ events u64be)`
struct Progress: Equatable {
    /// Raised when the form of a view's files changes; other ones are rebuilt.
    static let currentFormat: UInt32 = 2

    var logID: LogID
    var position: UInt64
    var root: TreeHash
    /// Events seen, by the number of their kind.
    var seen: [UInt64]
    var blocks: Blocks

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        RowCoding.appendBigEndian(Self.currentFormat, to: &bytes)
        bytes += logID.bytes
        RowCoding.appendBigEndian(position, to: &bytes)
        root.append(to: &bytes)
        bytes += [blocks.shift, blocks.calendarShift]
        let kinds = seen.indices.filter { seen[$0] > 0 }
        bytes.append(UInt8(clamping: kinds.count))
        for kind in kinds.prefix(255) {
            bytes.append(UInt8(kind))
            RowCoding.appendBigEndian(seen[kind], to: &bytes)
        }
        return bytes
    }

    init(logID: LogID, position: UInt64, root: TreeHash, seen: [UInt64], blocks: Blocks) {
        self.logID = logID
        self.position = position
        self.root = root
        self.seen = seen
        self.blocks = blocks
    }

    /// Nil where the bytes are not the row of the current format.
    init?(_ bytes: RawSpan) {
        var reader = ByteReader(bytes)
        guard let format: UInt32 = reader.bigEndian(), format == Self.currentFormat, let id = reader.take(16),
            let logID = LogID(id), let position: UInt64 = reader.bigEndian(), let hash = reader.take(32),
            let root = TreeHash(hash), let shift: UInt8 = reader.bigEndian(),
            let calendarShift: UInt8 = reader.bigEndian(), shift < 32, calendarShift < 32,
            let count: UInt8 = reader.bigEndian()
        else { return nil }
        var seen = [UInt64](repeating: 0, count: 256)
        for _ in 0..<count {
            guard let kind: UInt8 = reader.bigEndian(), let events: UInt64 = reader.bigEndian() else { return nil }
            seen[Int(kind)] = events
        }
        guard reader.isAtEnd else { return nil }
        self.init(
            logID: logID, position: position, root: root, seen: seen,
            blocks: Blocks(shift: shift, calendarShift: calendarShift))
    }

    /// Why a view that has come so far must not answer for a log; nil where it may.
    func disagreement(with snapshot: borrowing LogSnapshot) throws -> ViewStore.Rebuild? {
        guard logID == snapshot.logID else { return .anotherLog }
        guard position <= snapshot.head.position else { return .logCutBack }
        return try snapshot.root(at: position) == root ? nil : .anotherHistory
    }
}
