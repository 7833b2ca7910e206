import EventLog
import Finding
import Forms
public import Incidents
import Timeline

/// A record of which the desk says something else than its dataset.
public struct DisputedRecord: Hashable, Sendable {
    public var record: RecordID
    public var dataset: String
    /// The fields to which both gave new values, in the order of the record's fields.
    public var disputes: [Dispute]
    /// What the desk's last word on it changes of what the dataset says; empty where one of them says that there is no such
    /// record.
    public var amendments: [FieldDifference]
    /// The dataset that covers the year of the record since: what the desk said of it is no longer counted; nil: none.
    public var leftBehindFor: String?
}

extension Ledger {
    /// Records in which desk and dataset give different values to a field that both changed, in the order of the kinds and
    /// of the identifiers' bytes.
    ///
    /// - Throws: `LedgerError`.
    public func disputes(at moment: Moment = .present) throws -> [DisputedRecord] {
        try LedgerError.wrapping {
            let position = try log.read { try $0.position(of: moment.asOf) }
            let kinds = RecordKind.allCases.filter(\.isSummed)
            // Those that the finder's store knows of, where it could read all that was said up to then.
            let known = kept { store in
                try store.parked(through: position).isEmpty
                    ? store.disputedRecords(kinds, asOf: position, knownBy: moment.knownBy) : nil
            }
            let pinned = Moment(asOf: .position(position), knownBy: moment.knownBy)
            return try amendedRecords(at: pinned, among: known).filter { !$0.disputes.isEmpty }
        }
    }

    /// Records that the desk had amended, and whose dataset another one has succeeded for their year.
    ///
    /// - Throws: `LedgerError`.
    public func amendmentsLeftBehind(at moment: Moment = .present) throws -> [DisputedRecord] {
        try amendedRecords(at: moment).filter { $0.leftBehindFor != nil }
    }

    /// Every record of which both the desk and a dataset have spoken.
    ///
    /// - Parameter known: to look at no others; nil: all.
    private func amendedRecords(at moment: Moment, among known: [RecordID]? = nil) throws -> [DisputedRecord] {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let position = try snapshot.position(of: moment.asOf)
                let force = DatasetsInForce(try snapshot.knownDatasets(asOf: position, knownBy: moment.knownBy))
                var found: [DisputedRecord] = []
                for kind in RecordKind.allCases where kind.isSummed {
                    let ids =
                        try known.map { known in known.filter { $0.kind == kind }.map(\.id).inOrderOfBytes }
                        ?? snapshot.spokenOfByDesk(kind, through: position)
                    for id in ids {
                        let stream = try snapshot.stream(of: RecordID(kind: kind, id: id), through: position)
                        if let record = stream.amended(knownBy: moment.knownBy, force) { found.append(record) }
                    }
                }
                return found
            }
        }
    }
}

extension RecordKind {
    /// Whether views count it, so that it matters who says what of it.
    var isSummed: Bool {
        switch self {
        case .incident, .deaths, .arrests, .operation, .courtCase, .proceeding, .provision: true
        case .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .law, .indicator, .activity: false
        }
    }
}

extension LogSnapshot {
    /// The identifiers of the records of a kind of which the desk has spoken beside others, in the order of their bytes.
    fileprivate func spokenOfByDesk(_ kind: RecordKind, through last: UInt64) throws -> [String] {
        let vocabulary = Vocabulary()
        var ids: Set<String> = []
        for position in try positions(
            ofKind: UInt8(kind.rawValue), from: 1, through: last, backward: false, limit: .max)
        {
            guard let entry = try entry(at: position) else { continue }
            let event = try Facts(entry: entry, vocabulary: vocabulary)
            if try event.dataset == .none { ids.insert(try event.idText) }
        }
        return ids.inOrderOfBytes
    }
}

extension Sequence<String> {
    fileprivate var inOrderOfBytes: [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension RecordStream {
    /// What the desk's word makes of the dataset's, where both have spoken.
    fileprivate func amended(knownBy day: Day?, _ force: DatasetsInForce) -> DisputedRecord? {
        let standing = timeline.standing(knownBy: day)
        guard standing.desk != nil, standing.said != nil else { return nil }
        let held = state(of: standing.merged)
        let said = state(of: standing.published).state
        guard held.state != said || !held.disputes.isEmpty else { return nil }
        let year = (said ?? held.state)?.occurrence?.year
        return DisputedRecord(
            record: record, dataset: standing.dataset, disputes: held.disputes,
            amendments: said == nil || held.state == nil ? [] : differences(from: said, to: held.state),
            leftBehindFor: force.successor(of: standing.dataset, for: year))
    }
}
