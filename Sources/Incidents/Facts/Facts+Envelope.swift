extension Facts {
    /// The bytes of the position, the recording time and the version, which the log writes first and at fixed width.
    static let headerLength = 23

    /// The day on which the event's source asserted it, without reading the record.
    ///
    /// - Throws: ``FactsError`` where the bytes are not wire form.
    public static func knownAt(entry: RawSpan) throws(FactsError) -> Day {
        var reader = WireReader(entry, Slice(start: min(headerLength, entry.byteCount), end: entry.byteCount))
        // To the end: nothing says that the record is the last field.
        var known: UInt64 = 0
        while try reader.next() {
            if reader.number == 7 { known = try reader.varint(of: "Entry") }
        }
        return Day(number: unzigzag32(known))
    }

    @_lifetime(self: copy self)
    @inline(__always)
    mutating func readEnvelope() throws(FactsError) {
        guard bytes.byteCount >= Self.headerLength, bytes.byte(at: 0) == 0x09, bytes.byte(at: 9) == 0x11,
            bytes.byte(at: 18) == 0x1D
        else { throw FactsError(.notWireForm, "does not begin with its position, recording time and version") }
        position = bytes.word(at: 1)
        recordedAt = bytes.word(at: 10)
        version = bytes.word(at: 19)
        try readEnvelopeFields()
    }

    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func readEnvelopeFields() throws(FactsError) {
        var (kindCode, typeCode, record): (UInt64, UInt64, UInt32) = (0, 0, 0)
        var reader = WireReader(bytes, Slice(start: Self.headerLength, end: bytes.byteCount))
        while try reader.next() {
            switch reader.number {
            case 4: kindCode = try reader.varint(of: "Entry")
            case 5: idSlice = try reader.slice(of: "Entry")
            case 6: typeCode = try reader.varint(of: "Entry")
            case 7: knownAt = Day(number: unzigzag32(try reader.varint(of: "Entry")))
            case 13: datasetSlice = try reader.slice(of: "Entry")
            case 20...35:
                guard record == 0 else { throw .badField(reader.number, of: "Entry") }
                record = reader.number
                recordSlice = try reader.slice(of: "Entry")
            default: break
            }
        }
        guard let kind = RecordKind(rawValue: Int32(clamping: kindCode)) else {
            throw .unknownCode(kindCode, for: "the kind of record")
        }
        guard let type = EventType(rawValue: Int32(clamping: typeCode)) else {
            throw .unknownCode(typeCode, for: "the type of event")
        }
        self.kind = kind
        self.type = type
        let expected = type.carriesState ? 19 + UInt32(kind.rawValue) : 0
        guard record == expected else { throw FactsError(.badRecord, Self.misplaced(kind, type, record)) }
    }

    private static func misplaced(_ kind: RecordKind, _ type: EventType, _ record: UInt32) -> String {
        if record == 0 { return "is \(type.code) and carries no record" }
        if !type.carriesState { return "is \(type.code) and carries a record all the same" }
        return "is of kind \(kind.code) and carries the record of another kind (field \(record))"
    }
}

extension Facts {
    /// The number of the kind of record, also of a kind that this version does not know; 0 where there is none.
    public static func kindNumber(entry: RawSpan) -> UInt8 {
        guard entry.byteCount > headerLength + 1 else { return 0 }
        // As the log writes it: right after the header, and in one byte.
        if entry.byte(at: headerLength) == 4 << 3, case let code = entry.byte(at: headerLength + 1), code < 0x80 {
            return code
        }
        var reader = WireReader(entry, Slice(start: headerLength, end: entry.byteCount))
        do throws(FactsError) {
            while try reader.next() {
                if reader.number == 4 { return UInt8(clamping: try reader.varint(of: "Entry")) }
            }
        } catch {
            return 0
        }
        return 0
    }
}
