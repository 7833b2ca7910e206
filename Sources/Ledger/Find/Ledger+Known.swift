import EventLog
public import Finding
import Forms
public import Incidents

extension Ledger {
    /// So many events behind the log the finder's store is carried on for a suggestion; else it is asked as it stands.
    private static let soonDone: UInt64 = 20_000

    /// The values that records of a kind have in a column, the most frequent first: for suggestions. Where they cannot be
    /// looked up soon there are none.
    ///
    /// - Parameter latest: only so many records are looked at, the latest ones; nil: all.
    public func known(
        _ field: FindField, of kind: RecordKind? = nil, limit: Int = 200, latest: Int? = nil
    ) -> [String] {
        known { try $0.values(of: field, kind, limit: limit, latest: latest) } ?? []
    }

    /// Everybody who has said something, as far as that is soon looked up.
    public func knownActors() -> [String] { known { try $0.actors() } ?? [] }

    /// The same of a store that somebody keeps, or has asked before: none is built for it.
    func kept<Result>(_ body: (FindStore) throws -> Result?) -> Result? {
        guard FindStore.exists(in: viewsDirectory) else { return nil }
        return known(body) ?? nil
    }

    private func known<Result>(_ body: (FindStore) throws -> Result) -> Result? {
        let behind = (try? log.head().position).map { $0 - min($0, (try? finderState().position) ?? 0) } ?? .max
        if behind <= Self.soonDone { return try? withFinder(through: 0, nil, body) }
        guard let store = try? FindStore(in: viewsDirectory, log: log, access: .readOnly) else { return nil }
        defer { store.close() }
        return try? body(store)
    }

    /// Whether somebody of this name has said something in the ledger, or is among the sources of what is said.
    public func hasNamed(_ name: String) throws -> Bool {
        try LedgerError.wrapping {
            try withFinder(through: 0, nil) { store in
                try store.actors().contains(name) || store.hasSource(name)
            }
        }
    }
}
