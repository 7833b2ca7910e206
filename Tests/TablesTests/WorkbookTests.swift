import Foundation
import LedgerTesting
import Testing

@testable import Tables

@Suite struct WorkbookTests {
    private let header =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" t=\"str\"><v>b</v></c></row>"

    private func read(
        _ rows: String, _ request: TableRequest = TableRequest(), _ change: (inout TestWorkbook) -> Void = { _ in }
    ) throws(TableError) -> ReadTable {
        var workbook = TestWorkbook(header + rows)
        change(&workbook)
        return try ReadTable(workbook.bytes, request)
    }

    @Test func `shared, rich, inline and calculated texts are read, without how they are pronounced`() throws {
        let read = try read(
            "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>ab</t></r><r><t xml:space=\"preserve\"> c</t></r></is></c>"
                + "<c r=\"B3\" t=\"str\"><f>A1&amp;\"x\"</f><v>a &lt;&#233;&gt;</v></c></row>"
        ) {
            $0.strings =
                "<si><t/></si><si><r><rPr><b/></rPr><t>Río</t></r><r><t> Bravo</t></r><rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh>"
                + "<phoneticPr fontId=\"1\"/></si>"
        }
        #expect(read.rows == [["Río Bravo", ""], ["ab c", "a <é>"]])
    }

    @Test func `characters that XML cannot hold are read, and CDATA is text`() throws {
        let read = try read(
            "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t><![CDATA[<x> & ]]]]></t></is></c></row>"
        ) { $0.strings = "<si><t>1_x000A_2_x005F_x000D_ _xZZZZ_ _x12</t></si>" }
        #expect(read.rows == [["1\n2_x000D_ _xZZZZ_ _x12", "<x> & ]]"]])
    }

    @Test func `numbers are the shortest decimals that read back as the same`() throws {
        let values = [
            "36.891500000000001": "36.8915", "1.0": "1", "1E3": "1000", "-0.1": "-0.1", "1.5E-5": "0.000015",
            "12345678901234567": "12345678901234568", "0": "0", "-7": "-7", "1.2345E+20": "123450000000000000000",
            "4.4999999999999998E-2": "0.045", "1e300": "1e+300",
        ]
        for (value, text) in values {
            let read = try read("<row r=\"2\"><c r=\"A2\"><v>\(value)</v></c></row>")
            #expect(read.rows == [[text, ""]], "\(value)")
            #expect(read.types[0][0] == .number)
        }
    }

    @Test func `truth values, and what could not be calculated, are what they are`() throws {
        let read = try read(
            "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#NAME?</v></c></row>")
        #expect(read.rows == [["TRUE", "FALSE"], ["#NAME?", ""]])
        #expect(read.types[0] == [.boolean, .boolean])
        #expect(read.types[1][0] == .error)
    }

    /// Expected by Python's datetime, counted from 1899-12-30 (and 1899-12-31 before 1 March 1900), or 1904-01-01.
    @Test(arguments: [
        ("44702", DateSystem.from1900, "2022-05-21"), ("44702.5", .from1900, "2022-05-21 12:00:00"),
        ("44702.999988425923", .from1900, "2022-05-21 23:59:59"), ("44702.999999999", .from1900, "2022-05-22"),
        ("1", .from1900, "1900-01-01"), ("59", .from1900, "1900-02-28"), ("60", .from1900, "60"),
        ("61", .from1900, "1900-03-01"), ("0.25", .from1900, "06:00:00"), ("2958465", .from1900, "9999-12-31"),
        ("2958466", .from1900, "2958466"), ("-1", .from1900, "-1"), ("43240", .from1904, "2022-05-21"),
        ("0", .from1904, "1904-01-01"), ("36526.000011574", .from1904, "2004-01-02 00:00:01"),
        ("45351", .from1900, "2024-02-29"), ("44702.123456", .from1900, "2022-05-21 02:57:46.598"),
    ])
    func `numbers that a style shows as dates are dates, by the workbook's first day`(
        serial: String, system: DateSystem, text: String
    ) throws {
        let read = try read(
            "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>\(serial)</v></c><c r=\"B2\" s=\"0\"><v>5</v></c></row>"
        ) {
            $0.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
            if system == .from1904 { $0.workbookProperties = "<workbookPr date1904=\"1\"/>" }
        }
        #expect(read.rows == [[text, "5"]])
        #expect(read.types[0] == [text.contains(/[-:]../) ? .date : .number, .number])
        #expect(read.file.description.dateSystem == system)
    }

    @Test(arguments: [
        ("yyyy\\-mm\\-dd", true), ("[$-409]d\\-mmm\\-yy;@", true), ("h:mm AM/PM", true), ("General", false),
        ("0.00", false),
        ("#,##0\" days\"", false), ("[Red]0.0", false), ("[h]:mm:ss", false), ("\"day\" 0", false), ("0_d", false),
        ("[Blue]dd/mm", true), ("mm:ss.0", true), ("0;\"d\"", false), ("[<43831]0;yyyy", false), ("\\d0", false),
    ])
    func `a format is one of dates by what it shows`(format: String, isDate: Bool) {
        #expect(CellStyles.isDate(format) == isDate)
    }

    @Test
    func `formats of the workbook's own and those that are built in tell dates, and styles of names do not count`()
        throws
    {
        let read = try read(
            "<row r=\"2\"><c r=\"A2\" s=\"2\"><v>44702</v></c><c r=\"B2\" s=\"1\"><v>44702</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" s=\"9\"><v>44702</v></c><c r=\"B3\" t=\"d\"><v>2022-05-21T00:00:00</v></c></row>"
        ) {
            $0.styles =
                "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.0\"/></numFmts>"
                + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                + "<cellXfs><xf/><xf numFmtId=\"165\"/><xf numFmtId=\"164\"/></cellXfs>"
        }
        #expect(read.rows == [["2022-05-21", "44702"], ["44702", "2022-05-21"]])
    }

    @Test func `rows and cells that are not there are empty, and rows with nothing in them are none`() throws {
        let read = try read(
            "<row r=\"3\"/><row r=\"7\"><c r=\"B7\"><v>1</v></c></row><row><c r=\"A8\" s=\"1\"/><c r=\"C8\" s=\"1\"/></row>"
                + "<row><c><v>2</v></c><c r=\"B9\" s=\"1\"/><c r=\"C9\" s=\"1\"/></row>")
        #expect(read.rows == [["", "1"], ["2", ""]])
        #expect(read.lines == [7, 9])
    }

    @Test func `what stands beyond the header's last column has a column of its own`() throws {
        let bytes = TestWorkbook(header + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"AB2\"><v>9</v></c></row>").bytes
        let stored = try StoredTable(try TableFile(bytes, name: "the file"))
        #expect(stored.header.count == 28)
        #expect(stored.header[1...2] == ["b", "column C"])
        #expect(stored.header[27] == "column AB")
        var row = TableRow()
        var reader = stored.reader
        try reader.read(1, into: &row)
        #expect(row.text(27) == "9")
    }

    private func three() -> TestWorkbook {
        var workbook = TestWorkbook("<row><c t=\"str\"><v>About this file</v></c></row>")
        workbook.sheets[0].name = "Notes"
        workbook.sheets.append(("Old", "hidden", header + "<row><c><v>0</v></c></row>"))
        workbook.sheets.append(("Data &amp; more", "visible", header + "<row><c><v>7</v></c></row>"))
        return workbook
    }

    @Test func `of several sheets the one with known headings is read, and the others are named`() throws {
        let read = try ReadTable(three().bytes, known: ["a", "b"])
        #expect(read.rows == [["7", ""]])
        #expect(read.sentences.contains("The sheet \"Data & more\" of an Excel workbook."))
        #expect(read.sentences.contains("Not read: the sheets \"Notes\", \"Old\" (hidden)."))
        #expect(try ReadTable(three().bytes).header == ["About this file"])
    }

    @Test func `the sheet that is asked for is read, by its name or number, hidden or not`() throws {
        #expect(try ReadTable(three().bytes, TableRequest(sheet: "Old")).rows == [["0", ""]])
        #expect(try ReadTable(three().bytes, TableRequest(sheet: "data & more")).rows == [["7", ""]])
        #expect(try ReadTable(three().bytes, TableRequest(sheet: "3")).rows == [["7", ""]])
        expectRefusal(
            refusal(three().bytes, TableRequest(sheet: "Daten")), .noSheet, "has no sheet \"Daten\"",
            "\"Notes\", \"Old\", \"Data & more\"")
        expectRefusal(refusal("a,b\n1,2\n", TableRequest(sheet: "x")), .noSheet, "is no workbook")
    }

    @Test func `names of parts are compared without case, and prefixes of elements mean nothing`() throws {
        var archive = TestWorkbook("").archive
        archive.parts.removeAll { $0.name.contains("sheet1") }
        archive.add(
            "XL\\Worksheets\\Sheet1.XML",
            "<?xml version=\"1.0\"?><!-- x --><x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r='1'><x:c r='A1' t='str'>"
                + "<x:v>h</x:v></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>")
        #expect(try ReadTable(archive.bytes).cells == [["h"], ["1"]])
    }

    @Test(arguments: [0, 5_000, 1 << 20]) func `many shared texts are kept in a file, and read the same`(
        inMemory: Int
    ) throws {
        let texts = (0..<1_000).map { "\($0)-" + String(repeating: "é", count: $0 % 40) }
        let xml = "<sst>" + texts.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>"
        let strings = try SharedStrings(XMLReader(MemoryStream(Array(xml.utf8)), part: "It"), inMemory: inMemory)
        #expect(strings.count == 1_000)
        var text: [UInt8] = []
        for index in [999, 0, 500, 1, 998, 41] {
            try strings.read(index, into: &text)
            #expect(String(decoding: text, as: UTF8.self) == texts[index])
        }
    }
}
