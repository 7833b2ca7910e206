public import Folding
public import Incidents

/// The people involved in incidents: each group that is told apart in the row of its nationality, sex and age group.
///
/// Where an incident states a total beside such groups, what is left of it after them is in the row of those of whom
/// nothing is known: so rows add up to all people.
public struct People: View {
    public let name = "people"
    public let version: UInt32 = 1
    public let summary =
        "The people involved in incidents, by nationality, sex, age group and year, group by group as stated."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.people]
    public let keys: [KeyColumn] = [.text("nationality"), .text("sex"), .text("age_group"), .number("year")]
    public let measures = ["groups", "people"]
    public let countsOfRecords: Set<String> = ["groups"]
    public let rowsAddUp = true
    public let splitsRecords = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let groups = try record.people
        guard !groups.isEmpty else { return }
        let (words, year) = (record.vocabulary, record.year)
        for group in groups where !group.isUnnamed {
            cells.begin(
                CellKey(
                    group.nationality, group.sex.map { words.term($0.code) } ?? .none,
                    group.ageGroup.map { words.term($0.code) } ?? .none, .number(year)))
            cells.add(1, to: 0)
            cells.add(group.count, to: 1)
        }
        let key = CellKey(.none, .none, .none, .number(year))
        let total = groups.filter(\.isUnnamed)
        let named = groups.filter { !$0.isUnnamed }.map(\.count)
        if cells.addRest(of: total.map(\.count), after: named, at: key, to: 1) { cells.add(1, to: 0) }
    }
}
