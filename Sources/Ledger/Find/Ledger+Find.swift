import EventLog
import Finding
import Forms
import Foundation
import Incidents
package import Timeline

extension Ledger {
    /// Finds records. The store in which they are looked up is first carried on to the end of the log: at a ledger's first
    /// question that takes a while.
    ///
    /// - Parameter progress: is called now and then with the position that the store has come to, and the log's end.
    /// - Throws: `LedgerError`: `notFound` for a region, country, flag, publisher, actor, dataset, operation or incident that
    ///   there is not, naming the nearest; `usage` for a column that the kind has not; `refused` for a position beyond the
    ///   log's end.
    public func find(
        _ request: FindRequest, progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> FoundAnswer {
        try find(request, in: nil, progress: progress)
    }

    /// The same where others hold datasets too.
    ///
    /// - Parameter force: by which datasets it is said whether sums count a record; nil: by the ledger's own.
    package func find(
        _ request: FindRequest, in force: DatasetsInForce?, progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> FoundAnswer {
        try LedgerError.wrapping {
            let selection = try FindNames.selection(request)
            let position = try log.read { try $0.position(of: request.moment.asOf) }
            return try withFinder(through: position, progress) { store in
                let known = try log.read { try $0.knownDatasets(asOf: position, knownBy: request.moment.knownBy) }
                let names = FindNames(store: store, log: log, datasets: known)
                var query = try names.query(request, position: position)
                if request.kind == .incident {
                    let linked = try log.read { try $0.linkedTolls(asOf: position, knownBy: request.moment.knownBy) }
                    (query.leftOut, query.possible) = (linked.leftOut, linked.possible)
                }
                return try FoundAnswer(query, selection, from: store, force ?? DatasetsInForce(known))
            }
        }
    }

    /// Runs `body` with the finder's store, carried on at least to a position. A store whose files are of no use is built anew, and
    /// one that cannot be written is built for this question alone where it has not come far enough.
    func withFinder<Result>(
        through position: UInt64, _ progress: ((UInt64, UInt64) -> Void)?, _ body: (FindStore) throws -> Result
    ) throws -> Result {
        do {
            return try useFinder(through: position, progress, body)
        } catch let error as FindError where error.isOfFiles {
            try FindStore.remove(in: viewsDirectory)
            let result = try useFinder(through: position, progress, body)
            let what = error.code == .damaged ? "was damaged" : "could not be synced"
            say("The finder's store \(what); it was built anew from the log.")
            return result
        }
    }

    private func useFinder<Result>(
        through position: UInt64, _ progress: ((UInt64, UInt64) -> Void)?, _ body: (FindStore) throws -> Result
    ) throws -> Result {
        let store: FindStore
        do {
            store = try FindStore(in: viewsDirectory, log: log)
            do {
                try store.catchUp(progress: progress)
            } catch {
                store.close()
                throw error
            }
        } catch let error where Self.isFinderRefusal(error) {
            return try useOtherFinder(through: position, because: error, progress, body)
        }
        defer { store.close() }
        if let reason = store.rebuilt {
            say("The finder's store \(reason.explanation); it was built anew from the log.")
        }
        return try body(store)
    }

    private func useOtherFinder<Result>(
        through position: UInt64, because error: any Error, _ progress: ((UInt64, UInt64) -> Void)?,
        _ body: (FindStore) throws -> Result
    ) throws -> Result {
        // As it stands it may have come far enough.
        if let held = try? FindStore(in: viewsDirectory, log: log, access: .readOnly) {
            defer { held.close() }
            if try held.position() >= position { return try body(held) }
        }
        let scratch = FileManager.default.temporaryDirectory.appending(path: "find-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let store = try FindStore(in: scratch, log: log, access: .scratch)
        defer { store.close() }
        try store.catchUp(progress: progress)
        say(
            "The finder's store could not be kept, and was built for this question alone: \(LedgerError.wrapping(error))"
        )
        return try body(store)
    }

    /// Whether the store's files cannot be written, and nothing else is wrong.
    static func isFinderRefusal(_ error: any Error) -> Bool {
        switch error {
        case let error as FindError: error.code == .unusable
        case is CocoaError, is POSIXError: true
        case let error as LedgerError: error.code == .refused
        default: false
        }
    }
}
