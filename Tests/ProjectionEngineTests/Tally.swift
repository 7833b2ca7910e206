import Folding
import Incidents

/// A view for tests: records and dead by kind and year; it cannot process records whose id it is told to choke on.
struct Tally: View {
    struct Choked: Error, CustomStringConvertible {
        let description = "cannot process this one"
    }

    var name = "tally"
    var version: UInt32 = 1
    let summary = "Records and dead by kind and year."
    let kinds = Set(RecordKind.allCases)
    let keys: [KeyColumn] = [.text("kind"), .number("year")]
    let measures = ["records", "dead"]
    var chokesOn: Set<String> = []

    func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        if !chokesOn.isEmpty, chokesOn.contains(record.vocabulary.text(try record.id)) { throw Choked() }
        cells.begin(CellKey(record.vocabulary.term(record.kind.code), .number(record.year)))
        cells.add(1, to: 0)
        cells.add(record.dead, to: 1)
    }
}
