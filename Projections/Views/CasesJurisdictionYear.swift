public import Folding
public import Incidents

/// Cases by jurisdiction, acts and outcome.
///
/// All acts of a case together are one key, so that a case is in one cell and in no sum twice. What came of it is what the
/// record says of all its defendants; verdicts of single courts are ``EnforcementFunnel``'s.
public struct CasesJurisdictionYear: View {
    public let name = "cases-jurisdiction-year"
    public let version: UInt32 = 1
    public let summary =
        "Cases with their defendants and migrants, by jurisdiction, acts, outcome and the year in which they were opened."
    public let kinds: Set<RecordKind> = [.courtCase]
    public let keys: [KeyColumn] = [.text("jurisdiction"), .text("acts"), .text("outcome"), .number("year")]
    public let measures = ["cases", "defendants", "migrants"]
    public let countsOfRecords: Set<String> = ["cases"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let facts = try record.courtCase
        let outcome = facts.outcome.map { record.vocabulary.term($0.code) } ?? .none
        cells.begin(CellKey(facts.jurisdiction, facts.acts, outcome, .number(record.year)))
        cells.add(1, to: 0)
        cells.add(facts.defendants, to: 1)
        cells.add(facts.migrants, to: 2)
    }
}
