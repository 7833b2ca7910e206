/// Text of any encoding as well-formed UTF-8 without a byte order mark. What is not well-formed is refused with the byte
/// and the line at which it stands, never replaced.
final class TextStream: ByteStream {
    private let source: any ByteStream
    private let encoding: TextEncoding
    /// Of what the sentence about a fault speaks: `The file`, `The sheet`.
    private let subject: String
    private var input: [UInt8] = []
    /// The beginning of a character whose end is in the next piece.
    private var rest: [UInt8] = []
    /// Bytes of the source before `input`.
    private var offset = 0
    private var line = 1
    private var isAtStart = true
    private var isAtEnd = false

    init(_ source: any ByteStream, _ encoding: TextEncoding, subject: String = "The file") {
        self.source = source
        self.encoding = encoding
        self.subject = subject
    }

    func read(into buffer: inout [UInt8]) throws(TableError) -> Bool {
        buffer.removeAll(keepingCapacity: true)
        while buffer.isEmpty {
            guard try fill() else { return false }
            switch encoding {
            case .utf8: try takeUTF8(&buffer)
            case .windows1252: try decodeWindows1252(&buffer)
            case .utf16LittleEndian: try decodeUTF16(&buffer, high: 1)
            case .utf16BigEndian: try decodeUTF16(&buffer, high: 0)
            }
        }
        return true
    }

    /// Makes `input` the rest of before and the next piece, without a mark.
    private func fill() throws(TableError) -> Bool {
        guard !isAtEnd else { return false }
        try takePiece()
        if isAtStart {
            isAtStart = false
            while input.count < 3, !isAtEnd {
                rest = input
                try takePiece()
            }
            if input.starts(with: encoding.mark) {
                input.removeFirst(encoding.mark.count)
                offset += encoding.mark.count
            }
        }
        return !input.isEmpty || !isAtEnd
    }

    private func takePiece() throws(TableError) {
        if try source.read(into: &input) {
            input.insert(contentsOf: rest, at: 0)
        } else {
            isAtEnd = true
            input = rest
        }
        rest.removeAll()
    }

    private func takeUTF8(_ buffer: inout [UInt8]) throws(TableError) {
        var index = UTF8Check.firstFault(in: input)
        if index < input.count, !isAtEnd, UTF8Check.isCut(input, at: index) {
            rest = Array(input[index...])
            input.removeLast(input.count - index)
            index = input.count
        }
        guard index == input.count else { throw fault(at: index, isCut: UTF8Check.isCut(input, at: index)) }
        let null = ByteSearch.first(0, in: input, 0..<index)
        guard null == index else { throw self.null(at: null) }
        count(index)
        swap(&buffer, &input)
        input.removeAll(keepingCapacity: true)
    }

    private func decodeWindows1252(_ buffer: inout [UInt8]) throws(TableError) {
        buffer.removeAll(keepingCapacity: true)
        for (index, byte) in input.enumerated() {
            guard byte >= 0x80 else {
                if byte == 0 { throw null(at: index) }
                buffer.append(byte)
                continue
            }
            let scalar = byte < 0xA0 ? windows1252Characters[Int(byte) - 0x80] : UInt16(byte)
            guard scalar != 0 else { throw fault(at: index, isCut: false) }
            append(UInt32(scalar), to: &buffer)
        }
        count(input.count)
    }

    private func decodeUTF16(_ buffer: inout [UInt8], high: Int) throws(TableError) {
        buffer.removeAll(keepingCapacity: true)
        var index = 0
        while index < input.count {
            let unit = self.unit(at: index, high: high)
            guard let unit else { break }
            if unit == 0 { throw null(at: index) }
            guard unit & 0xF800 == 0xD800 else {
                append(UInt32(unit), to: &buffer)
                index += 2
                continue
            }
            guard unit < 0xDC00 else { throw fault(at: index, isCut: false) }
            guard let second = self.unit(at: index + 2, high: high) else { break }
            guard second & 0xFC00 == 0xDC00 else { throw fault(at: index, isCut: false) }
            append(0x10000 + UInt32(unit & 0x3FF) << 10 + UInt32(second & 0x3FF), to: &buffer)
            index += 4
        }
        guard index == input.count || !isAtEnd else { throw fault(at: index, isCut: true) }
        rest = Array(input[index...])
        offset += index
        line += ByteSearch.count(Byte.lineFeed, in: buffer, 0..<buffer.count)
    }

    private func unit(at index: Int, high: Int) -> UInt16? {
        guard index + 1 < input.count else { return nil }
        return UInt16(input[index + high]) << 8 | UInt16(input[index + 1 - high])
    }

    private func append(_ scalar: UInt32, to buffer: inout [UInt8]) {
        if scalar < 0x80 {
            buffer.append(UInt8(scalar))
        } else if let scalar = Unicode.Scalar(scalar) {
            buffer += UTF8.encode(scalar) ?? .init()
        }
    }

    private func count(_ bytes: Int) {
        offset += bytes
        line += ByteSearch.count(Byte.lineFeed, in: input, 0..<bytes)
    }

    private func fault(at index: Int, isCut: Bool) -> TableError {
        let line = line + ByteSearch.count(Byte.lineFeed, in: input, 0..<index)
        let place = "byte \(offset + index), on line \(line)"
        return isCut
            ? TableError(.badEncoding, "\(subject) ends inside a character (\(place)): it was cut.")
            : TableError(.badEncoding, "\(subject) is not \(encoding.rawValue): \(place), cannot be read as it.")
    }

    private func null(at index: Int) -> TableError {
        TableError(.binaryFile, "\(subject) is not text: byte \(offset + index) is NUL.")
    }
}

/// Well-formedness of UTF-8 (Unicode, table 3-7).
enum UTF8Check {
    /// The index of the first byte of what is not well-formed; the end where all is.
    static func firstFault(in bytes: [UInt8]) -> Int {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return bytes.count
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// Whether the bytes end before a character that is well-formed so far does.
    static func isCut(_ bytes: [UInt8], at index: Int) -> Bool {
        guard bytes.count - index < 4 else { return false }
        for filler: [UInt8] in [[0x80], [0x80, 0x80], [0x90], [0x90, 0x80], [0x90, 0x80, 0x80], [0xA0, 0x80]] {
            let whole = Array(bytes[index...]) + filler
            if length(whole.span, at: 0) == whole.count { return true }
        }
        return false
    }

    /// Of the character that is not ASCII and begins at an index; 0: it is none.
    static func length(_ bytes: Span<UInt8>, at index: Int) -> Int {
        let first = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
        for place in index + 2..<max(index + 2, index + length) where bytes[place] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
