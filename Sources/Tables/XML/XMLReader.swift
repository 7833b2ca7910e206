/// Reads the XML of a workbook piece by piece: elements, attributes and text, the five entities that XML itself has, and
/// nothing that could reach outside of the file.
///
/// Foundation's `XMLParser` on Linux was weighed: it takes unclosed elements for well-formed (swift-corelibs-foundation
/// #5281), loses CDATA (#5280), reads external entities unless told otherwise, makes a `String` of every name and value,
/// and stops at libxml2's limits without a reason. The XML of workbooks needs none of the rest of XML, so what is refused
/// here by being absent need not be trusted: a document type, and with it every entity that somebody declares.
struct XMLReader {
    enum Event {
        /// An element begins: see `name` and `attribute(_:)`.
        case start
        /// An element ends: see `name`.
        case end
        /// Some text of an element, perhaps not all of it: see `text`.
        case text
        case finished
    }

    private static let deepest = 256
    private static let longestName = 1_024
    private static let longestAttributes = 1 << 18
    private static let piece = 1 << 16

    /// Of the element that begins or ends, without a prefix.
    private(set) var name: [UInt8] = []
    private(set) var text: [UInt8] = []
    private let stream: any ByteStream
    /// As sentences call it.
    private let part: String
    private var buffer: [UInt8] = []
    private var index = 0
    /// Bytes before `buffer`.
    private var offset = 0
    /// Names of open elements with prefixes, one after the other, and where each ends.
    private var open: [UInt8] = []
    private var openEnds: [Int] = []
    /// The name that was read last, with its prefix.
    private var word: [UInt8] = []
    private var isEmptyElement = false
    private var hasRoot = false
    /// Names without prefixes and values of attributes, one after the other.
    private var attributeBytes: [UInt8] = []
    private var attributes: [(name: Range<Int>, value: Range<Int>)] = []

    /// - Parameter stream: well-formed UTF-8 without a byte order mark.
    init(_ stream: any ByteStream, part: String) {
        self.stream = stream
        self.part = part
    }

    /// How deep the element that begins lies: 1 for the outermost.
    var depth: Int { openEnds.count }

    /// The value of an attribute by its name without a prefix; nil: the element has none of that name.
    func attribute(_ name: [UInt8]) -> ArraySlice<UInt8>? {
        for attribute in attributes where attribute.name.count == name.count {
            if attributeBytes[attribute.name].elementsEqual(name) { return attributeBytes[attribute.value] }
        }
        return nil
    }

    mutating func next() throws(TableError) -> Event {
        if isEmptyElement {
            isEmptyElement = false
            pop()
            return .end
        }
        while try isMore() {
            if buffer[index] == Byte.less {
                index += 1
                if let event = try markup() { return event }
            } else {
                try readText()
                // White space around the outermost element is not text.
                if !openEnds.isEmpty { return .text }
                guard text.allSatisfy(Self.isSpace) else { throw fault("has text outside of its elements") }
            }
        }
        guard openEnds.isEmpty, hasRoot else { throw fault("ends before its elements do") }
        return .finished
    }

    /// Passes over the rest of the element that has just begun.
    mutating func skipElement() throws(TableError) {
        let depth = openEnds.count
        while openEnds.count >= depth {
            if case .finished = try next() { return }
        }
    }

    private mutating func markup() throws(TableError) -> Event? {
        switch try peek() {
        case UInt8(ascii: "/"):
            index += 1
            return try endTag()
        case UInt8(ascii: "?"):
            try skip(past: Array("?>".utf8))
            return nil
        case UInt8(ascii: "!"):
            index += 1
            return try declaration()
        default: return try startTag()
        }
    }

    private mutating func declaration() throws(TableError) -> Event? {
        if try peek() == UInt8(ascii: "-") {
            try expect("--")
            try skip(past: Array("-->".utf8))
            return nil
        }
        guard try peek() == UInt8(ascii: "[") else {
            throw TableError(
                .documentType,
                "\(part) declares a document type, which no workbook does and which may name other files: it is refused."
            )
        }
        try expect("[CDATA[")
        guard !openEnds.isEmpty else { throw fault("has text outside of its elements") }
        text.removeAll(keepingCapacity: true)
        let end = Array("]]>".utf8)
        while true {
            text.append(try peek())
            index += 1
            if text.last == end[2], text.suffix(3).elementsEqual(end) { break }
            guard text.count <= TableError.largestCell else { throw fault("has a piece of text of more than 1 MiB") }
        }
        text.removeLast(3)
        return .text
    }

    private mutating func startTag() throws(TableError) -> Event {
        guard openEnds.count < Self.deepest else { throw fault("has elements more than \(Self.deepest) deep") }
        guard !(hasRoot && openEnds.isEmpty) else { throw fault("has two outermost elements") }
        hasRoot = true
        let start = open.count
        try readName()
        open += word
        openEnds.append(open.count)
        setName(open[start...])
        attributes.removeAll(keepingCapacity: true)
        attributeBytes.removeAll(keepingCapacity: true)
        while true {
            try skipSpace()
            switch try peek() {
            case UInt8(ascii: ">"):
                index += 1
                return .start
            case UInt8(ascii: "/"):
                try expect("/>")
                isEmptyElement = true
                return .start
            default: try readAttribute()
            }
        }
    }

    private mutating func endTag() throws(TableError) -> Event {
        try readName()
        try skipSpace()
        try expect(">")
        guard !openEnds.isEmpty else { throw fault("closes an element that is not open") }
        let start = openEnds.count > 1 ? openEnds[openEnds.count - 2] : 0
        guard open[start...].elementsEqual(word) else {
            throw fault("closes \(excerpt(String(decoding: word, as: UTF8.self))) where another element is open")
        }
        pop()
        return .end
    }

    private mutating func pop() {
        let start = openEnds.count > 1 ? openEnds[openEnds.count - 2] : 0
        setName(open[start...])
        open.removeLast(open.count - start)
        openEnds.removeLast()
    }

    private mutating func setName(_ qualified: ArraySlice<UInt8>) {
        name.removeAll(keepingCapacity: true)
        name.append(contentsOf: qualified[Self.local(qualified)...])
    }

    /// Where the name after a prefix begins.
    private static func local(_ name: ArraySlice<UInt8>) -> Int {
        name.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? name.startIndex
    }

    /// Reads a name with its prefix into `word`.
    private mutating func readName() throws(TableError) {
        word.removeAll(keepingCapacity: true)
        while try isMore() {
            var end = index
            while end < buffer.count, Self.isName(buffer[end]) { end += 1 }
            word += buffer[index..<end]
            index = end
            guard word.count <= Self.longestName else { throw fault("has a name that is too long") }
            if end < buffer.count { break }
        }
        guard !word.isEmpty else { throw fault("has markup without a name") }
    }

    private mutating func readAttribute() throws(TableError) {
        let start = attributeBytes.count
        try readName()
        attributeBytes += word
        let name = Self.local(attributeBytes[start...])..<attributeBytes.count
        try skipSpace()
        try expect("=")
        try skipSpace()
        let quote = try peek()
        guard quote == Byte.quote || quote == Byte.apostrophe else { throw fault("has an attribute without quotes") }
        index += 1
        let valueStart = attributeBytes.count
        while true {
            _ = try peek()
            let close = ByteSearch.first(quote, in: buffer, index..<buffer.count)
            let end = ByteSearch.first(Byte.ampersand, in: buffer, index..<close)
            guard !ByteSearch.contains(Byte.less, in: buffer, index..<end) else { throw fault("has < in an attribute") }
            attributeBytes += buffer[index..<end]
            index = end
            guard attributeBytes.count < Self.longestAttributes else { throw fault("has attributes that are too long") }
            guard end < buffer.count else { continue }
            index += 1
            if buffer[end] == quote { break }
            attributeBytes += String(Character(try readReference())).utf8
        }
        attributes.append((name, valueStart..<attributeBytes.count))
    }

    private mutating func readText() throws(TableError) {
        text.removeAll(keepingCapacity: true)
        while try isMore(), text.count < Self.piece {
            let less = ByteSearch.first(Byte.less, in: buffer, index..<buffer.count)
            let ampersand = ByteSearch.first(Byte.ampersand, in: buffer, index..<less)
            let end = ByteSearch.first(Byte.carriageReturn, in: buffer, index..<ampersand)
            text.append(contentsOf: buffer[index..<end])
            index = end
            guard end < buffer.count else { continue }
            switch buffer[end] {
            case Byte.less: return
            case Byte.ampersand:
                index += 1
                text += String(Character(try readReference())).utf8
            default:
                // Of CR and CRLF, XML makes LF.
                index += 1
                if try isMore(), buffer[index] == Byte.lineFeed { index += 1 }
                text.append(Byte.lineFeed)
            }
        }
    }

    /// After the ampersand.
    private mutating func readReference() throws(TableError) -> Unicode.Scalar {
        var name: [UInt8] = []
        while true {
            let byte = try peek()
            index += 1
            if byte == UInt8(ascii: ";") { break }
            guard name.count < 12 else { throw fault("has & that begins no entity") }
            name.append(byte)
        }
        let reference = String(decoding: name, as: UTF8.self)
        guard let scalar = Self.entities[reference] ?? Self.scalar(reference) else {
            throw fault("has the entity \(excerpt("&\(reference);")), which is none of XML's own")
        }
        return scalar
    }

    private static let entities: [String: Unicode.Scalar] = [
        "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
    ]

    private static func scalar(_ reference: String) -> Unicode.Scalar? {
        guard reference.hasPrefix("#") else { return nil }
        let isHex = reference.hasPrefix("#x")
        let digits = reference.dropFirst(isHex ? 2 : 1)
        guard digits.utf8.first != UInt8(ascii: "+"), let number = UInt32(digits, radix: isHex ? 16 : 10), number > 0
        else { return nil }
        return Unicode.Scalar(number)
    }

    private mutating func skipSpace() throws(TableError) {
        while try isMore(), Self.isSpace(buffer[index]) { index += 1 }
    }

    private mutating func skip(past end: [UInt8]) throws(TableError) {
        var last: [UInt8] = []
        while last != end {
            if last.count == end.count { last.removeFirst() }
            last.append(try peek())
            index += 1
        }
    }

    private mutating func expect(_ bytes: String) throws(TableError) {
        for byte in bytes.utf8 {
            guard try peek() == byte else { throw fault("has markup that is none of XML") }
            index += 1
        }
    }

    private mutating func peek() throws(TableError) -> UInt8 {
        guard try isMore() else { throw fault("ends before its elements do") }
        return buffer[index]
    }

    private mutating func isMore() throws(TableError) -> Bool {
        if index < buffer.count { return true }
        offset += buffer.count
        index = 0
        guard try stream.read(into: &buffer) else {
            buffer.removeAll()
            return false
        }
        return true
    }

    private func fault(_ what: String) -> TableError {
        TableError(.damaged, "\(part) \(what) (near byte \(offset + index)): the file is damaged.")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x3A, 0x5F, 0x2D, 0x2E, 0x80...: true
        default: false
        }
    }
}

/// Characters that mean something in more than one place.
enum Byte {
    static let quote: UInt8 = 0x22
    static let ampersand: UInt8 = 0x26
    static let apostrophe: UInt8 = 0x27
    static let less: UInt8 = 0x3C
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
}
