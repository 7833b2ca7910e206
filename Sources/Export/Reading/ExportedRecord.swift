import Incidents
import Ledger
import Timeline

/// A record as an export has it: what stands of it at the moment, and where that comes from.
struct ExportedRecord: Sendable {
    var record: RecordID
    /// Nil: it is withdrawn.
    var state: Record?
    var provenance: RecordProvenance
    var disputes: [Dispute]
    /// What links make of it, beside whatever dataset.
    var links: [PartInSums]
}

extension ExportedRecord {
    /// - Returns: nil where nobody had spoken of the record; as published also where no dataset has.
    init?(_ stream: RecordStream, knownBy day: Day?, _ force: DatasetsInForce, isAsPublished: Bool) {
        guard let held = stream.held(knownBy: day) else { return nil }
        var (state, event, disputes) = (held.state, held.event, held.disputes)
        if isAsPublished, stream.record.kind.isSaidByDatasets {
            guard let said = held.standing.said, let own = stream.events.first(where: { $0.position == said.event })
            else { return nil }
            (state, event, disputes) = (stream.state(of: held.standing.published).state, own, [])
        }
        let parts =
            isAsPublished
            ? [] : stream.timeline.linkStatements(knownBy: day).map(\.part).filter { $0.part != .whole }
        links = parts
        record = stream.record
        self.state = state
        self.disputes = disputes
        provenance = RecordProvenance(
            part: state.map {
                RecordPart($0, held.standing, links: parts, force, isAsPublished: isAsPublished)
            } ?? .withdrawn,
            isDisputed: !disputes.isEmpty, dataset: held.standing.dataset, event: event)
    }
}

extension RecordKind {
    /// Records of it can be a dataset's; what keeps datasets in order is the ledger's own.
    fileprivate var isSaidByDatasets: Bool {
        switch self {
        case .incident, .deaths, .arrests, .operation, .publishedFigure, .courtCase, .proceeding, .law, .provision,
            .indicator,
            .activity:
            true
        case .import, .dataset, .importCells, .link, .settlement: false
        }
    }
}
