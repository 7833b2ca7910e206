public import EventLog
public import Folding
internal import Foundation
public import Incidents

/// The auditor's replay: every view is folded again from position 1 and compared with the stored one.
public enum Replay {
    /// Folds the log into scratch views, and compares each stored view with its own. Events at which the program ended when
    /// it built the stored view are not tried again: the replay would end there too.
    ///
    /// At the present every cell is compared, all of its history, what was parked and what was counted, each view at the
    /// position at which it stands. As of an earlier position the log is folded up to there, and the rows of the two
    /// views' answers are compared.
    ///
    /// Every entry that is folded is also hashed: what is compared was folded from the entries that the log's tree was
    /// computed over.
    ///
    /// - Parameters:
    ///   - live: the stored views; they are only read.
    ///   - asOf: a position that all of them have reached; the present if nil.
    ///   - knownBy: the digests are those of the answers known by that day; of all that is known if nil.
    ///   - directory: where to make the scratch views, in a folder that is removed at the end; the system's place for
    ///     temporary files if nil.
    ///   - progress: is called now and then with the number of events folded, on any thread.
    /// - Throws: ``ProjectionError`` `logAltered` where the entries do not lead to the tree's root; other ones,
    ///   `LMDBError`, `EventLogError`.
    public static func compare(
        _ live: [ViewStore], with log: EventLog, asOf: UInt64? = nil, knownBy: Day? = nil, directory: String? = nil,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> [ReplayedView] {
        try inScratchFolder(of: directory) { place in
            let scratch = try FoldThreads.concurrently(live.count) { index in
                let store = live[index]
                return try ViewStore(
                    view: store.view, directory: place, log: log, durable: false, blocks: store.blocks,
                    setAside: store.status().parked.crashes)
            }
            defer { for store in scratch { store.close() } }
            let targets = try live.map { try asOf ?? $0.position() }
            var group = GroupFold(zip(scratch, targets).map { .init(store: $0, target: $1) }, checksTree: true)
            try group.run(log, progress)
            return try FoldThreads.concurrently(live.count) { index in
                let (live, scratch) = (live[index], scratch[index])
                return try asOf.map { try compareRows(live, with: scratch, ViewQuery(asOf: $0, knownBy: knownBy)) }
                    ?? compare(live, with: scratch, knownBy: knownBy)
            }
        }
    }

    /// Runs `body` with the path of a folder of its own, which is removed afterwards.
    static func inScratchFolder<Result>(of directory: String?, _ body: (String) throws -> Result) throws -> Result {
        let place = (directory ?? FileManager.default.temporaryDirectory.path) + "/replay-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: place) }
        return try body(place)
    }
}

extension Replay {
    /// Answers from the log alone: folds the view from position 1 in a folder that is removed at the end. No stored view is
    /// read. The entries are not hashed: who asks has compared the tree over them with one that is known, or does not need to.
    ///
    /// - Parameters:
    ///   - query: as of the log's end where it names no position.
    ///   - directory: where to make that folder; the system's place for temporary files if nil.
    ///   - progress: is called now and then with the number of events folded.
    /// - Throws: `LMDBError`, `EventLogError`, ``ProjectionError``.
    public static func ownedAnswer(
        _ query: ViewQuery, of view: any View, from log: EventLog, directory: String? = nil,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> OwnedAnswer {
        try inScratchFolder(of: directory) { place in
            let scratch = try ViewStore(view: view, directory: place, log: log, durable: false, blocks: .standard)
            defer { scratch.close() }
            var query = query
            let position = try query.asOf ?? log.position()
            query.asOf = position
            var group = GroupFold([.init(store: scratch, target: position)], checksTree: false)
            try group.run(log, progress)
            return try scratch.ownedAnswer(query)
        }
    }
}
