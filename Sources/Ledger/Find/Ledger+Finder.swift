import EventLog
package import Finding
import Forms
import Foundation
import Incidents
import MerkleLog
import ProjectionEngine

extension Ledger {
    /// Under which name the finder's store is listed among the views.
    public static let finderName = FindStore.name

    /// How the finder's store stands, as though it were a view.
    func finderState(_ status: FindStatus?, isKept: Bool) throws -> ViewState {
        let (head, logged) = try log.read { snapshot in
            (snapshot.head.position, try snapshot.counts(through: status?.position ?? 0))
        }
        var state = ViewState(
            name: FindStore.name, version: FindStore.version, folder: status.map { _ in "\(FindStore.name).sqlite" },
            position: status?.position ?? 0, root: status?.root?.description, checkedAfter: 0, head: head,
            lagSeconds: 0, eventsPerSecond: nil,
            isComplete: true, parked: [], events: [], lastError: nil, lastErrorAt: nil,
            byteCount: status?.byteCount ?? 0, isLive: true, isKept: isKept)
        guard let status else { return state }
        let decisions = ParkingDecision.standing(
            in: path, logID: logID, view: state.name, version: UInt32(clamping: state.version))
        state.lagSeconds = lagSeconds(after: status.position, head: head)
        state.parked = status.parked.map {
            .init(position: $0.position, error: $0.error, isDeciding: true, dropped: decisions[$0.position])
        }
        state.events = logged.indices.compactMap { kind in
            let seen = status.seen[UInt8(clamping: kind)] ?? 0
            guard seen > 0 || logged[kind] > 0 else { return nil }
            return .init(kind: RecordKind(rawValue: Int32(kind)), seen: seen, logged: logged[kind])
        }
        state.isComplete = status.parked.isEmpty && state.events.allSatisfy { $0.seen == $0.logged }
        return state
    }

    /// The same of the store as it lies.
    func finderState() throws -> ViewState {
        try finderState(
            FindStore.status(in: viewsDirectory, log: log), isKept: FindStore.keeper(in: viewsDirectory) != nil)
    }

    /// Builds the finder's store anew from the log.
    ///
    /// - Parameters:
    ///   - actor: who asks to try again what could not be taken in; decisions to go without it no longer stand. Nil: nobody.
    ///   - progress: is called now and then with the position that it has come to, and the log's end.
    /// - Throws: `LedgerError`.
    public func rebuildFinder(retryingAs actor: String? = nil, progress: ((UInt64, UInt64) -> Void)? = nil) throws {
        try LedgerError.wrapping {
            if let actor { try forgetDrops(in: Self.finderName, actor: actor) }
            try FindStore.remove(in: viewsDirectory)
            let store = try FindStore(in: viewsDirectory, log: log)
            defer { store.close() }
            try store.catchUp(progress: progress)
        }
    }

    /// Holds the finder's store against one that is built anew from the log.
    ///
    /// - Returns: nil where there is none yet; and why what was found was built anew before it was compared.
    /// - Throws: ``FindError``, what the log throws.
    package func comparedFinder(
        progress: ((UInt64) -> Void)? = nil
    ) throws -> (comparison: FindComparison, rebuilt: String?)? {
        guard FindStore.exists(in: viewsDirectory) else { return nil }
        let store = try finderToCompare()
        defer { store.close() }
        let scratch = FileManager.default.temporaryDirectory.appending(path: "find-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        return (try store.compared(in: scratch, progress: progress), store.rebuilt?.explanation)
    }

    /// Carried on to the log's end, or as it stands where it cannot be written.
    private func finderToCompare() throws -> FindStore {
        do {
            let store = try FindStore(in: viewsDirectory, log: log)
            try store.catchUp()
            return store
        } catch let error where Self.isFinderRefusal(error) {
            return try FindStore(in: viewsDirectory, log: log, access: .readOnly)
        }
    }
}
