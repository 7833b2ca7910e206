import Testing

@testable import Forms

@Suite struct CSVTableTests {
    private func cells(_ text: String) throws -> [[String]] {
        let table = try CSVTable(Array(text.utf8))
        return [table.header] + table.rows.map(\.cells)
    }

    private func code(_ bytes: [UInt8]) -> CSVError.Code? {
        do {
            _ = try CSVTable(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `quotes, doubled quotes, commas and line breaks inside cells are read`() throws {
        #expect(try cells("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n") == [["a", "b"], ["1,2", "say \"hi\""]])
        #expect(try cells("a,b\r\n\"x\r\ny\",\"\"\r\n") == [["a", "b"], ["x\r\ny", ""]])
        #expect(try cells("a,b\n\"\"\"\",2\n") == [["a", "b"], ["\"", "2"]])
        #expect(try cells("a,b\n1,x\"y\n") == [["a", "b"], ["1", "x\"y"]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `rows end in LF, CRLF or CR`(end: String) throws {
        #expect(try cells("a,b\(end)1,2\(end)3,4\(end)") == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try cells("a,b\(end)1,2\(end)3,4") == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try cells("a,b\(end)\(end)1,2\(end)\(end)") == [["a", "b"], ["1", "2"]])
    }

    @Test func `a byte order mark is no part of the first header, and empty last cells are cells`() throws {
        #expect(try cells("\u{FEFF}\"a\",b\n1,\n") == [["a", "b"], ["1", ""]])
        #expect(try cells("a,b\n,") == [["a", "b"], ["", ""]])
        #expect(try cells("a,b\n1,2,,\n") == [["a", "b"], ["1", "2"]])
    }

    @Test func `a combining character after a quote belongs to its cell`() throws {
        #expect(try cells("a,b\n1,\"\u{301}x\"\n") == [["a", "b"], ["1", "\u{301}x"]])
    }

    @Test func `a row knows the line on which it begins`() throws {
        let table = try CSVTable(Array("a,b\n\"x\ny\",1\r\n2,3\n".utf8))
        #expect(table.rows.map(\.line) == [2, 4])
    }

    @Test func `a file cut in a quoted cell is refused, with row and line`() {
        let error = #expect(throws: CSVError.self) { try CSVTable(Array("a,b\n1,2\n\"x\n\",\"cut\n4".utf8)) }
        #expect(error?.code == .unterminatedQuote)
        #expect(error?.description.contains("Row 2, on line 4") == true)
        #expect(code(Array("a,\"b".utf8)) == .unterminatedQuote)
    }

    @Test func `ragged rows and text after a closing quote are refused, with row and line`() {
        let short = #expect(throws: CSVError.self) { try CSVTable(Array("a,b\n1,2\n3\n".utf8)) }
        #expect(short?.code == .raggedRow)
        #expect(short?.description.contains("Row 2, on line 3, has 1 cells") == true)
        #expect(code(Array("a,b\n1,2,3\n".utf8)) == .raggedRow)
        let malformed = #expect(throws: CSVError.self) { try CSVTable(Array("a,b\n\"x\"y,2\n".utf8)) }
        #expect(malformed?.code == .malformedQuote)
        #expect(malformed?.description.contains("Row 1, on line 2") == true)
    }

    @Test func `what is no text is refused`() {
        #expect(code([]) == .emptyFile)
        #expect(code(Array(" \r\n\n".utf8)) == .emptyFile)
        #expect(code([0xEF, 0xBB, 0xBF]) == .emptyFile)
        #expect(code(Array("a,b\n".utf8)) == .noRows)
        #expect(code([0x7F, 0x45, 0x4C, 0x46, 0, 1]) == .binaryFile)
        #expect(code([0xFF, 0xFE, 0x61, 0x00]) == .notUTF8)
        let error = #expect(throws: CSVError.self) { try CSVTable(Array("a,b\n1,".utf8) + [0xE9, 0x2C]) }
        #expect(error?.code == .notUTF8)
        #expect(error?.description.contains("byte 6, on line 2") == true)
        #expect(code(Array("a\n".utf8) + [0xE2, 0x82]) == .notUTF8)
    }

    @Test func `a cell that a spreadsheet would execute is written as text, also behind a tab or a CR`() throws {
        let dangerous = ["=1+1", "+39 desk", "-cut", "@sum", "\t=1+1", "\r=1+1", "\tplain"]
        let harmless = ["-5", "+12", "a=b", " =1", "", "12..15", "~4"]
        let text = CSVText.table(header: ["cell", "next"], rows: (dangerous + harmless).map { [$0, "x"] })
        let rows = try CSVTable(Array(text.utf8)).rows.map { $0.cells[0] }
        #expect(rows == dangerous.map { "'" + $0 } + harmless)
    }
}
