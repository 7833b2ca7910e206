import EventLog
import Finding
import Forms
public import Incidents

extension Ledger {
    /// Which events of other records a history has.
    public enum HistoryExtent: Sendable {
        /// Those by which a record came to belong to it, or ceased to, by a correction.
        case moves
        /// All events of records that ever belonged to it; of an operation also of those of its incidents.
        case linked
    }

    /// Every event about an incident or operation up to a moment, with events of the records that belong to it or did, in the
    /// order of the log. Of other records, to which nothing belongs, as ``history(of:at:)``.
    ///
    /// - Parameter progress: as of ``find(_:progress:)``.
    /// - Throws: `LedgerError` with `notFound` where there is none about the record.
    public func history(
        of record: RecordID, _ extent: HistoryExtent, at moment: Moment = .present,
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> [HistoryEntry] {
        var entries = try history(of: record, at: moment)
        guard record.kind.hasBelongings else { return entries }
        let others = try LedgerError.wrapping {
            let position = try log.read { try $0.position(of: moment.asOf) }
            return try withFinder(through: position, progress) { store in
                try Self.everNaming(record, isDeep: extent == .linked) {
                    try store.recordsNaming($0, through: position)
                }
            }
        }
        for other in others {
            do {
                let events = try history(of: other, at: moment)
                entries += extent == .linked ? events : events.filter { $0.moves(to: record) || $0.moves(from: record) }
            } catch let error as LedgerError where error.code == .notFound {
                // By the moment's day nothing was known of it.
                continue
            }
        }
        return entries.sorted { $0.event.position < $1.event.position }
    }

    private static func everNaming(
        _ record: RecordID, isDeep: Bool, _ naming: (RecordID) throws -> [RecordID]
    ) rethrows -> [RecordID] {
        var (found, open) = (Set<RecordID>(), [record])
        while let next = open.popLast() {
            for other in try naming(next) where other != record && found.insert(other).inserted {
                if isDeep, other.kind == .incident || other.kind == .courtCase { open.append(other) }
            }
        }
        return found.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    }
}

extension HistoryEntry {
    /// What it says of its record is that it belongs to another one, to which it did not before.
    public func moves(to record: RecordID) -> Bool { moved(record).map { $0.new == record.id } ?? false }

    /// What it says of its record is that it belongs to another one no longer.
    public func moves(from record: RecordID) -> Bool { moved(record).map { $0.old == record.id } ?? false }

    private func moved(_ record: RecordID) -> FieldDifference? {
        guard event.event.state != nil, event.event.record != record else { return nil }
        return differences.first { $0.field == record.kind.code && ($0.old == record.id) != ($0.new == record.id) }
    }
}
