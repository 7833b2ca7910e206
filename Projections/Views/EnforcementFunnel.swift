public import Folding
public import Incidents

/// From arrest to verdict, by jurisdiction.
///
/// The same person is arrested, charged, tried, and tried again on appeal: so each step has columns of its own, and no column
/// adds up two steps. *Arrested* is of arrests records alone, *charged* of cases alone, *convicted* and *acquitted* of first
/// instances alone; verdicts on appeal stand beside them and take nothing away, since the first verdict was true then.
/// Persons are counted as the records state them; charges, of which one person may have several, are not counted.
public struct EnforcementFunnel: View {
    public let name = "enforcement-funnel"
    public let version: UInt32 = 1
    public let summary =
        "Persons arrested, charged and convicted, by jurisdiction. Columns are steps that the same people go through: they are "
        + "never added to each other, and appeals stand beside the first verdict."
    public let kinds: Set<RecordKind> = [.arrests, .courtCase, .proceeding]
    public let keys: [KeyColumn] = [.text("jurisdiction")]
    public let measures =
        ["arrest_records", "arrested", "cases", "charged"]
        + EnforcementStep.allCases.flatMap { [$0.rawValue, "convicted\($0.suffix)", "acquitted\($0.suffix)"] }
        + ["other_proceedings"]
    public let countsOfRecords: Set<String> = Set(
        ["arrest_records", "cases", "other_proceedings"] + EnforcementStep.allCases.map(\.rawValue))
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        switch record.kind {
        case .arrests:
            cells.begin(CellKey(try record.arrestsJurisdiction))
            cells.add(1, to: 0)
            cells.add(record.arrests, to: 1)
        case .courtCase:
            let facts = try record.courtCase
            cells.begin(CellKey(facts.jurisdiction))
            cells.add(1, to: 2)
            cells.add(facts.defendants, to: 3)
        default:
            let facts = try record.proceeding
            cells.begin(CellKey(facts.jurisdiction))
            guard let step = EnforcementStep(facts.stage) else {
                cells.add(1, to: measures.count - 1)
                return
            }
            cells.add(1, to: step.place)
            cells.add(facts.convicted, to: step.place + 1)
            cells.add(facts.acquitted, to: step.place + 2)
        }
    }
}

/// A court whose verdicts have columns of their own.
private enum EnforcementStep: String, CaseIterable {
    case firstInstance = "first_instances"
    case appeal = "appeals"
    case finalAppeal = "final_appeals"

    /// Nil: of what is before the trial, goes back to a court, or is elsewhere.
    init?(_ stage: ProceedingStage?) {
        switch stage {
        case .firstInstance: self = .firstInstance
        case .appeal: self = .appeal
        case .finalAppeal: self = .finalAppeal
        case .preTrial, .retrial, .other, nil: return nil
        }
    }

    /// Of the names of its verdicts.
    var suffix: String {
        switch self {
        case .firstInstance: ""
        case .appeal: "_on_appeal"
        case .finalAppeal: "_on_final_appeal"
        }
    }

    /// Of its first measure.
    var place: Int {
        switch self {
        case .firstInstance: 4
        case .appeal: 7
        case .finalAppeal: 10
        }
    }
}
