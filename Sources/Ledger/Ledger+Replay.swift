import Foundation
import ProjectionEngine
import Views

/// What came of building every view again from the log alone.
public struct ReplayReport: Hashable, Sendable {
    /// The log's position up to which it was read.
    public var position: UInt64
    /// Events read.
    public var events: UInt64
    public var seconds: Double
    /// Events by kind of record.
    public var records: [LedgerHead.KindCount]
    public var views: [ReplayedView]

    /// Every live view says what the log says.
    public var agrees: Bool { views.allSatisfy(\.agrees) }

    /// One view, live and built again.
    public struct ReplayedView: Hashable, Sendable {
        public var name: String
        public var version: Int
        /// SHA-256 of all its rows, in lower-case hexadecimal.
        public var digestLive: String
        public var digestReplayed: String
        /// Each names the cell and both values; the first hundred.
        public var differences: [String]
        /// How many there are.
        public var differenceCount: Int

        /// The same rows, and the same history of every cell.
        public var agrees: Bool { digestLive == digestReplayed && differenceCount == 0 }
    }
}

extension Ledger {
    /// Reads the log from position 1 into scratch views and compares each with the live one.
    ///
    /// The live views are first carried on to the end of the log, so that all of it is compared.
    ///
    /// - Parameter progress: called now and then with the number of events read, on any thread.
    /// - Throws: `LedgerError`.
    public func replay(progress: (@Sendable (UInt64) -> Void)? = nil) throws -> ReplayReport {
        try LedgerError.wrapping {
            var stores: [ViewStore] = []
            defer { for store in stores { store.close() } }
            for view in allViews {
                let store = try ViewStore(view: view, directory: viewsDirectory, log: log)
                stores.append(store)
                guard store.view.version == view.version else {
                    throw LedgerError(
                        .conflict, "View \(view.name) is being built by another process; ask again when it is done.")
                }
                _ = try store.catchUp()
            }
            let head = try head()
            let clock = ContinuousClock()
            let start = clock.now
            let views = try Replay.compare(stores, with: log, progress: progress)
            let seconds = (clock.now - start) / .seconds(1)
            return ReplayReport(
                position: head.position, events: head.position, seconds: seconds, records: head.counts,
                views: views.map {
                    .init(
                        name: $0.view, version: Int($0.version), digestLive: $0.liveDigest,
                        digestReplayed: $0.replayedDigest, differences: $0.differences.map(\.description),
                        differenceCount: $0.differenceCount)
                })
        }
    }
}
