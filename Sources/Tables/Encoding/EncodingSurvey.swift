/// How a file's encoding is known.
package enum EncodingEvidence: String, Sendable {
    case asked = "as asked"
    case mark = "by its byte order mark"
    /// All of it is well-formed UTF-8; or every second byte of its beginning is NUL.
    case content = "by its bytes"
    /// It is no UTF-8, and every byte is a character of Windows-1252.
    case assumed = "assumed, since it is no UTF-8"
}

extension TextEncoding {
    /// The encoding of a file: as somebody says, or by its mark, or by reading all of it.
    ///
    /// Text that is mostly well-formed UTF-8, with characters beyond ASCII, is damaged where it is not; it would be
    /// worse to read all of those as Windows-1252.
    ///
    /// - Throws: ``TableError`` `badEncoding`, `binaryFile`.
    static func found(in file: InputFile, asked: TextEncoding?) throws(TableError) -> (TextEncoding, EncodingEvidence) {
        let beginning = try file.beginning(4_096)
        let marked = TextEncoding(markOf: beginning)
        if let asked {
            // Who asks for UTF-16 need not know its order where the file states it.
            let isWide = asked == .utf16LittleEndian || asked == .utf16BigEndian
            if isWide, let marked, marked != .utf8 { return (marked, .mark) }
            return (asked, .asked)
        }
        if let marked { return (marked, .mark) }
        if let wide = TextEncoding(nullsOf: beginning) { return (wide, .content) }
        if try isUTF8(file) { return (.utf8, .content) }
        var survey = UTF8Survey()
        let stream = FileStream(file)
        var bytes: [UInt8] = []
        while try stream.read(into: &bytes) { try survey.add(bytes) }
        survey.end()
        guard let fault = survey.firstFault else { return (.utf8, .content) }
        let place = "byte \(fault.offset), on line \(fault.line)"
        if survey.isCut {
            throw TableError(.badEncoding, "The file ends inside a character of UTF-8 (\(place)): it was cut.")
        }
        guard survey.faults >= survey.characters else {
            throw TableError(
                .badEncoding,
                "The file is UTF-8, but \(place), cannot be read as it: it is damaged there. Repair it, or say in which"
                    + " encoding it is with --encoding.")
        }
        if let other = survey.firstUndefined {
            throw TableError(
                .badEncoding,
                "The file is neither UTF-8 (\(place)) nor Windows-1252 (byte \(other)). Save it as UTF-8, or say in"
                    + " which encoding it is with --encoding.")
        }
        return (.windows1252, .assumed)
    }

    /// Whether all of a file is well-formed: most are, and this is seen quickly.
    private static func isUTF8(_ file: InputFile) throws(TableError) -> Bool {
        let stream = TextStream(FileStream(file), .utf8)
        var bytes: [UInt8] = []
        do throws(TableError) {
            while try stream.read(into: &bytes) {}
            return true
        } catch {
            guard error.code == .badEncoding else { throw error }
            return false
        }
    }

    /// Text of UTF-16 without a mark: nearly all of a header's characters are ASCII, whose upper byte is NUL.
    private init?(nullsOf beginning: [UInt8]) {
        let pairs = beginning.count / 2
        guard pairs > 1 else { return nil }
        let nulls = (0...1).map { odd in (0..<pairs).count { beginning[2 * $0 + odd] == 0 } }
        switch (nulls[0] * 10 >= pairs * 7, nulls[1] * 10 >= pairs * 7) {
        case (false, true) where nulls[0] == 0: self = .utf16LittleEndian
        case (true, false) where nulls[1] == 0: self = .utf16BigEndian
        default: return nil
        }
    }
}

/// What is found in bytes that are read as UTF-8.
private struct UTF8Survey {
    /// Of well-formed characters beyond ASCII.
    private(set) var characters = 0
    /// Of bytes that are part of none.
    private(set) var faults = 0
    private(set) var firstFault: (offset: Int, line: Int)?
    /// The offset of the first byte that is none of Windows-1252, either.
    private(set) var firstUndefined: Int?
    /// The only fault is that the last character is not whole.
    private(set) var isCut = false
    private var rest: [UInt8] = []
    private var offset = 0
    private var line = 1

    mutating func add(_ piece: [UInt8]) throws(TableError) {
        try take(rest.isEmpty ? piece : rest + piece, isLast: false)
    }

    mutating func end() {
        guard !rest.isEmpty else { return }
        isCut = faults == 0 && characters > 0
        note(0)
        for (index, byte) in rest.enumerated() { noteUndefined(byte, index) }
        faults += rest.count
    }

    private mutating func take(_ piece: [UInt8], isLast: Bool) throws(TableError) {
        let bytes = piece.span
        rest = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte == 0x0A { line += 1 }
                if byte == 0 {
                    throw TableError(
                        .binaryFile,
                        "The file is not text: byte \(offset + index) is NUL. Give a CSV, XLSX or JSON file.")
                }
                index += 1
                continue
            }
            let length = UTF8Check.length(bytes, at: index)
            if length > 0 {
                // A byte that Windows-1252 does not have may be part of such a character.
                for place in index..<index + length { noteUndefined(piece[place], place) }
                characters += 1
                index += length
            } else if bytes.count - index < 4, UTF8Check.isCut(piece, at: index) {
                rest = Array(piece[index...])
                break
            } else {
                note(index)
                noteUndefined(byte, index)
                faults += 1
                index += 1
            }
        }
        offset += index
    }

    private mutating func note(_ index: Int) {
        if firstFault == nil { firstFault = (offset + index, line) }
    }

    private mutating func noteUndefined(_ byte: UInt8, _ index: Int) {
        guard firstUndefined == nil, 0x80..<0xA0 ~= byte, windows1252Characters[Int(byte) - 0x80] == 0 else { return }
        firstUndefined = offset + index
    }
}
