import Fields
import Incidents
import Ledger
import Synchronization

/// What records have had in the fields of forms: it is looked up among the latest records, and again after a while, so that a
/// form is there at once however large the ledger is.
package final class FieldSuggestions: Sendable {
    private struct Held {
        var values: [String]
        var since: ContinuousClock.Instant
    }

    /// So many records of a kind are looked at.
    private static let latest = 2_000
    /// So many values are offered.
    private static let most = 40
    private static let lifetime = Duration.seconds(300)

    private let held = Mutex<[String: Held]>([:])

    package init() {}

    /// The most frequent first.
    func values(of field: String, _ kind: RecordKind, in ledger: Ledger) -> [String] {
        let key = "\(kind.code) \(field)"
        if let found = held.withLock({ $0[key] }), found.since.duration(to: .now) < Self.lifetime {
            return found.values
        }
        let values = Array(KnownValues.of(field, kind, in: ledger, latest: Self.latest).prefix(Self.most))
        held.withLock { $0[key] = Held(values: values, since: .now) }
        return values
    }
}
