import Folding
import Incidents

/// A view for tests: records, dead and if told so missing, by kind and year; it cannot take in what it is told to choke on.
struct Tally: View {
    struct Choked: Error, CustomStringConvertible {
        let description = "cannot process this one"
    }

    var name = "tally"
    var version: UInt32 = 1
    let summary = "Records and dead by kind and year."
    var kinds = Set(RecordKind.allCases)
    let keys: [KeyColumn] = [.text("kind"), .number("year")]
    var sumsMissing = false
    var measures: [String] { ["records", "dead"] + (sumsMissing ? ["missing"] : []) }
    /// By id.
    var chokesOn: Set<String> = []
    /// So many dead, and a number of missing beside them.
    var chokesOnDeadWithMissing: Int64?

    func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        if !chokesOn.isEmpty, chokesOn.contains(record.vocabulary.text(try record.id)) { throw Choked() }
        if let dead = chokesOnDeadWithMissing, record.dead.low == dead, record.missing.isReported { throw Choked() }
        cells.begin(CellKey(record.vocabulary.term(record.kind.code), .number(record.year)))
        cells.add(1, to: 0)
        cells.add(record.dead, to: 1)
        if sumsMissing { cells.add(record.missing, to: 2) }
    }
}
