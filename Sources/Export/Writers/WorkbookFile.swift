internal import CXlsxWriter
import Forms
import Foundation
import Incidents

/// A workbook that is written row after row, of which no more than one row a sheet is held; the only code that calls
/// libxlsxwriter.
@safe final class WorkbookFile {
    /// Of a sheet, its heading among them.
    static let mostRows = 1_048_576
    /// Of a cell, in units of UTF-16.
    static let longestText = 32_767
    /// Beyond it a cell's number, which is binary and of 64 bits, is no longer every whole number.
    private static let largestNumber: Int64 = 1 << 53

    let path: String
    // Unsafe: libxlsxwriter's own, alive until the workbook is closed, which is once; only this value uses them.
    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let heading: UnsafeMutablePointer<lxw_format>?
    private let dates: UnsafeMutablePointer<lxw_format>?
    private var sheets: [UnsafeMutablePointer<lxw_worksheet>]

    /// - Parameters:
    ///   - created: seconds since 1970-01-01T00:00:00Z, that the workbook states as its day.
    ///   - scratch: a folder for what is not yet part of it.
    init(_ path: String, titled title: String, created: Int, scratch: String) throws(LedgerError) {
        self.path = path
        unsafe sheets = []
        var made = unsafe UnsafeMutablePointer<lxw_workbook>?.none
        // Unsafe, here and below: libxlsxwriter copies the texts that it is lent for a call.
        unsafe scratch.withCString { folder in
            unsafe made = Self.book(path, folder)
        }
        guard let opened = unsafe made else {
            throw LedgerError(.refused, "Could not make \(path): there is no memory.")
        }
        unsafe book = opened
        unsafe heading = workbook_add_format(opened)
        unsafe format_set_bold(heading)
        unsafe dates = workbook_add_format(opened)
        unsafe format_set_num_format(dates, "yyyy-mm-dd")
        unsafe title.withCString { text in
            var properties = unsafe lxw_doc_properties()
            unsafe properties.title = UnsafeMutablePointer(mutating: text)
            unsafe properties.created = time_t(created)
            unsafe _ = workbook_set_properties(opened, &properties)
        }
    }

    private static func book(
        _ path: String, _ folder: UnsafePointer<CChar>
    ) -> UnsafeMutablePointer<lxw_workbook>? {
        var options = unsafe lxw_workbook_options()
        unsafe options.constant_memory = 1
        unsafe options.use_zip64 = 1
        unsafe options.tmpdir = UnsafeMutablePointer(mutating: folder)
        return unsafe workbook_new_opt(path, &options)
    }

    deinit {
        // What was not closed is not wanted; there is no other way to free it.
        if let book = unsafe book { unsafe _ = workbook_close(book) }
    }

    /// Adds a sheet with a heading that stays in sight.
    ///
    /// - Returns: its number.
    func addSheet(_ name: String, _ columns: [String]) throws(LedgerError) -> Int {
        guard let sheet = unsafe workbook_add_worksheet(book, name) else {
            throw LedgerError(.refused, "Could not write \(path): it takes no sheet \(name).")
        }
        unsafe sheets.append(sheet)
        for (place, column) in columns.enumerated() {
            unsafe _ = worksheet_write_string(sheet, 0, lxw_col_t(place), column, heading)
        }
        unsafe worksheet_freeze_panes(sheet, 1, 0)
        return unsafe sheets.count - 1
    }

    /// Writes a row. Rows of one sheet follow each other.
    ///
    /// - Parameter row: counts from 1 for the first below the heading.
    func write(_ cells: [ExportCell], row: Int, of number: Int) throws(LedgerError) {
        let (sheet, row) = unsafe (sheets[number], lxw_row_t(row))
        for (place, cell) in cells.enumerated() {
            let column = lxw_col_t(place)
            let error =
                switch cell {
                case .nothing: LXW_NO_ERROR
                case .integer(let number) where number.magnitude <= Self.largestNumber.magnitude:
                    unsafe worksheet_write_number(sheet, row, column, Double(number), nil)
                case .real(let number): unsafe worksheet_write_number(sheet, row, column, number, nil)
                case .truth(let isTrue): unsafe worksheet_write_boolean(sheet, row, column, isTrue ? 1 : 0, nil)
                case .day(let day) where day.number >= Self.firstDay:
                    unsafe worksheet_write_number(sheet, row, column, Double(day.number) + Self.dayZero, dates)
                case .text, .integer, .day, .instant:
                    unsafe worksheet_write_string(sheet, row, column, cell.text, nil)
                }
            guard error == LXW_NO_ERROR else { throw failure(error) }
        }
    }

    /// 1900-03-01: what is before it, spreadsheets count differently.
    private static let firstDay: Int32 = -25_508
    /// What a spreadsheet counts 1970-01-01 as.
    private static let dayZero = 25_569.0

    /// Writes what is left. The file is then whole.
    func close() throws(LedgerError) {
        // What did not fit the disk says so here, and nowhere else.
        for number in 0..<(unsafe sheets.count) {
            guard let rows = unsafe sheets[number].pointee.optimize_tmpfile else { continue }
            guard unsafe fflush(rows) == 0, unsafe ferror(rows) == 0 else {
                throw LedgerError(.refused, "Could not write \(path): the disk is full; make room and repeat.")
            }
        }
        let opened = unsafe book
        unsafe book = nil
        let error = unsafe workbook_close(opened)
        guard error == LXW_NO_ERROR else { throw failure(error) }
    }

    private func failure(_ error: lxw_error) -> LedgerError {
        // Unsafe: a text of the library that is never changed.
        let reason = unsafe lxw_strerror(error).map { unsafe String(cString: $0) } ?? "error \(error.rawValue)"
        return LedgerError(.refused, "Could not write \(path): \(reason).")
    }
}
