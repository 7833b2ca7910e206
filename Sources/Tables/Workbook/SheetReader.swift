/// Reads the rows of a sheet one after the other.
///
/// Rows and cells that hold nothing are left out of a sheet's XML; a row that is not there is none, and a cell that is not
/// there is empty. Of a formula, what it gave when it was saved is read.
struct SheetReader: RowStream {
    private var xml: XMLReader
    private let strings: SharedStrings
    private let styles: CellStyles
    private let dates: DateSystem
    private var isInData = false
    private var isDone = false
    private var sheetRow = 0
    private var value: [UInt8] = []
    private var shared: [UInt8] = []

    init(_ xml: consuming XMLReader, strings: SharedStrings, styles: CellStyles, dates: DateSystem) {
        self.xml = xml
        self.strings = strings
        self.styles = styles
        self.dates = dates
    }

    mutating func next(_ row: inout TableRow) throws(TableError) -> Bool {
        while !isDone {
            switch try xml.next() {
            case .start where xml.name == Names.data: isInData = true
            case .start where isInData && xml.name == Names.row:
                try readRow(&row)
                if !row.isBlank { return true }
            case .end where xml.name == Names.data: isDone = true
            case .finished: isDone = true
            default: break
            }
        }
        return false
    }

    private mutating func readRow(_ row: inout TableRow) throws(TableError) {
        sheetRow = try number(ofRow: xml.attribute(Names.reference))
        row.clear()
        row.line = sheetRow
        row.sheetRow = sheetRow
        var filled = 0
        while true {
            switch try xml.next() {
            case .start where xml.name == Names.cell:
                if try readCell(&row) { filled = row.count }
            case .start: try xml.skipElement()
            case .end, .finished:
                // Cells that have a style and nothing else may follow the last one that says something.
                row.cut(to: filled)
                return
            case .text: break
            }
        }
    }

    /// Rows follow each other; one without a number is the next.
    private func number(ofRow reference: ArraySlice<UInt8>?) throws(TableError) -> Int {
        guard let reference else { return sheetRow + 1 }
        guard let number = Int(String(decoding: reference, as: UTF8.self)), number > sheetRow, number <= 1 << 30 else {
            throw TableError(
                .damaged,
                "The sheet has the row \(excerpt(String(decoding: reference, as: UTF8.self))) after row \(sheetRow):"
                    + " the file is damaged.")
        }
        return number
    }

    /// - Returns: whether it holds anything.
    private mutating func readCell(_ row: inout TableRow) throws(TableError) -> Bool {
        if let reference = xml.attribute(Names.reference) {
            guard let column = Self.column(reference), column >= row.count else {
                let name = excerpt(String(decoding: reference, as: UTF8.self))
                throw TableError(
                    .damaged, "Row \(sheetRow) of the sheet has a cell \(name) out of its place: the file is damaged.")
            }
            row.pad(to: column)
        }
        let type = xml.attribute(Names.text).map { String(decoding: $0, as: UTF8.self) } ?? "n"
        let style = xml.attribute(Names.style).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        try readValue(isText: type == "str")
        try row.checkSize { "Row \(sheetRow) of the sheet" }
        try add(to: &row, type, style)
        return !row.isEmpty(row.count - 1)
    }

    /// Reads the rest of a cell into `value`.
    private mutating func readValue(isText: Bool) throws(TableError) {
        value.removeAll(keepingCapacity: true)
        var isValue = false
        while true {
            switch try xml.next() {
            case .start where xml.name == Names.value: isValue = true
            case .start where xml.name == Names.inline: try xml.readRichText(into: &value)
            case .start: try xml.skipElement()
            case .text where isValue:
                value += xml.text
                guard value.count <= TableError.largestCell else {
                    throw TableError(
                        .tooLarge,
                        "Row \(sheetRow) of the sheet has a cell of more than 1 MiB, which is none of a table.")
                }
            case .end where isValue:
                isValue = false
                if isText { Escapes.decode(&value, from: 0) }
            case .end, .finished: return
            case .text: break
            }
        }
    }

    /// Adds `value` as a cell.
    private mutating func add(to row: inout TableRow, _ type: String, _ style: Int) throws(TableError) {
        guard !value.isEmpty else { return row.close() }
        switch type {
        case "s":
            guard let index = Int(String(decoding: value, as: UTF8.self)), 0..<strings.count ~= index else {
                throw fault("refers to a shared text that is not there")
            }
            try strings.read(index, into: &shared)
            row.add(shared[...])
            row.close()
        case "b":
            row.add(Array((value == [0x31] || value == Array("true".utf8) ? "TRUE" : "FALSE").utf8)[...])
            row.close(.boolean)
        case "e":
            row.add(value[...])
            row.close(.error)
        case "d":
            row.add(Self.day(value)[...])
            row.close(.date)
        case "n": try addNumber(to: &row, style)
        case "str", "inlineStr":
            row.add(value[...])
            row.close()
        default: throw fault("has a type that no cell has, \(excerpt(type))")
        }
    }

    private func addNumber(to row: inout TableRow, _ style: Int) throws(TableError) {
        if styles.isDate(style), let serial = CellNumber.value(value[...]), let text = dates.text(serial) {
            row.add(Array(text.utf8)[...])
            return row.close(.date)
        }
        guard let text = CellNumber.text(value[...]) else {
            throw fault("holds \(excerpt(String(decoding: value, as: UTF8.self))) as a number")
        }
        row.add(text[...])
        row.close(.number)
    }

    private func fault(_ what: String) -> TableError {
        TableError(.damaged, "A cell in row \(sheetRow) of the sheet \(what): the file is damaged.")
    }

    /// `2022-05-21T00:00:00` as other dates are written.
    private static func day(_ value: [UInt8]) -> [UInt8] {
        let text = String(decoding: value, as: UTF8.self).replacing("T", with: " ")
        let day = text.hasSuffix("Z") ? text.dropLast() : text[...]
        return Array((day.hasSuffix(" 00:00:00") ? day.dropLast(9) : day).utf8)
    }

    /// Of `BC12` 54: columns count from 0. Nil: it is no cell of a sheet.
    static func column(_ reference: ArraySlice<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            guard 0x41...0x5A ~= byte else { break }
            column = column * 26 + Int(byte - 0x40)
            guard column <= TableError.mostColumns else { return nil }
        }
        return column > 0 ? column - 1 : nil
    }
}
