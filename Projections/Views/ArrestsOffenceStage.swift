public import Folding
public import Incidents

/// Persons arrested by offence under article 6 of the Protocol and how far it came.
///
/// Where a record names several offences, nobody knows how many of its persons each is held against: there they count from 0
/// to all of them in the row of each.
public struct ArrestsOffenceStage: View {
    public let name = "arrests-offence-stage"
    public let version: UInt32 = 1
    public let summary =
        "Arrests records and persons arrested, by offence under article 6 and stage; persons of a record that names several "
        + "offences count from 0 to all of them in the row of each."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.text("offence"), .text("stage")]
    public let measures = ["arrest_records", "arrests"]
    public let countsOfRecords: Set<String> = ["arrest_records"]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let words = record.vocabulary
        let stage = record.stage.map { words.term($0.code) } ?? .none
        let offences = try record.conduct.map { words.term($0.code) }
        for offence in offences.isEmpty ? [Term.none] : offences {
            cells.begin(CellKey(offence, stage))
            cells.add(1, to: 0)
            cells.add(record.arrests, to: 1)
            if offences.count > 1 { cells.share(from: 1) }
        }
    }
}
