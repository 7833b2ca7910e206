import Foundation
import LedgerTesting
import Testing

@testable import Tables

@Suite struct EncodingTests {
    private let text = "place,dead\nRío Bravo €,2\nΑιγαίο 🚢,3\n"
    private let cells = [["place", "dead"], ["Río Bravo €", "2"], ["Αιγαίο 🚢", "3"]]

    private func wide(_ text: String, isBig: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isBig ? [high, low] : [low, high]
        }
    }

    @Test func `UTF-8 is read with and without a mark`() throws {
        #expect(try ReadTable(text).cells == cells)
        let marked = try ReadTable("\u{FEFF}" + text)
        #expect(marked.cells == cells)
        #expect(marked.sentences.contains("Text in UTF-8, by its byte order mark."))
    }

    @Test(arguments: [true, false]) func `UTF-16 of both orders is read, by its mark or by its bytes`(
        isBig: Bool
    ) throws {
        let marked = try ReadTable(wide("\u{FEFF}" + text, isBig: isBig))
        #expect(marked.cells == cells)
        #expect(marked.file.description.encoding == (isBig ? .utf16BigEndian : .utf16LittleEndian))
        let latin = "place,dead\nRío Bravo,2\n"
        #expect(try ReadTable(wide(latin, isBig: isBig)).rows == [["Río Bravo", "2"]])
    }

    @Test func `what is no UTF-8 is read as Windows-1252, and that is said`() throws {
        let read = try ReadTable(
            Array("place,dead\nMelilla \u{2014} Espa".utf8.filter { $0 < 0x80 }) + [0xF1, 0x61, 0x2C, 0x80, 0x33, 0x0A])
        #expect(read.rows == [["Melilla  España", "€3"]])
        #expect(read.sentences.contains("Windows-1252, assumed, since it is no UTF-8"))
    }

    @Test func `every byte of Windows-1252 is what Foundation says it is`() throws {
        for byte in UInt8(0x80)...0xFF {
            let expected = String(data: Data([byte]), encoding: .windowsCP1252)
            let stream = TextStream(MemoryStream([byte]), .windows1252)
            var read: [UInt8] = []
            do {
                #expect(try stream.read(into: &read))
                #expect(String(decoding: read, as: UTF8.self) == expected, "\(byte)")
            } catch {
                #expect(error.code == .badEncoding)
                #expect([0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte), "\(byte)")
            }
        }
    }

    @Test func `what somebody asks for is taken instead`() throws {
        let asked = TableRequest(encoding: .windows1252)
        #expect(try ReadTable("a,b\né,1\n", asked).rows == [["Ã©", "1"]])
        expectRefusal(
            refusal(Array("a,b\n1,2\n".utf8) + [0xE9, 0x2C], TableRequest(encoding: .utf8)), .badEncoding,
            "is not UTF-8: byte 8, on line 3")
    }

    @Test func `who asks for UTF-16 need not know its order where the file states it`() throws {
        let bytes = wide("\u{FEFF}" + text, isBig: true)
        #expect(try ReadTable(bytes, TableRequest(encoding: .utf16LittleEndian)).cells == cells)
    }

    @Test func `names of encodings are those that people use, and others are refused`() throws {
        #expect(try TextEncoding(named: "UTF-8") == .utf8)
        #expect(try TextEncoding(named: "cp1252") == .windows1252)
        #expect(try TextEncoding(named: "latin1") == .windows1252)
        #expect(try TextEncoding(named: "utf_16-LE") == .utf16LittleEndian)
        #expect(try TextEncoding(named: "utf16be") == .utf16BigEndian)
        let error = #expect(throws: TableError.self) { try TextEncoding(named: "klingon") }
        #expect(error?.description.contains("\"klingon\" is no encoding") == true)
    }

    @Test func `UTF-8 that is damaged in one place is not taken for Windows-1252`() {
        let good = Array("a,b\nñ,é\nü,ß\n".utf8)
        expectRefusal(
            refusal(good + [0xE9, 0x2C, 0x31]), .badEncoding, "is UTF-8, but byte 16, on line 4", "--encoding")
        expectRefusal(refusal(good + [0x78, 0x2C, 0xE2, 0x82]), .badEncoding, "ends inside a character", "was cut")
    }

    @Test func `what is of no encoding is refused`() {
        expectRefusal(
            refusal(Array("a,b\n1,".utf8) + [0xE9, 0x81, 0x2C]), .badEncoding,
            "neither UTF-8 (byte 6, on line 2) nor Windows-1252 (byte 7)")
        expectRefusal(refusal(Array("a,b\n1,".utf8) + [0, 0x32]), .binaryFile, "byte 6 is NUL")
        expectRefusal(refusal([0xFF, 0xFE, 0x61, 0x00, 0x2C]), .badEncoding, "ends inside a character")
        expectRefusal(refusal([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xDC, 0x61, 0x00]), .badEncoding, "byte 4")
    }

    @Test(arguments: 1...60) func `any bytes are what the standard library says they are, whatever the pieces`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<30 {
            let text = String(random.pick(Array("aé€🚢\u{7FF}\u{800}\u{FFFF}\u{10000}")))
            bytes += random.chance(97) ? Array(text.utf8) : random.bytes(1)
        }
        let isWide = random.chance(30)
        let encoding: TextEncoding = isWide ? .utf16LittleEndian : .utf8
        if isWide {
            bytes = wide(String(decoding: bytes, as: UTF8.self), isBig: false) + (random.chance(20) ? [0] : [])
        }
        let expected =
            isWide
            ? bytes.count % 2 == 0 ? String(data: Data(bytes), encoding: .utf16LittleEndian) : nil
            : String(validating: bytes, as: UTF8.self)
        let stream = TextStream(SmallPieces(bytes, Int.random(in: 1...5, using: &random)), encoding)
        var read: [UInt8] = []
        var piece: [UInt8] = []
        var isRefused = false
        do {
            while try stream.read(into: &piece) { read += piece }
        } catch {
            isRefused = true
        }
        // NUL is well-formed and is no text of a table.
        let hasNull = expected?.unicodeScalars.contains("\0") == true
        #expect(isRefused == (expected == nil || hasNull), "seed \(seed)")
        if let expected, !isRefused { #expect(read == Array(expected.utf8), "seed \(seed)") }
    }
}
