internal import Forms

extension Import: FieldRecord {
    static let own: [Field<Import>] = [
        Field("fileDigest", \.digest), Field("fileName", \.fileName), Field("publisher", \.publisher),
        Field("asAt", \.asAt), Field("scheme", \.scheme), Field("dataset", \.dataset), Field("partial", \.isPartial),
        Field("summary", \.summary),
    ]
    /// Without other identifiers: an import is known by its file's digest, and its message has no field for others.
    static let fields =
        own + Notes.fields.filter { $0.name != "externalIds" }.map { Field($0, of: \.notes) }
    static let required: Set<String> = ["fileDigest", "asAt"]

    var digest: HexBytes {
        get { HexBytes(bytes: fileDigest) }
        set { fileDigest = newValue.bytes }
    }
}

extension ImportSummary: FieldObject {
    static let fields: [Field<ImportSummary>] = [
        Field("rows", \.rows), Field("recorded", \.recorded), Field("corrected", \.corrected),
        Field("withdrawn", \.withdrawn), Field("reinstated", \.reinstated), Field("unchanged", \.unchanged),
        Field("restated", \.restated), Field("flags", \.flags), Field("refusedCells", \.refusedCells),
        Field("unknownColumns", \.unknownColumns),
    ]
    static let blank = ImportSummary()
    static let isComparedByField = true
}

extension FlagTally: FieldObject {
    static let fields: [Field<FlagTally>] = [Field("code", \.code), Field("count", \.count)]
    static let blank = FlagTally(code: "", count: 0)
    static let required: Set<String> = ["code", "count"]

    var fieldText: String { "\(code) \(count)" }
}

extension RefusedCell: FieldObject {
    static let fields: [Field<RefusedCell>] = [
        Field("row", \.row), Field("column", \.column), Field("text", \.text), Field("reason", \.reason),
    ]
    static let blank = RefusedCell(row: 0, column: "", text: "", reason: "")
    static let required: Set<String> = ["row", "column"]
}

/// Bytes that are written as hexadecimal digits.
struct HexBytes: FieldValue {
    var bytes: [UInt8]

    var fieldJSON: JSONValue? {
        bytes.isEmpty ? nil : .string(text)
    }

    static var emptyJSON: JSONValue { .string("") }

    private var text: String { Hex.encode(bytes) }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> HexBytes? {
        guard case .string(let text) = json else {
            return refuseType(json, "hexadecimal digits, in quotes", at: path, errors: &errors)
        }
        guard let bytes = Hex.decode(text) else {
            return refuseType(json, "an even number of hexadecimal digits", at: path, errors: &errors)
        }
        return HexBytes(bytes: bytes)
    }
}
