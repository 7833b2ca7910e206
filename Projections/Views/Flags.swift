public import Folding
public import Incidents

/// The flags that records have, by flag, kind of record and year, and how many settlements there are of them.
///
/// A flag is part of a record; that somebody settled it is a record of its own, which does not say in which year the flagged
/// one counts: settlements are in rows without a year, and `--sum-by flag,record_kind` puts both side by side. A settlement
/// stays where its flag is gone, or its record withdrawn: which flags are open now, `incident-ledger flags` says.
public struct Flags: View {
    public let name = "flags"
    public let version: UInt32 = 1
    public let summary =
        "Flags that records have, by flag, kind of record and the year in which that counts; settlements of them without a year."
    public let kinds: Set<RecordKind> = Set(RecordKind.allCases)
    public let needs: Set<RarePart> = [.flags]
    public let keys: [KeyColumn] = [.text("flag"), .text("record_kind"), .number("year")]
    public let measures = ["flags", "settlements"]
    public let countsOfRecords: Set<String> = ["flags", "settlements"]
    public let rowsAddUp = true
    public let splitsRecords = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        for flag in try record.flags {
            cells.begin(CellKey(flag.code, record.term(flag.kind.code), .number(record.year)))
            cells.add(1, to: 0)
        }
        if let flag = try record.settledFlag {
            cells.begin(CellKey(flag.code, record.term(flag.kind.code)))
            cells.add(1, to: 1)
        }
    }
}
