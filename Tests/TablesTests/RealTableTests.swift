import Crypto
import Foundation
import LedgerTesting
import Testing

@testable import Tables

/// Real exports, cell by cell, against what Python's csv and openpyxl read. The digests are of all cells, the header
/// among them, with U+001F after each but a row's last, and U+001E after a row; rows with nothing in them left out.
@Suite struct RealTableTests {
    @Test(arguments: [
        ("export-2018-01-17.csv", 3_238, 20, "aa92481e7cad84cc"),
        ("export-2019-07-09.csv", 5_560, 20, "4c296d8220e4bd99"),
        ("export-2020-01-08.csv", 6_249, 20, "2920a38647bf529d"),
        ("export-2020-01-16.csv", 6_339, 22, "7565be49fc3ab3c5"),
        ("export-2021-03-27.csv", 8_296, 20, "2f640102d96188d6"),
        ("export-2022-03-24-year-2021.csv", 1_833, 21, "880410a830d8b57e"),
        ("export-2022-05-21.xlsx", 10_606, 24, "a7d5ac35a7d59ede"),
        ("export-2024-04-10.csv", 535, 23, "744e0b50e3fc57c7"),
        ("export-2024-12-17.xlsx", 17_474, 25, "48556c5188bd0ddf"),
        ("hdx-2017-05-31.csv", 2_420, 12, "aa2708a05eb93183"),
        ("hdx-2024-08-07.csv", 3_723, 19, "61a6d7b2767b21ec"),
    ])
    func `every cell of a real export is read as independent programs read it`(
        name: String, rows: Int, columns: Int, digest: String
    ) throws {
        let file = try TableFile(RealExports.data.appending(path: "missing-migrants/\(name)").path)
        var hash = SHA256()
        hash.update(data: Data((file.header.joined(separator: "\u{1F}") + "\u{1E}").utf8))
        var reader = try file.rows()
        var row = TableRow()
        var count = 0
        while try reader.next(&row) {
            count += 1
            var bytes: [UInt8] = []
            for index in 0..<row.count {
                bytes += row.bytes(index)
                bytes.append(index + 1 == row.count ? 0x1E : 0x1F)
            }
            hash.update(data: bytes)
        }
        #expect(count == rows)
        #expect(file.header.count == columns)
        let hex = hash.finalize().prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hex == digest)
    }

    @Test func `what was found out of a real export is said`() throws {
        func sentences(_ name: String) throws -> [String] {
            try TableFile(RealExports.data.appending(path: "missing-migrants/\(name)").path).description.sentences
        }
        #expect(
            try sentences("hdx-2017-05-31.csv") == [
                "CSV whose cells are separated by commas, as found out.",
                "Text in Windows-1252, assumed, since it is no UTF-8.", "The only header is HXL tags, on line 1.",
            ])
        #expect(try sentences("export-2022-05-21.xlsx") == ["The sheet \"Worksheet\" of an Excel workbook."])
    }

    @Test func `stored rows are what reading gives, in any order`() throws {
        let file = try TableFile(RealExports.data.appending(path: "missing-migrants/export-2024-04-10.csv").path)
        let read = try ReadTable(file)
        let stored = try StoredTable(file)
        var reader = stored.reader
        #expect(stored.count == read.rows.count)
        #expect(stored.header == read.header)
        var row = TableRow()
        let mixed = read.rows.indices.map { ($0 * 7_919 + 13) % read.rows.count }
        for index in Array(read.rows.indices.reversed()) + Array(read.rows.indices) + mixed {
            try reader.read(index + 1, into: &row)
            #expect(row.texts == read.rows[index])
            #expect((row.number, row.line) == (index + 1, read.lines[index]))
        }
    }
}
