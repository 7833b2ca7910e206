/// The state of a record of one kind.
package protocol KindState: Hashable, Sendable {
    static var recordKind: RecordKind { get }

    /// Nil where the record is of another kind.
    init?(_ record: Record)

    /// The state as one of a record of any kind.
    var asRecord: Record { get }
    var notes: Notes { get set }
}

/// The kinds of records are listed here, and in the switches that are walked for every row of an import or every entry of
/// a replay: everything else asks these two.
extension RecordKind {
    /// The type of its states.
    var state: any FieldRecord.Type {
        switch self {
        case .incident: Incident.self
        case .deaths: Deaths.self
        case .arrests: Arrests.self
        case .operation: Operation.self
        case .publishedFigure: PublishedFigure.self
        case .import: Import.self
        case .dataset: Dataset.self
        case .importCells: ImportCells.self
        case .link: Link.self
        case .settlement: Settlement.self
        case .courtCase: CourtCase.self
        case .proceeding: Proceeding.self
        case .law: Law.self
        case .provision: Provision.self
        case .indicator: Indicator.self
        case .activity: Activity.self
        }
    }
}

extension Record {
    /// What its kind knows how to write, to read and to compare.
    var state: any FieldRecord {
        switch self {
        case .incident(let state): state
        case .deaths(let state): state
        case .arrests(let state): state
        case .operation(let state): state
        case .publishedFigure(let state): state
        case .import(let state): state
        case .dataset(let state): state
        case .importCells(let state): state
        case .link(let state): state
        case .settlement(let state): state
        case .courtCase(let state): state
        case .proceeding(let state): state
        case .law(let state): state
        case .provision(let state): state
        case .indicator(let state): state
        case .activity(let state): state
        }
    }

    /// A record of the kind that states nothing.
    public static func blank(_ kind: RecordKind) -> Record { kind.state.init().asRecord }
}
