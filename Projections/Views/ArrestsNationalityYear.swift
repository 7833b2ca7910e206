public import Folding
public import Incidents

/// Persons arrested by nationality and year.
///
/// Nobody is in two of the groups that a record states; those in none of them, and all of a record without groups, are in the
/// row without a nationality. So rows add up to all persons arrested.
public struct ArrestsNationalityYear: View {
    public let name = "arrests-nationality-year"
    public let version: UInt32 = 1
    public let summary =
        "Persons arrested, by nationality and year; those of whom it is not known are in a row without one."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.text("nationality"), .number("year")]
    public let measures = ["groups", "arrests"]
    public let countsOfRecords: Set<String> = ["groups"]
    public let rowsAddUp = true
    public let splitsRecords = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let groups = try record.people
        for group in groups {
            cells.begin(CellKey(group.nationality, .number(record.year)))
            cells.add(1, to: 0)
            cells.add(group.count, to: 1)
        }
        let rest = cells.addRest(
            of: [record.arrests], after: groups.map(\.count), at: CellKey(.none, .number(record.year)), to: 1)
        if rest { cells.add(1, to: 0) }
    }
}
