import Forms
import LedgerTesting
import Testing

@testable import Tables

@Suite struct CSVTests {
    private func cells(_ text: String) throws -> [[String]] { try ReadTable(text).cells }

    @Test func `quotes, doubled quotes, commas and line breaks inside cells are read`() throws {
        #expect(try cells("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n") == [["a", "b"], ["1,2", "say \"hi\""]])
        #expect(try cells("a,b\r\n\"x\r\ny\",\"\"\r\n") == [["a", "b"], ["x\r\ny", ""]])
        #expect(try cells("a,b\n\"\"\"\",2\n") == [["a", "b"], ["\"", "2"]])
        #expect(try cells("a,b\n1,x\"y\n") == [["a", "b"], ["1", "x\"y"]])
        #expect(try cells("a,b\n\"\",\"\"\"\"\"\"\n") == [["a", "b"], ["", "\"\""]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `rows end in LF, CRLF or CR`(end: String) throws {
        #expect(try cells("a,b\(end)1,2\(end)3,4\(end)") == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try cells("a,b\(end)1,2\(end)3,4") == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try cells("a,b\(end)\(end)1,2\(end)\(end)") == [["a", "b"], ["1", "2"]])
    }

    @Test func `a byte order mark is no part of the first header, and empty last cells are cells`() throws {
        #expect(try cells("\u{FEFF}\"a\",b\n1,\n") == [["a", "b"], ["1", ""]])
        #expect(try cells("a,b\n,2") == [["a", "b"], ["", "2"]])
        #expect(try cells("a,b\n1,2,,\n") == [["a", "b"], ["1", "2"]])
    }

    @Test func `a row with nothing in it is none`() throws {
        #expect(try cells("a,b\n1,2\n,\n \t\n3,4\n,,,\n") == [["a", "b"], ["1", "2"], ["3", "4"]])
    }

    @Test func `a combining character after a quote belongs to its cell`() throws {
        #expect(try cells("a,b\n1,\"\u{301}x\"\n") == [["a", "b"], ["1", "\u{301}x"]])
    }

    @Test func `a header that ends in delimiters has columns without headings, and rows may leave them out`() throws {
        #expect(
            try cells("a,b,c,\n1,2,3\n3,4,5,6\n") == [
                ["a", "b", "c", ""], ["1", "2", "3", ""], ["3", "4", "5", "6"],
            ])
    }

    @Test func `a row knows the line on which it begins and the row in which a spreadsheet shows it`() throws {
        let file = try TableFile(Array("a,b\n\"x\ny\",1\r\n\r2,3\n".utf8), name: "the file")
        var reader = try file.rows()
        var row = TableRow()
        #expect(try reader.next(&row))
        #expect((row.number, row.line, row.sheetRow) == (1, 2, 2))
        #expect(try reader.next(&row))
        #expect((row.number, row.line, row.sheetRow) == (2, 5, 4))
        #expect(try !reader.next(&row))
    }

    @Test func `a file cut in a quoted cell is refused, with row and line`() {
        expectRefusal(refusal("a,b\n1,2\n\"x\n\",\"cut\n4"), .unterminatedQuote, "Row 2, on line 4")
        expectRefusal(refusal("a,\"b"), .unterminatedQuote, "The header, on line 1")
    }

    @Test func `a quote that is never closed does not make one cell of the rest of a file`() {
        let rows = String(repeating: "1,2,3\n", count: 300_000)
        expectRefusal(refusal("a,b,c\n1,\"2,3\n" + rows), .tooLarge, "Row 1, on line 2", "1 MiB")
    }

    @Test func `ragged rows and text after a closing quote are refused, with row and line`() {
        expectRefusal(refusal("a,b\n1,2\n3\n"), .raggedRow, "Row 2, on line 3, has 1 cells where the header has 2")
        expectRefusal(refusal("a,b\n1,2,3\n"), .raggedRow, "Row 1, on line 2, has 3 cells")
        expectRefusal(refusal("a,b\n\"x\"y,2\n"), .malformedQuote, "Row 1, on line 2")
        expectRefusal(refusal("Title\n\na,b\n1,2\n\"x\"y,2\n"), .malformedQuote, "Row 2, on line 5")
    }

    @Test func `a row of more cells than a spreadsheet has is refused`() {
        expectRefusal(refusal(String(repeating: ",", count: 20_000) + "a\n"), .tooLarge, "16384 cells")
    }

    @Test(arguments: [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
    func `the delimiter is found out and said`(delimiter: String, name: String) throws {
        let text = "place,dead,note\n\"1,5; x\ty|z\",2,a\nx,3,\nz,,b\n"
        let quoted = text.replacing(",2,", with: "\u{1},2\u{1}").replacing("\u{1},", with: "\u{1}")
        // The delimiter between cells alone: the quoted cell keeps all four.
        let table = quoted.split(separator: "\n").map { line in
            line.hasPrefix("\"") ? line.replacing("\u{1}", with: delimiter) : line.replacing(",", with: delimiter)
        }
        let read = try ReadTable(table.joined(separator: "\n") + "\n")
        #expect(
            read.cells == [["place", "dead", "note"], ["1,5; x\ty|z", "2", "a"], ["x", "3", ""], ["z", "", "b"]])
        #expect(read.file.description.delimiter == delimiter)
        #expect(read.sentences.contains("separated by \(name), as found out"))
    }

    @Test func `decimal commas do not make a comma the delimiter`() throws {
        let read = try ReadTable("lat;lon;dead\n36,5;27,3;2\n35,1;26,9;1\n")
        #expect(read.rows == [["36,5", "27,3", "2"], ["35,1", "26,9", "1"]])
    }

    @Test func `known headings decide where rows do not`() throws {
        let read = try ReadTable("Web ID;Region\n1,1;a,a\n2,2;b,b\n3,3;c,c\n", known: ["Web ID", "Region"])
        #expect(read.file.description.delimiter == ";")
    }

    @Test(arguments: ["sep=;\n", "\u{FEFF}sep=;\r\n", "\"sep=;\"\n", "SEP=;\n"])
    func `a first line that states the delimiter is honoured and is no row`(line: String) throws {
        let read = try ReadTable(line + "a;b,c\n1;2,3\n")
        #expect(read.cells == [["a", "b,c"], ["1", "2,3"]])
        #expect(read.lines == [3])
        #expect(read.sentences.contains("semicolons, as its first line says"))
    }

    @Test func `a cell that a spreadsheet would execute is written as text, also behind a tab or a CR`() throws {
        let dangerous = ["=1+1", "+39 desk", "-cut", "@sum", "\t=1+1", "\r=1+1", "\tplain"]
        let harmless = ["-5", "+12", "a=b", " =1", "", "12..15", "~4"]
        let text = CSVText.table(header: ["cell", "next"], rows: (dangerous + harmless).map { [$0, "x"] })
        #expect(try ReadTable(text).rows.map { $0[0] } == dangerous.map { "'" + $0 } + harmless)
    }

    @Test func `a table of one column is a table`() throws {
        #expect(try cells("name\nx\ny\n") == [["name"], ["x"], ["y"]])
    }

    @Test(arguments: 1...40) func `what an independent writer quotes is read back, whatever the pieces`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let characters = Array("ab,;|\t\"\n\rÃ©ж\u{1F6A2}' ")
        let width = Int.random(in: 2...5, using: &random)
        let rows = (0..<Int.random(in: 1...40, using: &random)).map { row in
            (0..<width).map { column in
                // No row is blank, and the header is full.
                (column == 0 ? "k\(row)" : row == 0 ? "h" : "")
                    + String((0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(characters) })
            }
        }
        let delimiter = random.pick([",", ";", "\t", "|"])
        let text = rows.map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: delimiter)
        }.joined(separator: random.pick(["\n", "\r\n", "\r"]))
        // Bytes are compared: CR and LF are one character for Swift where they meet.
        var reader = CSVReader(
            TextStream(SmallPieces(Array(text.utf8), Int.random(in: 1...7, using: &random)), .utf8),
            delimiter: Array(delimiter.utf8)[0])
        var read: [[[UInt8]]] = []
        var row = TableRow()
        while try reader.next(&row) { read.append((0..<row.count).map { Array(row.bytes($0)) }) }
        #expect(read == rows.map { $0.map { Array($0.utf8) } }, "seed \(seed)")
    }
}

/// Bytes a few at a time.
final class SmallPieces: ByteStream {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], _ size: Int) {
        rest = bytes[...]
        self.size = size
    }

    func read(into buffer: inout [UInt8]) -> Bool {
        buffer = Array(rest.prefix(size))
        rest = rest.dropFirst(size)
        return !buffer.isEmpty
    }
}
