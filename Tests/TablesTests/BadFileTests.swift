import Foundation
import LedgerTesting
import Testing

@testable import Tables

/// What is no table that is read here is refused with a sentence that says what it seems to be.
@Suite struct BadFileTests {
    @Test(arguments: [
        ("%PDF-1.7\n", "is a PDF document"), ("<!DOCTYPE html><html>", "is a web page"),
        ("  \r\n<HTML><table>", "is a web page"), ("<?xml version=\"1.0\"?><kml/>", "is an XML document"),
        (
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
            "old workbook in XML"
        ),
        ("\u{1F}\u{8B}", ""), ("SQLite format 3\0", "is a database of SQLite"),
        ("{\\rtf1 x}", "is a document of rich text"),
        ("PAR1xx", "is a Parquet file"), ("BZh91AY", "is an archive of bzip2"),
    ])
    func `other kinds of files are named`(text: String, words: String) {
        let bytes = words.isEmpty ? [0x1F, 0x8B, 8, 0] : Array(text.utf8)
        expectRefusal(refusal(bytes), .anotherKind, words.isEmpty ? "is an archive of gzip" : words)
    }

    @Test func `a page in UTF-16 is a page`() {
        let bytes = "\u{FEFF}<html><body>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        expectRefusal(refusal(bytes), .anotherKind, "is a web page")
    }

    @Test func `what is empty is called empty`() {
        expectRefusal(refusal([]), .emptyFile, "the file is empty")
        expectRefusal(refusal(" \r\n\n\t"), .emptyFile)
        expectRefusal(refusal([0xEF, 0xBB, 0xBF]), .emptyFile)
        expectRefusal(refusal([0xFF, 0xFE]), .emptyFile)
        expectRefusal(refusal(TestWorkbook("").bytes), .emptyFile)
    }

    @Test func `what is binary is called so`() {
        expectRefusal(refusal([1, 2, 3, 0, 4]), .binaryFile, "byte 3 is NUL")
        expectRefusal(refusal([0x7F, 0x45, 0x4C, 0x46, 0, 1]), .anotherKind, "is a program")
    }

    @Test func `a file that is not there, and a folder, are refused`() throws {
        let folder = try TemporaryFolder()
        for (path, code, words) in [
            (folder.path("none"), TableError.Code.noFile, "There is no file"),
            (folder.path, .unreadable, "is a folder"),
        ] {
            let error = #expect(throws: TableError.self) { try TableFile(path) }
            #expect(error?.code == code)
            #expect(error?.description.contains(words) == true)
        }
    }

    /// A compound file whose directory is its second sector.
    private func compound(_ names: String...) -> [UInt8] {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
        bytes[30] = 9
        bytes[48] = 1
        bytes += [UInt8](repeating: 0xFF, count: 512)
        for name in ["Root Entry"] + names {
            let wide = name.utf8.flatMap { [$0, 0] as [UInt8] }
            bytes += wide + [UInt8](repeating: 0, count: 128 - wide.count)
        }
        return bytes
    }

    @Test func `old workbooks and those with a password are told apart`() {
        expectRefusal(refusal(compound("Workbook")), .anotherKind, "is an old Excel workbook (.xls)", ".xlsx")
        expectRefusal(refusal(compound("Book")), .anotherKind, "(.xls)")
        expectRefusal(refusal(compound("EncryptedPackage")), .encrypted, "protected by a password")
        expectRefusal(refusal(compound("WordDocument")), .anotherKind, "Word document")
        expectRefusal(refusal(Array(compound("Workbook").prefix(600))), .anotherKind, "older Office file")
    }

    @Test func `archives that are no workbook are named by what they hold`() {
        func archive(_ name: String) -> [UInt8] {
            var archive = TestArchive()
            archive.add(name, "x")
            return archive.bytes
        }
        expectRefusal(refusal(archive("a.csv")), .anotherKind, "ZIP archive that is no workbook (it has \"a.csv\")")
        expectRefusal(refusal(archive("word/document.xml")), .anotherKind, "is a Word document")
        expectRefusal(refusal(archive("META-INF/manifest.xml")), .anotherKind, "OpenDocument")
        expectRefusal(refusal(archive("xl/workbook.bin")), .anotherKind, "(.xlsb)")
        expectRefusal(refusal(TestArchive().bytes), .anotherKind, "has nothing in it")
    }

    @Test func `workbooks with macros, and encrypted archives, are refused`() {
        var workbook = TestWorkbook("<row><c><v>1</v></c></row>")
        workbook.others = [("xl/vbaProject.bin", "x")]
        expectRefusal(refusal(workbook.bytes), .macros, "(.xlsm)")
        var archive = TestWorkbook("<row><c><v>1</v></c></row>").archive
        archive.parts[2].flags = 1
        expectRefusal(refusal(archive.bytes), .encrypted, "protected by a password")
    }

    @Test func `a document type is refused before any entity of it is read`() {
        var archive = TestWorkbook("").archive
        archive.parts.removeAll { $0.name.contains("sheet1") }
        archive.add(
            "xl/worksheets/sheet1.xml",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&e;</v></c></row>"
                + "</sheetData></worksheet>")
        expectRefusal(refusal(archive.bytes), .documentType, "sheet1.xml", "document type")
        let entity = TestWorkbook("<row><c t=\"str\"><v>&e;</v></c></row>").bytes
        expectRefusal(refusal(entity), .damaged, "the entity \"&e;\"")
    }

    @Test(arguments: [
        ("<row r=\"2\"/><row r=\"2\"/>", "the row \"2\" after row 2"), ("<row r=\"x\"/>", "the row \"x\""),
        ("<row><c r=\"B1\"/><c r=\"A1\"/></row>", "a cell \"A1\" out of its place"),
        ("<row><c r=\"ZZZZ1\"/></row>", "out of its place"), ("<row><c r=\"1\"/></row>", "out of its place"),
        ("<row><c t=\"s\"><v>0</v></c></row>", "a shared text that is not there"),
        ("<row><c t=\"s\"><v>-1</v></c></row>", "a shared text that is not there"),
        ("<row><c><v>1,5</v></c></row>", "\"1,5\" as a number"),
        ("<row><c><v>nan</v></c></row>", "\"nan\" as a number"),
        ("<row><c t=\"q\"><v>1</v></c></row>", "a type that no cell has"),
        ("<row><c></row>", "closes \"row\" where another element is open"), ("<row", "markup without a name"),
        ("<row /x>", "markup that is none of XML"),
        ("<row r=1/>", "an attribute without quotes"), ("<row>&nbsp;</row>", "none of XML's own"),
        ("<row>&#0;</row>", "none of XML's own"), ("<row>&#xD800;</row>", "none of XML's own"),
        ("<>", "markup without a name"),
        (String(repeating: "<row>", count: 300), "more than 256 deep"),
    ])
    func `a sheet that contradicts itself is refused with what is wrong`(rows: String, words: String) {
        expectRefusal(refusal(TestWorkbook(rows).bytes), .damaged, words)
    }

    @Test func `a part that is not there, twice there, cut or changed is refused`() {
        let whole = TestWorkbook("<row><c><v>1</v></c></row>").archive
        var without = whole
        without.parts.removeAll { $0.name.contains("sheet1") }
        expectRefusal(refusal(without.bytes), .damaged, "lacks its part \"xl/worksheets/sheet1.xml\"")
        var twice = whole
        twice.add("XL/workbook.xml", "<workbook/>")
        expectRefusal(refusal(twice.bytes), .damaged, "two parts called \"xl/workbook.xml\"")
        expectRefusal(refusal(Array(whole.bytes.prefix(500))), .damaged, "cannot be opened")
        var changed = whole
        changed.parts[2].checksum ^= 1
        expectRefusal(refusal(changed.bytes), .damaged, "xl/workbook.xml", "cannot be read")
        var none = whole
        none.parts.removeAll { $0.name.contains("sheet1") || $0.name == "xl/workbook.xml" }
        none.add("xl/workbook.xml", "<workbook><sheets/></workbook>")
        expectRefusal(refusal(none.bytes), .noSheet, "without a sheet")
    }

    @Test func `a small archive that would become a huge file is refused, whatever it says of itself`() throws {
        let folder = try TemporaryFolder()
        let zeros = [UInt8](repeating: 0x20, count: 48 << 20)
        let bomb = try deflated(zeros, in: folder.url)
        var archive = TestWorkbook("").archive
        let index = try #require(archive.parts.firstIndex { $0.name.contains("sheet1") })
        archive.parts[index].stored = bomb
        archive.parts[index].method = 8
        archive.parts[index].size = UInt32(zeros.count)
        expectRefusal(refusal(archive.bytes), .zipBomb, "sheet1.xml", "300 times its size")
        // It says that it is small.
        archive.parts[index].size = 1_000
        let error = refusal(archive.bytes)
        #expect(error?.code == .zipBomb || error?.code == .damaged)
        var guardian = BombGuard(subject: "It", compressed: 1 << 30, limit: 1_000)
        try guardian.add(1_000)
        let limited = #expect(throws: TableError.self) { try guardian.add(1) }
        #expect(limited?.code == .zipBomb)
    }

    @Test func `cells of a workbook are bounded`() {
        let long = String(repeating: "x", count: 3 << 20)
        expectRefusal(refusal(TestWorkbook("<row><c t=\"str\"><v>\(long)</v></c></row>").bytes), .tooLarge, "1 MiB")
        expectRefusal(
            refusal(TestWorkbook("<row><c t=\"inlineStr\"><is><t>\(long)</t></is></c></row>").bytes), .tooLarge, "1 MiB"
        )
        var shared = TestWorkbook("<row><c t=\"s\"><v>0</v></c></row>")
        shared.strings = "<si><t>\(long)</t></si>"
        expectRefusal(refusal(shared.bytes), .tooLarge, "1 MiB")
    }

    @Test func `what is asked of a table that cannot have it is refused, and not passed over`() {
        let workbook = #expect(throws: TableError.self) {
            try TableFile(TestWorkbook("<row><c><v>1</v></c></row>").bytes, name: "It", TableRequest(encoding: .utf8))
        }
        expectRefusal(workbook, .badRequest, "is a workbook", "--encoding")
        let json = #expect(throws: TableError.self) {
            try TableFile(Array("[{\"a\": 1}]".utf8), name: "It", TableRequest(headerRow: 2))
        }
        expectRefusal(json, .badRequest, "is JSON", "--header-row")
    }
}
