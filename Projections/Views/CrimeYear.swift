public import Folding
public import Incidents

/// Incidents by the crimes against migrants that they state (guide, paragraph 20), one row a crime. Who of the people
/// involved suffered which is not stated, so people are not counted here.
public struct CrimeYear: View {
    public let name = "crime-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents that state crimes against migrants, by crime and year; one that states several is in several rows."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.crimes]
    public let keys: [KeyColumn] = [.text("crime"), .number("year")]
    public let measures = ["incidents"]
    public let countsOfRecords: Set<String> = ["incidents"]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        for crime in try record.crimes {
            cells.begin(CellKey(record.term(crime.code), .number(record.year)))
            cells.add(1, to: 0)
        }
    }
}
