import Incidents
import Tables

/// Any text as it stands, edges and all; what a spreadsheet destroyed is refused.
final class TextReader: CellReader {
    private let column: CellColumn
    private let nothing: NothingWords?
    @exclusivity(unchecked) private var memo = CellMemo<CellReading<String>>()

    /// - Parameter nothing: nil: every text says something.
    init(_ column: CellColumn, nothing: NothingWords?) {
        self.column = column
        self.nothing = nothing
    }

    var columns: [CellColumn] { [column] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        if cell.isEmpty { return .none }
        switch memo.value(cell, { reading($0) }) {
        case .blank: return .none
        case .value(let text): return .text(text)
        case .refused(let reason):
            remarks.refuse(cell.string, column, reason)
            return .none
        }
    }

    private func reading(_ cell: ArraySlice<UInt8>) -> CellReading<String> {
        if let nothing, nothing.contains(cell) { return .blank }
        return readText(cell.string)
    }
}

/// The same in every row.
final class ConstantReader: CellReader {
    private let value: MappedValue

    init(_ value: MappedValue) { self.value = value }

    var columns: [CellColumn] { [] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue { value }
}

/// The identifier of another record: a prefix, and the cell without white space at its edges.
final class LinkReader: CellReader {
    private let column: CellColumn
    private let prefix: String
    private let nothing: NothingWords

    init(_ column: CellColumn, prefix: String, nothing: NothingWords) {
        self.column = column
        self.prefix = prefix
        self.nothing = nothing
    }

    var columns: [CellColumn] { [column] }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        let cell = column.bytes(row)
        guard !nothing.contains(cell) else { return .none }
        let text = trimmed(cell.string)
        guard text.utf8.count <= 180, text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            remarks.refuse(cell.string, column, "cannot name a record, which has at most 180 bytes on one line")
            return .none
        }
        return .text(prefix + text)
    }
}

/// Who said so and where. See ``sources(publisher:addresses:)``.
final class SourcesReader: CellReader {
    private let publisher: CellColumn?
    private let address: CellColumn?
    private let nothing: NothingWords?
    @exclusivity(unchecked) private var publishers = CellMemo<CellReading<String>>()

    init(_ publisher: CellColumn?, addresses: CellColumn?, nothing: NothingWords?) {
        self.publisher = publisher
        address = addresses
        self.nothing = nothing
    }

    var columns: [CellColumn] { [publisher, address].compactMap(\.self) }

    func read(_ row: TableRow, _ remarks: inout RowRemarks) -> MappedValue {
        var name = ""
        if let publisher {
            let cell = publisher.bytes(row)
            name = text(publishers.value(cell) { reading($0) }, cell, publisher, &remarks)
        }
        var locators: [String] = []
        if let address {
            let cell = address.bytes(row)
            if !cell.isEmpty {
                let text = text(reading(cell), cell, address, &remarks)
                locators = addresses(in: text)
                let isWhole = locators.count == 1 ? locators[0] == text : addressCell(locators) == text
                if !isWhole { remarks.keep(text, address) }
            }
        }
        let all = sources(publisher: name, addresses: locators)
        return all.isEmpty ? .none : .sources(all)
    }

    private func reading(_ cell: ArraySlice<UInt8>) -> CellReading<String> {
        if let nothing, nothing.contains(cell) { return .blank }
        return readText(cell.string)
    }

    private func text(
        _ reading: CellReading<String>, _ cell: ArraySlice<UInt8>, _ column: CellColumn, _ remarks: inout RowRemarks
    ) -> String {
        switch reading {
        case .blank: return ""
        case .value(let text): return text
        case .refused(let reason):
            remarks.refuse(cell.string, column, reason)
            return ""
        }
    }
}
