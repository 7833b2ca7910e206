/// The few fields of an entry that the log itself needs, found by walking the top level of its wire form in place.
struct Envelope: Equatable {
    /// Field 4: 1 to 255.
    var kind: UInt8 = 0
    /// Where the bytes of field 5 lie.
    var id: Range<Int> = 0..<0
    /// Where the bytes of field 11 lie, on the first entry of a request with a key.
    var idempotencyKey: Range<Int>?
    /// Field 12, on the first entry of a request with a key.
    var requestSize: UInt32?

    /// Walks what a caller sent.
    static func callerPart(_ bytes: RawSpan) throws(EnvelopeError) -> Envelope {
        try Envelope(walking: bytes, from: 0, logFieldsAllowed: false)
    }

    /// Walks a stored entry after its header.
    static func entry(_ bytes: RawSpan) throws(EnvelopeError) -> Envelope {
        try Envelope(walking: bytes, from: EntryLayout.headerLength, logFieldsAllowed: true)
    }

    /// The kind that a stored entry states. What lies after that field is not looked at.
    static func kind(ofEntry bytes: RawSpan) throws(EnvelopeError) -> UInt8 {
        guard bytes.byteCount > EntryLayout.headerLength else { throw .badKind }
        var walker = WireWalker(bytes, from: EntryLayout.headerLength)
        while let field = try walker.next() {
            if field.number == 4 { return try kind(in: field) }
        }
        throw .badKind
    }

    private static func kind(in field: WireWalker.Field) throws(EnvelopeError) -> UInt8 {
        guard field.wireType == .varint, let value = UInt8(exactly: field.value), value > 0 else { throw .badKind }
        return value
    }

    private init(walking bytes: RawSpan, from start: Int, logFieldsAllowed: Bool) throws(EnvelopeError) {
        var walker = WireWalker(bytes, from: start)
        var hasID = false
        while let field = try walker.next() {
            switch field.number {
            case 1, 2, 3: throw .logField(field.number)
            case 11, 12:
                guard logFieldsAllowed else { throw .logField(field.number) }
                if field.number == 11 {
                    guard field.wireType == .bytes, idempotencyKey == nil else { throw .badField(11) }
                    idempotencyKey = field.payload
                } else {
                    guard field.wireType == .varint, requestSize == nil, let size = UInt32(exactly: field.value)
                    else { throw .badField(12) }
                    requestSize = size
                }
            case 4:
                guard kind == 0 else { throw .badKind }
                kind = try Self.kind(in: field)
            case 5:
                guard field.wireType == .bytes, !hasID else { throw .badID }
                id = field.payload
                hasID = true
            default: break
            }
        }
        guard kind != 0 else { throw .badKind }
        guard hasID, isStorable(bytes.extracting(id), maximum: StreamID.maximumIDLength) else { throw .badID }
    }
}

/// Why bytes are not an entry's.
enum EnvelopeError: Error, Equatable {
    case notWireForm(offset: Int)
    case logField(UInt32)
    case badField(UInt32)
    case badKind
    case badID

    /// Completes the sentence “Draft 1 … ”.
    var reason: String {
        switch self {
        case .notWireForm(let offset): "is not protobuf wire form at byte \(offset)"
        case .logField(let number): "holds field \(number), which only the log writes"
        case .badField(let number): "holds field \(number) twice or in a form that the log does not write"
        case .badKind: "must hold field 4, the kind of record, once and between 1 and 255"
        case .badID:
            "must hold field 5, the record's id, once, as 1 to \(StreamID.maximumIDLength) bytes of UTF-8 without NUL"
        }
    }
}

/// Whether text can be part of a database key that NUL ends: not empty, not too long, UTF-8, no NUL.
func isStorable(_ text: RawSpan, maximum: Int) -> Bool {
    guard !text.isEmpty, text.byteCount <= maximum else { return false }
    var isASCII = true
    for offset in text.byteOffsets {
        let byte = text.byte(at: offset)
        if byte == 0 { return false }
        if byte >= 0x80 { isASCII = false }
    }
    return isASCII || String(validating: text.copied, as: UTF8.self) != nil
}

func isStorable(_ text: [UInt8], maximum: Int) -> Bool {
    // Unsafe only for types with padding; a byte has none.
    unsafe isStorable(text.span.bytes, maximum: maximum)
}

extension RawSpan {
    /// The bytes, copied.
    var copied: [UInt8] {
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
