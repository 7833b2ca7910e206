public import Folding
public import Incidents

/// Operations by year, with what records say of them: countries that took part, arrests made in them, incidents that they
/// found. What publishers state as their results is in view `operations` and in no sum.
public struct OperationsYear: View {
    public let name = "operations-year"
    public let version: UInt32 = 1
    public let summary =
        "Operations and how often a country took part in one, arrests made in operations and incidents found by them, by year."
    public let kinds: Set<RecordKind> = [.operation, .arrests, .incident]
    public let needs: Set<RarePart> = [.operation]
    public let keys: [KeyColumn] = [.number("year")]
    public let measures = ["operations", "participations", "arrest_records", "arrests", "incidents"]
    public let countsOfRecords: Set<String> = ["operations", "arrest_records", "incidents"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let key = CellKey(.number(record.year))
        switch record.kind {
        case .operation:
            cells.begin(key)
            cells.add(1, to: 0)
            cells.add(try record.participants, to: 1)
        case .arrests where try record.operation != .none:
            cells.begin(key)
            cells.add(1, to: 2)
            cells.add(record.arrests, to: 3)
        case .incident where try record.operation != .none:
            cells.begin(key)
            cells.add(1, to: 4)
        default: break
        }
    }
}
