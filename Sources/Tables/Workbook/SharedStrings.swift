/// The texts that cells of a workbook refer to by number.
///
/// They are the one thing of a workbook that must be kept: in memory as long as they are few, in a temporary file
/// otherwise, with four bytes of memory for each.
final class SharedStrings {
    private static let most = 16 << 20
    private static let mostBytes = 1 << 30

    /// Where each text ends.
    private var ends: [UInt32] = []
    private var bytes: [UInt8] = []
    private var spill: SpillFile?
    private let inMemory: Int

    var count: Int { ends.count }

    /// A workbook without them.
    init() {
        inMemory = 0
    }

    /// - Parameter inMemory: bytes from which on the texts are kept in a file.
    init(_ xml: consuming XMLReader, inMemory: Int = 16 << 20) throws(TableError) {
        self.inMemory = inMemory
        var text: [UInt8] = []
        var total = 0
        while true {
            let event = try xml.next()
            if event == .finished { break }
            guard event == .start, xml.name == Names.item else { continue }
            text.removeAll(keepingCapacity: true)
            try xml.readRichText(into: &text)
            total += text.count
            guard ends.count < Self.most, total <= Self.mostBytes else {
                throw TableError(.tooLarge, "The workbook has more shared texts than are read: save it as CSV.")
            }
            try append(text)
            ends.append(UInt32(total))
        }
        try spill?.finish()
    }

    private func append(_ text: [UInt8]) throws(TableError) {
        if spill == nil, bytes.count + text.count > inMemory {
            let file = try SpillFile()
            try file.append(bytes[...])
            bytes = []
            spill = file
        }
        if let spill { try spill.append(text[...]) } else { bytes += text }
    }

    /// Replaces `text` by the text of a number, which must be one of them.
    func read(_ index: Int, into text: inout [UInt8]) throws(TableError) {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        if let spill { return try spill.read(at: start, count: end - start, into: &text) }
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: bytes[start..<end])
    }
}

/// Names of elements and attributes, as bytes.
enum Names {
    static let item = Array("si".utf8)
    static let text = Array("t".utf8)
    static let phonetic = Array("rPh".utf8)
    static let row = Array("row".utf8)
    static let cell = Array("c".utf8)
    static let value = Array("v".utf8)
    static let inline = Array("is".utf8)
    static let data = Array("sheetData".utf8)
    static let reference = Array("r".utf8)
    static let style = Array("s".utf8)
}

extension XMLReader {
    /// Adds the text of the element that has just begun, of all its runs; how it is pronounced is left out.
    mutating func readRichText(into text: inout [UInt8]) throws(TableError) {
        let outer = depth
        var isText = false
        let start = text.count
        while true {
            switch try next() {
            case .start:
                if name == Names.phonetic {
                    try skipElement()
                } else {
                    isText = name == Names.text
                }
            case .end:
                isText = false
                if depth < outer {
                    Escapes.decode(&text, from: start)
                    return
                }
            case .text:
                if isText { text += self.text }
                guard text.count - start <= TableError.largestCell else {
                    throw TableError(.tooLarge, "The workbook has a text of more than 1 MiB, which is none of a table.")
                }
            case .finished: return
            }
        }
    }
}

/// Characters that XML cannot hold, as workbooks write them: `_x000D_` (ECMA-376, part 1, 22.4.2.4).
enum Escapes {
    static func decode(_ text: inout [UInt8], from start: Int) {
        guard text.count - start >= 7, text[start...].contains(UInt8(ascii: "_")) else { return }
        var result: [UInt8] = []
        var index = start
        while index < text.count {
            if let scalar = scalar(text, at: index) {
                result += String(Character(scalar)).utf8
                index += 7
            } else {
                result.append(text[index])
                index += 1
            }
        }
        text.replaceSubrange(start..., with: result)
    }

    private static func scalar(_ text: [UInt8], at index: Int) -> Unicode.Scalar? {
        guard text[index] == UInt8(ascii: "_"), index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"),
            text[index + 6] == UInt8(ascii: "_")
        else { return nil }
        let digits = text[index + 2..<index + 6]
        guard digits.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x46 ~= $0 || 0x61...0x66 ~= $0 }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
