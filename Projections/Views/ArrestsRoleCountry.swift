public import Folding
public import Incidents

/// Persons arrested by the role that they are said to have had and the country in which they were arrested.
public struct ArrestsRoleCountry: View {
    public let name = "arrests-role-country"
    public let version: UInt32 = 1
    public let summary = "Arrests records and persons arrested, by role and the country in which they were arrested."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.text("role"), .text("country")]
    public let measures = ["arrest_records", "arrests"]
    public let countsOfRecords: Set<String> = ["arrest_records"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let role = record.role.map { record.vocabulary.term($0.code) } ?? .none
        cells.begin(CellKey(role, try record.country))
        cells.add(1, to: 0)
        cells.add(record.arrests, to: 1)
    }
}
