import Incidents
import Tables

/// A count of one cell, or of the lowest and the highest estimate, beside which the best one is kept as it stands.
final class CountReader: CellReader {
    private let best: CellColumn?
    private let low: CellColumn?
    private let high: CellColumn?
    private let form: NumberForm
    private let nothing: NothingWords

    init(best: CellColumn?, low: CellColumn?, high: CellColumn?, form: NumberForm, nothing: NothingWords) {
        self.best = best
        self.low = low
        self.high = high
        self.form = form
        self.nothing = nothing
    }

    var columns: [CellColumn] { [best, low, high].compactMap(\.self) }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let estimate = number(best, row, &remarks)
        if low == nil, high == nil { return estimate.map { .count(.exactly($0)) } ?? .none }
        let (least, most) = (number(low, row, &remarks), number(high, row, &remarks))
        guard let count = count(least, estimate, most) else { return .none }
        guard let estimate, let best, count.exactValue != estimate else { return .count(count) }
        // A count has two bounds: what lies between them would be lost.
        remarks.keep(best.text(row), best)
        if estimate < least ?? estimate || estimate > most ?? estimate {
            remarks.flag(
                .bestOutsideBounds, field: best.field,
                "the best estimate is \(estimate), the lowest \(least.map { "\($0)" } ?? "not stated"), the highest "
                    + (most.map { "\($0)" } ?? "not stated"))
        }
        return .count(count)
    }

    /// Bounds that contradict each other are taken as they are meant: the smaller first.
    private func count(_ low: Int64?, _ best: Int64?, _ high: Int64?) -> Count? {
        switch (low, high) {
        case (let low?, let high?) where low == high: .exactly(low)
        case (let low?, let high?): Count(low: min(low, high), high: max(low, high), qualifier: .between)
        case (let low?, nil): Count(low: low, qualifier: .atLeast)
        case (nil, let high?): Count(low: 0, high: high, qualifier: .upTo)
        case (nil, nil): best.map { .exactly($0) }
        }
    }

    private func number(_ column: CellColumn?, _ row: TableRow, _ remarks: inout RowRemarks) -> Int64? {
        guard let column else { return nil }
        let cell = column.bytes(row)
        if cell.isEmpty { return nil }
        // A workbook's number is one, in whichever country its text would be written otherwise.
        let reading = readNumber(cell, row.type(column.index) == .number ? .typed : form)
        switch reading {
        case .blank: return nil
        case .value(let value): return value
        case .refused(let reason):
            if !nothing.contains(cell) { remarks.refuse(cell.string, column, reason) }
            return nil
        }
    }
}

/// A small whole number within a range, such as a quality from 1 to 5.
final class NumberReader: CellReader {
    private let column: CellColumn
    private let range: ClosedRange<Int32>
    /// Of several in one cell; nil: one stands there.
    private let several: String?
    private let nothing: NothingWords

    init(_ column: CellColumn, range: ClosedRange<Int32>, several: String?, nothing: NothingWords) {
        self.column = column
        self.range = range
        self.several = several
        self.nothing = nothing
    }

    var columns: [CellColumn] { [column] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        if nothing.contains(cell) { return .none }
        if let value = number(cell) { return .number(value) }
        if let several {
            let values = cell.split { [0x2C, 0x3B, 0x2F, 0x20].contains($0) }.map(number)
            let numbers = values.compactMap(\.self)
            if numbers.count == values.count, let value = several == "lowest" ? numbers.min() : numbers.max() {
                remarks.keep(cell.string, column)
                return .number(value)
            }
        }
        remarks.refuse(cell.string, column, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        return .none
    }

    private func number(_ cell: ArraySlice<UInt8>) -> Int32? {
        guard let value = readNumber(cell).value, let number = Int32(exactly: value), range.contains(number) else {
            return nil
        }
        return number
    }
}
