import Foundation
import LedgerTesting
import Testing

@testable import Tables

/// Whatever a file holds, reading it ends in rows or in a sentence: no trap, no hang, no memory without bound.
@Suite struct TableFuzzTests {
    private static let rounds = 400

    private let xlsx: [UInt8]
    private let texts: [[UInt8]]

    init() {
        var workbook = TestWorkbook(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>b &amp; c</t></is></c></row>"
                + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>44702.5</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>"
                + "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c><c r=\"D5\" t=\"str\"><f>1</f><v>x_x000A_</v></c></row>"
        )
        workbook.strings = "<si><r><t>a</t></r><rPh><t>x</t></rPh></si><si><t>&#233;</t></si>"
        workbook.styles =
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy\"/></numFmts><cellXfs><xf/><xf numFmtId=\"170\"/></cellXfs>"
        workbook.sheets.append(("Other", "hidden", "<row><c><v>1</v></c></row>"))
        xlsx = workbook.bytes
        let wide = "\u{FEFF}a;b\r\n\"é\";2\r\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        texts = [
            Array("Title\n\na,b,c\n#x,#y+z,#w\n\"1,5\",\"say \"\"hi\"\"\",Río\r\n2,,\n".utf8), wide,
            Array("sep=;\na;b\nMelilla;Espa".utf8) + [0xF1, 0x61, 0x0A],
            Array("[{\"a\":1.5e3,\"b\":\"\\u00e9\\n\"},{\"c\":[1,{\"d\":null}],\"a\":true}]".utf8),
            Array("{\"a\":\"x\"}\n{\"a\":-0.5}\n".utf8),
        ]
    }

    /// Reads all of it; what it is refused with is a sentence.
    private func read(_ bytes: [UInt8], _ request: TableRequest, _ said: @autoclosure () -> String) {
        let start = ContinuousClock.now
        do throws(TableError) {
            let file = try TableFile(bytes, name: "the file", request) { $0 == "a" || $0 == "b" }
            var reader = try file.rows()
            var row = TableRow()
            var rows = 0
            while try reader.next(&row) {
                rows += 1
                for index in 0..<row.count where String(validating: row.bytes(index), as: UTF8.self) == nil {
                    Issue.record("\(said()): a cell is not UTF-8")
                }
            }
            if rows > 0 {
                let stored = try StoredTable(file)
                var reader = stored.reader
                try reader.read(stored.count, into: &row)
                if stored.count != rows || row.count != stored.header.count {
                    Issue.record("\(said()): what is stored is not what was read")
                }
            }
        } catch {
            if !error.description.hasSuffix(".") { Issue.record("\(said()): \(error.description)") }
        }
        if ContinuousClock.now - start > .seconds(20) { Issue.record("\(said()): it took too long") }
    }

    private func request(_ random: inout SeededGenerator) -> TableRequest {
        guard random.chance(20) else { return TableRequest() }
        return TableRequest(
            encoding: random.pick([nil] + TextEncoding.allCases), headerRow: random.pick([nil, 1, 3, -1, .max]),
            sheet: random.pick([nil, "Other", "2", "-1"]))
    }

    @Test func `mutated texts are read or refused`() {
        var random = SeededGenerator(for: "mutated texts")
        for round in 0..<Self.rounds {
            var bytes = random.pick(texts)
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
            read(bytes, request(&random), "round \(round) of seed \(random.seed)")
        }
    }

    @Test func `random bytes are read or refused`() {
        var random = SeededGenerator(for: "random bytes")
        let beginnings: [[UInt8]] = [
            [], [0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0xFF, 0xFE], [0x5B],
        ]
        for round in 0..<Self.rounds {
            let bytes = random.pick(beginnings) + random.bytes(Int.random(in: 0...600, using: &random))
            read(bytes, request(&random), "round \(round) of seed \(random.seed)")
        }
    }

    @Test func `workbooks whose archive was mutated are read or refused`() throws {
        var random = SeededGenerator(for: "mutated archives")
        // Where the records of the archive begin.
        let records = xlsx.indices.filter {
            $0 + 4 < xlsx.count && xlsx[$0] == 0x50 && xlsx[$0 + 1] == 0x4B && xlsx[$0 + 2] < 7
        }
        for round in 0..<Self.rounds {
            var bytes = xlsx
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                if random.chance(70) {
                    // A field of a record: a size, an offset, a count, a method, a flag.
                    let place = min(random.pick(records) + Int.random(in: 4..<46, using: &random), bytes.count - 1)
                    let value: UInt8 = random.pick([0, 1, 8, 9, 0x7F, 0x80, 0xFF])
                    for index in place..<min(place + random.pick([1, 2, 4]), bytes.count) { bytes[index] = value }
                } else {
                    mutate(&bytes, &random)
                }
            }
            read(bytes, request(&random), "round \(round) of seed \(random.seed)")
        }
    }

    @Test func `workbooks whose XML was mutated are read or refused`() {
        var random = SeededGenerator(for: "mutated XML")
        var workbook = TestWorkbook("")
        for round in 0..<Self.rounds {
            // With checksums that are right, so that the XML is reached.
            var archive = TestArchive()
            for part in parts() {
                var text = part.text
                if random.chance(40) { mutateXML(&text, &random) }
                archive.add(part.name, text)
            }
            read(archive.bytes, request(&random), "round \(round) of seed \(random.seed)")
        }
        workbook.sheets = []
        read(workbook.bytes, TableRequest(), "a workbook without sheets")
    }

    /// The parts of the whole workbook, which are stored as they are.
    private func parts() -> [(name: String, text: [UInt8])] {
        var parts: [(name: String, text: [UInt8])] = []
        var index = 0
        func number(_ offset: Int, _ bytes: Int) -> Int {
            (0..<bytes).reduce(0) { $0 | Int(xlsx[index + offset + $1]) << (8 * $1) }
        }
        while xlsx[index + 2] == 3 {
            let name = index + 30..<index + 30 + number(26, 2)
            let text = name.upperBound..<name.upperBound + number(18, 4)
            parts.append((String(decoding: xlsx[name], as: UTF8.self), Array(xlsx[text])))
            index = text.upperBound
        }
        return parts
    }

    private func mutateXML(_ text: inout [UInt8], _ random: inout SeededGenerator) {
        let tokens = [
            "<row>", "</row>", "<c t=\"s\">", "</c>", "<v>", "</v>", "<is>", "<t>", "</t>", "&amp;", "&#x110000;",
            "&x;",
            "<![CDATA[", "]]>", "<!--", "-->", "<?x", "?>", "<!DOCTYPE x>", "r=\"XFD1048576\"",
            "r=\"99999999999999999999\"",
            " s=\"-1\"", "t=\"d\"", "<rPh>", "/>", "\"", "'", "<v>1e999</v>", "<v>4294967296</v>",
            "Target=\"../../../x\"",
            "<sheetData>", "</sheetData>", "<row r=\"1048577\">", "_xD800_",
        ]
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let places = text.indices.filter { [0x3C, 0x3E, 0x20, 0x22].contains(text[$0]) }
            guard let place = places.randomElement(using: &random) else { return }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: text.insert(contentsOf: Array(random.pick(tokens).utf8), at: place)
            case 1: text.replaceSubrange(place..<min(place + 6, text.count), with: Array(random.pick(tokens).utf8))
            case 2: text.removeSubrange(place..<min(place + Int.random(in: 1...20, using: &random), text.count))
            default: mutate(&text, &random)
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else {
            bytes = random.bytes(8)
            return
        }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...8, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.insert(contentsOf: random.bytes(Int.random(in: 1...8, using: &random)), at: place)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 5: bytes[place] = random.pick(Array("\",;\n\r\t|{}[]<>&#\0".utf8) + [0x80, 0xC3, 0xED, 0xF4, 0xFF])
        default: bytes.insert(contentsOf: Array(repeating: bytes[place], count: 200), at: place)
        }
    }
}
