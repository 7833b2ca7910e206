public import Folding
public import Incidents

/// Women and children by year: among the dead and missing, and among the people involved in incidents, side by side.
///
/// Who is a woman or a girl is known only where a group states sex and age group. Columns are never added to each other: a
/// girl is one of the females and one of the children, and the dead may be among the people of their incident.
public struct ChildrenWomenYear: View {
    public let name = "children-women-year"
    public let version: UInt32 = 1
    public let summary =
        "Females and children among the dead and missing, and females, women, girls and children among the people involved in "
        + "incidents, by year."
    public let kinds: Set<RecordKind> = [.incident, .deaths]
    public let keys: [KeyColumn] = [.number("year")]
    public let measures = [
        "deaths_records", "dead_and_missing", "females", "children", "incidents", "people", "people_female",
        "people_women", "people_girls", "people_children", "people_unaccompanied_children",
    ]
    public let countsOfRecords: Set<String> = Toll.countsOfRecords
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let key = CellKey(.number(record.year))
        switch record.kind {
        case .deaths:
            cells.begin(key)
            cells.add(1, to: 0)
            cells.addDeadAndMissing(record, to: 1)
            cells.add(record.females, to: 2)
            cells.add(record.children, to: 3)
        case .incident:
            cells.begin(key)
            cells.add(1, to: 4)
            let groups = try record.people
            cells.addTotal(of: groups, to: 5)
            for group in groups { Self.add(group, to: &cells) }
        default: break
        }
    }

    private static func add(_ group: GroupFacts, to cells: inout CellBuffer) {
        let isChild = group.ageGroup == .child || group.ageGroup == .unaccompaniedChild
        if group.sex == .female {
            cells.add(group.count, to: 6)
            if group.ageGroup == .adult { cells.add(group.count, to: 7) }
            if isChild { cells.add(group.count, to: 8) }
        }
        if isChild { cells.add(group.count, to: 9) }
        if group.ageGroup == .unaccompaniedChild { cells.add(group.count, to: 10) }
    }
}
