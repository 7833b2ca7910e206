/// Writes ZIP archives byte by byte (APPNOTE.TXT), apart from the library that reads them.
package struct TestArchive {
    package struct Part {
        package var name: String
        /// As it stands in the archive.
        package var stored: [UInt8]
        package var size: UInt32
        package var checksum: UInt32
        /// 0: stored, 8: deflated.
        package var method: UInt16 = 0
        /// 1: encrypted.
        package var flags: UInt16 = 0

        package init(name: String, stored: [UInt8], size: UInt32, checksum: UInt32) {
            self.name = name
            self.stored = stored
            self.size = size
            self.checksum = checksum
        }
    }

    package var parts: [Part] = []

    package init() {}

    package mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

    package mutating func add(_ name: String, _ bytes: [UInt8]) {
        parts.append(
            Part(name: name, stored: bytes, size: UInt32(bytes.count), checksum: Self.checksum(bytes)))
    }

    package var bytes: [UInt8] {
        var result: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let common =
                number(20, 2) + number(Int(part.flags), 2) + number(Int(part.method), 2) + number(0x5465_0000, 4)
                + number(Int(part.checksum), 4) + number(part.stored.count, 4) + number(Int(part.size), 4)
                + number(part.name.utf8.count, 2) + number(0, 2)
            directory += [0x50, 0x4B, 0x01, 0x02] + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
            directory += number(0, 4) + number(result.count, 4) + part.name.utf8
            result += [0x50, 0x4B, 0x03, 0x04] + common + part.name.utf8 + part.stored
        }
        let start = result.count
        result += directory + [0x50, 0x4B, 0x05, 0x06] + number(0, 4) + number(parts.count, 2)
        result += number(parts.count, 2) + number(directory.count, 4) + number(start, 4) + number(0, 2)
        return result
    }

    private func number(_ value: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}

/// A small workbook of which a test states only what it is about.
package struct TestWorkbook {
    package var sheets: [(name: String, state: String, rows: String)] = []
    /// The `si` elements.
    package var strings = ""
    /// The children of `styleSheet`.
    package var styles = ""
    package var workbookProperties = ""
    package var others: [(name: String, text: String)] = []

    private static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// - Parameter rows: the `row` elements of its only sheet.
    package init(_ rows: String) {
        sheets = [("Sheet1", "visible", rows)]
    }

    package var archive: TestArchive {
        var archive = TestArchive()
        archive.add("[Content_Types].xml", "<Types/>")
        archive.add("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        var list = ""
        var related = [("rIdS", "sharedStrings", "sharedStrings.xml"), ("rIdT", "styles", "/xl/styles.xml")]
        for (index, sheet) in sheets.enumerated() {
            list +=
                "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\" r:id=\"rId\(index)\"/>"
            related.append(("rId\(index)", "worksheet", "worksheets/sheet\(index + 1).xml"))
        }
        archive.add(
            "xl/workbook.xml",
            "<?xml version=\"1.0\"?><workbook xmlns=\"\(Self.namespace)\" xmlns:r=\"\(Self.types)\">"
                + "\(workbookProperties)<sheets>\(list)</sheets></workbook>")
        archive.add("xl/_rels/workbook.xml.rels", relations(related))
        archive.add("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.namespace)\">\(strings)</sst>")
        archive.add("xl/styles.xml", "<styleSheet xmlns=\"\(Self.namespace)\">\(styles)</styleSheet>")
        for (index, sheet) in sheets.enumerated() {
            archive.add(
                "xl/worksheets/sheet\(index + 1).xml",
                "<worksheet xmlns=\"\(Self.namespace)\"><sheetData>\(sheet.rows)</sheetData></worksheet>")
        }
        for other in others { archive.add(other.name, other.text) }
        return archive
    }

    package var bytes: [UInt8] { archive.bytes }

    private func relations(_ list: [(id: String, type: String, target: String)]) -> String {
        let items = list.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(Self.types)/\($0.type)\" Target=\"\($0.target)\"/>"
        }
        return "<Relationships>\(items.joined())</Relationships>"
    }
}
