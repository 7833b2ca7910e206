internal import Dispatch
public import EventLog
internal import Foundation
public import Incidents
internal import Synchronization

/// The auditor's replay: every view is folded again from position 1 and compared with the stored one.
public enum Replay {
    /// Folds the log into scratch views, and compares each stored view with its own. Events at which the program ended when
    /// it built the stored view are not tried again: the replay would end there too.
    ///
    /// At the present every cell is compared, all of its history, what was parked and what was counted, each view at the
    /// position at which it stands. As of an earlier position the log is folded up to there, and the rows of the two
    /// views' answers are compared.
    ///
    /// - Parameters:
    ///   - live: the stored views; they are only read.
    ///   - asOf: a position that all of them have reached; the present if nil.
    ///   - knownBy: the digests are those of the answers known by that day; of all that is known if nil.
    ///   - directory: where to make the scratch views, in a folder that is removed at the end; the system's place for
    ///     temporary files if nil.
    ///   - progress: is called now and then with the number of events folded, on any thread.
    /// - Throws: `LMDBError`, `EventLogError`, ``ProjectionError``.
    public static func compare(
        _ live: [ViewStore], with log: EventLog, asOf: UInt64? = nil, knownBy: Day? = nil, directory: String? = nil,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> [ReplayedView] {
        try inScratchFolder(of: directory) { place in
            let scratch = try live.map { store in
                try ViewStore(
                    view: store.view, directory: place, log: log, durable: false, blocks: store.blocks,
                    setAside: store.status().parked.crashes)
            }
            defer { for store in scratch { store.close() } }
            let targets = try live.map { try asOf ?? $0.position() }
            try fold(Array(zip(scratch, targets)), log, progress)
            return try zip(live, scratch).map { live, scratch in
                try asOf.map { try compareRows(live, with: scratch, ViewQuery(asOf: $0, knownBy: knownBy)) }
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

    /// Several views read an entry together, and two threads share the views.
    private static func fold(
        _ work: [(store: ViewStore, target: UInt64)], _ log: EventLog, _ progress: (@Sendable (UInt64) -> Void)?
    ) throws {
        let lanes = min(2, ProcessInfo.processInfo.activeProcessorCount, max(1, work.count))
        let failure = FirstError()
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
            do {
                try fold(work, lane, of: lanes, log, progress)
            } catch {
                failure.keep(error)
            }
        }
        if let error = failure.error { throw error }
    }

    private static func fold(
        _ work: [(store: ViewStore, target: UInt64)], _ lane: Int, of lanes: Int, _ log: EventLog,
        _ progress: (@Sendable (UInt64) -> Void)?
    ) throws {
        let part = work.enumerated().filter { $0.offset % lanes == lane }.map(\.element)
        try GroupFold(part).run(log, lane == 0 ? progress : nil)
    }
}

/// The first error of several threads.
private final class FirstError: Sendable {
    private let kept = Mutex<(any Error)?>(nil)

    var error: (any Error)? { kept.withLock { $0 } }

    func keep(_ error: any Error) {
        kept.withLock { $0 = $0 ?? error }
    }
}

/// Folds new, empty views together, so that every entry is read once.
struct GroupFold {
    private let stores: [ViewStore]
    private let folds: [Fold]
    private let targets: [UInt64]
    private let vocabulary = Vocabulary()

    init(_ work: [(store: ViewStore, target: UInt64)]) {
        stores = work.map(\.store)
        targets = work.map(\.target)
        let vocabulary = vocabulary
        folds = work.map { work in
            let fold = Fold(work.store.view, vocabulary: vocabulary, blocks: work.store.blocks)
            fold.setAside = work.store.setAside
            return fold
        }
    }

    func run(_ log: EventLog, _ progress: (@Sendable (UInt64) -> Void)?) throws {
        try log.read { snapshot in
            var position: UInt64 = 0
            while true {
                let active = stores.indices.filter { targets[$0] > position }
                guard let end = active.map({ min(targets[$0], stores[$0].blocks.calendarEnd(after: position)) }).min()
                else { break }
                let group = active.map { folds[$0] }
                try snapshot.forEachEntry(from: position + 1, through: end) { next, entry in
                    try Fold.take(next, entry, of: snapshot, into: group, vocabulary)
                    position = next
                    return !group.contains { $0.isFull }
                }
                for index in active { try stores[index].store(folds[index], snapshot) }
                progress?(position)
            }
        }
    }
}
