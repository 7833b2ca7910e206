import EventLog
import Finding
import Folding
import Forms
import Foundation
public import Incidents
public import Ledger
import ProjectionEngine
import Views

/// What came of building every view again from the log alone.
public struct ReplayReport: Hashable, Sendable {
    /// The log's position up to which it was read.
    public var position: UInt64
    /// Events read.
    public var events: UInt64
    public var seconds: Double
    /// Events by kind of record, in the whole log.
    public var records: [LedgerHead.KindCount]
    public var views: [ReplayedView]
    /// The finder's store; nil where there is none yet.
    public var finder: ReplayedFinder?

    /// Every live view, and the finder's store, say what the log says.
    public var agrees: Bool { views.allSatisfy(\.agrees) && finder?.agrees ?? true }

    /// The views whose answers lack events, whether they agree or not.
    public var incomplete: [ReplayedView] { views.filter { $0.parked > 0 } }

    /// All is as it should be.
    public var isSound: Bool { agrees && incomplete.isEmpty }

    /// The finder's store, live and built again.
    public struct ReplayedFinder: Hashable, Sendable {
        /// Why what was found was built anew before it was compared, as the end of a sentence; nil: it was not.
        public var rebuilt: String?
        /// SHA-256 of all its rows, in lower-case hexadecimal; empty where they cannot be read.
        public var digestLive: String
        public var digestReplayed: String
        /// Each names the row and both forms of it; the first hundred.
        public var differences: [String]
        public var differenceCount: Int

        public var agrees: Bool { digestLive == digestReplayed && differenceCount == 0 }
    }

    /// One view, live and built again.
    public struct ReplayedView: Hashable, Sendable {
        public var name: String
        public var version: Int
        /// The position as of which both were compared.
        public var position: UInt64
        /// Events that the view could not take in, and that no later statement supersedes: its answers lack them.
        public var parked: Int

        /// What is to be said where it lacks events: a sentence.
        public var incompleteness: String {
            "View \(name) is INCOMPLETE: it could not take in \(parked) event(s), and its figures lack them."
        }

        /// Why the files that were found were not trusted and the view was built anew before it was compared, as the end of
        /// a sentence; nil: they were.
        public var rebuilt: String?
        /// SHA-256 of all its rows, by owner, in lower-case hexadecimal.
        public var digestLive: String
        public var digestReplayed: String
        /// Each names the cell and both values; the first hundred.
        public var differences: [String]
        /// How many there are.
        public var differenceCount: Int

        /// The same in all that was compared.
        public var agrees: Bool { digestLive == digestReplayed && differenceCount == 0 }
    }
}

extension Ledger {
    /// Reads the log from position 1 into scratch views and compares each with the live one.
    ///
    /// The live views are first carried on to the end of the log, so that all of it is compared: every cell and all of its
    /// history. As of an earlier position the log is read up to there, and the rows of the answers are compared.
    ///
    /// - Parameters:
    ///   - position: nil: the end of the log.
    ///   - knownBy: the digests are those of the rows known by that day; nil: of all that is known.
    ///   - progress: called now and then with the number of events read, on any thread.
    /// - Throws: `LedgerError`: `refused` for a position beyond the log's end.
    public func replay(
        asOf position: UInt64? = nil, knownBy: Day? = nil, progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> ReplayReport {
        try LedgerError.wrapping {
            let end = try log.read { try $0.position(of: position.map { .position($0) }) }
            var stores: [ViewStore] = []
            let scratch = FileManager.default.temporaryDirectory.appending(path: "views-\(UUID().uuidString)").path
            defer {
                for store in stores { store.close() }
                try? FileManager.default.removeItem(atPath: scratch)
            }
            for view in allViews {
                let store = try StandingAnswer.opened(
                    view, directory: viewsDirectory, log: log, through: position ?? end, scratch: scratch)
                stores.append(store)
                guard store.view.version == view.version else {
                    throw LedgerError(
                        .conflict, "View \(view.name) is being built by another process; ask again when it is done.")
                }
            }
            let head = try head()
            let clock = ContinuousClock()
            let start = clock.now
            let views = try Replay.compare(stores, with: log, asOf: position, knownBy: knownBy, progress: progress)
            let seconds = (clock.now - start) / .seconds(1)
            let finder = try position == nil ? replayedFinder(progress) : nil
            return ReplayReport(
                position: end, events: end, seconds: seconds, records: head.counts,
                views: zip(stores, views).map { store, view in
                    .init(
                        name: view.view, version: Int(view.version), position: view.position, parked: view.parked,
                        rebuilt: store.rebuilt?.description, digestLive: view.liveDigest,
                        digestReplayed: view.replayedDigest, differences: view.differences.map(\.description),
                        differenceCount: view.differenceCount)
                }, finder: finder)
        }
    }

    private func replayedFinder(_ progress: (@Sendable (UInt64) -> Void)?) throws -> ReplayReport.ReplayedFinder? {
        do {
            return try comparedFinder(progress: progress).map { comparison, rebuilt in
                .init(
                    rebuilt: rebuilt, digestLive: comparison.digestLive, digestReplayed: comparison.digestReplayed,
                    differences: comparison.differences, differenceCount: comparison.differenceCount)
            }
        } catch let error as FindError where error.code == .damaged {
            return .init(
                rebuilt: nil, digestLive: "", digestReplayed: "", differences: [error.description], differenceCount: 1)
        }
    }
}
