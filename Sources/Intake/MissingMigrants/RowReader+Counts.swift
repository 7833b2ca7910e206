import Incidents

extension RowReader {
    /// How many: the seven counts and the total, blank as *not reported*, negative values as they stand. What
    /// is implausible in them the validation of every record flags.
    func readCounts(_ cell: RowCells, into deaths: inout Deaths, _ remarks: inout RowRemarks) {
        deaths.dead = count(cell, .dead, "dead", &remarks)
        deaths.missing = count(cell, .missing, "missing", &remarks)
        deaths.survivors = count(cell, .survivors, "survivors", &remarks)
        deaths.females = count(cell, .females, "females", &remarks)
        deaths.males = count(cell, .males, "males", &remarks)
        deaths.children = count(cell, .children, "children", &remarks)
        readTotal(cell, into: &deaths, &remarks)
    }

    private func count(
        _ cell: RowCells, _ column: Column, _ field: String, _ remarks: inout RowRemarks
    ) -> Count {
        switch readNumber(cell[column]) {
        case .blank: return .notReported
        case .refused(let reason):
            remarks.refuse(cell[column], column: header.name(of: column), field: field, reason)
            return .notReported
        case .value(let value): return .exactly(value)
        }
    }

    /// The total is kept only where it is not dead plus missing, a part that is not reported as nothing; a blank one
    /// contradicts nothing.
    private func readTotal(_ cell: RowCells, into deaths: inout Deaths, _ remarks: inout RowRemarks) {
        switch readNumber(cell[.total]) {
        case .blank: return
        case .refused(let reason):
            remarks.refuse(cell[.total], column: header.name(of: .total), field: "statedTotal", reason)
        case .value(let total):
            if total != deaths.dead.low + deaths.missing.low { deaths.statedTotal = .exactly(total) }
        }
    }
}
