import Incidents
import Timeline

/// Whether sums count a record, as views do at the same moment, and why they do not.
struct RecordPart: Hashable, Sendable {
    enum Counted: String, CaseIterable, Sendable {
        case yes
        /// It may be the same as another: its counts from 0 on.
        case possible
        case no
    }

    var counted: Counted
    /// A sentence's end, about this record; empty where it counts.
    var why = ""
    /// The same about all records of which it can be said; empty where it counts.
    var reason = ""
}

extension RecordPart {
    static let whole = RecordPart(counted: .yes)

    /// How a record that stands counts.
    ///
    /// - Parameters:
    ///   - links: what links say of it, those that act among others.
    ///   - isAsPublished: what was published knows of no links.
    init(
        _ state: Record, _ standing: Standing, links: [PartInSums], _ force: DatasetsInForce, isAsPublished: Bool
    ) {
        guard state.kind.isCountedInViews else {
            let neverAdded: [RecordKind: String] = [.publishedFigure: "published figure", .indicator: "indicator"]
            let name = neverAdded[state.kind]
            self.init(
                counted: .no,
                why: name.map { "\($0 == "indicator" ? "an" : "a") \($0) is never added to records" }
                    ?? "it counts nothing",
                reason: name.map { "\($0)s, which are never added to records" } ?? "")
            return
        }
        let year = state.occurrence?.year
        if let successor = force.successor(of: standing.dataset, for: year), let year {
            self.init(
                counted: .no, why: "dataset \(successor) succeeds \(standing.dataset) for \(year)",
                reason: "of dataset \(standing.dataset), which \(successor) succeeds for their years")
            return
        }
        let part = isAsPublished ? SumPart.whole : standing.links.part(in: force, year: year)
        let acting = links.filter { $0.part == part && force.isCounted($0.beside, year: year) }
            .map { "link \($0.link) beside \($0.beside.isEmpty ? DatasetsInForce.desk : $0.beside)" }
            .joined(separator: ", ")
        switch part {
        case .whole: self = .whole
        case .possible:
            self.init(
                counted: .possible, why: "it may be the same as another that counts: \(acting)",
                reason: "suspected to be the same as others that count: their counts from 0 on")
        case .none:
            self.init(
                counted: .no, why: "it is the same as, or a part of, another that counts: \(acting)",
                reason: "the same as, or a part of, others that count")
        }
    }

    static let withdrawn = RecordPart(counted: .no, why: "it is withdrawn", reason: "withdrawn")
}

extension RecordKind {
    /// Views are sums of records of it, or of what these state.
    var isCountedInViews: Bool {
        switch self {
        case .incident, .deaths, .arrests, .operation, .courtCase, .proceeding, .provision: true
        case .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .law, .indicator, .activity: false
        }
    }
}

/// Where a record comes from: beside its own fields in every format.
struct RecordProvenance: Sendable {
    var part: RecordPart
    var isDisputed: Bool
    /// Empty: the desk's own.
    var dataset: String
    /// The last that was said of it, by the desk or its dataset.
    var event: RecordedEvent

    static let columns: [ExportColumn] = [
        ExportColumn(
            "counted", .text,
            "Whether views count the record: yes; possible, where its counts go into sums from 0 on; no. A sum over all rows, "
                + "whatever this says, may count the same people twice.",
            isRequired: true, codes: RecordPart.Counted.allCases.map(\.rawValue)),
        ExportColumn("counted_why", .text, "Why it is not counted, or only possibly."),
        ExportColumn(
            "disputed", .truth, "Desk and dataset give different values to a field: table dispute has them.",
            isRequired: true),
        ExportColumn("dataset", .text, "The dataset that says it; empty: recorded by hand."),
        ExportColumn(
            "position", .integer, "Of the event in the log that was the last to say something of it.", isRequired: true),
        ExportColumn("version", .integer, "Of that event among those about the record.", isRequired: true),
        ExportColumn("event_type", .text, "What that event says.", codes: EventType.allCases.map(\.code)),
        ExportColumn("recorded_at", .instant, "When the ledger took it in, universal time.", isRequired: true),
        ExportColumn("known_at", .day, "The day on which its source said so.", isRequired: true),
        ExportColumn("actor", .text, "Who said so.", isRequired: true),
        ExportColumn("import", .text, "The import that appended it; empty: by hand."),
        ExportColumn("reason", .text, "Why it was said."),
    ]

    /// In the order of ``columns``.
    var cells: [ExportCell] {
        [
            .text(part.counted.rawValue), ExportCell(part.why), .truth(isDisputed), ExportCell(dataset),
            ExportCell(event.position), ExportCell(event.version), ExportCell(event.event.type),
            .instant(event.recordedAt), .day(event.event.knownAt), .text(event.event.actor),
            ExportCell(event.event.importID), ExportCell(event.event.reason),
        ]
    }
}
