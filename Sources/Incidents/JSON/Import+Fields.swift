internal import Forms

extension Import: FieldRecord {
    static let own: [Field<Import>] = [
        Field("fileDigest", \.digest), Field("fileName", \.fileName), Field("publisher", \.publisher),
        Field("asAt", \.asAt), Field("scheme", \.columnScheme), Field("dataset", \.dataset), Field("scope", \.scope),
        Field("years", \.years), Field("reading", \.reading), Field("summary", \.summary),
    ]
    /// Without other identifiers: an import is known by its file's digest, and its message has no field for others.
    static let fields = own + Notes.fieldsWithoutIDs.map { Field($0, of: \.notes) }
    static let required: Set<String> = ["fileDigest", "asAt"]

    var digest: HexBytes {
        get { HexBytes(bytes: fileDigest) }
        set { fileDigest = newValue.bytes }
    }
}

extension TableReading: FieldObject {
    static let fields: [Field<TableReading>] = [
        Field("mapping", \.mapping), Field("version", \.mappingVersion), Field("digest", \.digest),
        Field("container", \.container), Field("delimiter", \.delimiter), Field("encoding", \.encoding),
        Field("sheet", \.sheet), Field("headerRow", \.headerRow), Field("dateOrder", \.dateOrder),
        Field("dateSystem", \.dateSystem), Field("stated", \.stated),
    ]
    static let blank = TableReading()
    static let isComparedByField = true

    var digest: HexBytes {
        get { HexBytes(bytes: mappingDigest) }
        set { mappingDigest = newValue.bytes }
    }
}

extension StatedFields: FieldObject {
    static let fields: [Field<StatedFields>] = [
        Field("kind", \.kind), Field("part", \.part), Field("fields", \.fields),
    ]
    static let blank = StatedFields(kind: .deaths, fields: [])
    static let required: Set<String> = ["kind"]

    var fieldText: String {
        kind.code + (part.isEmpty ? "" : " \(part)") + ": " + fields.joined(separator: ", ")
    }
}

extension ImportSummary: FieldObject {
    static let fields: [Field<ImportSummary>] = [
        Field("rows", \.rows), Field("recorded", \.recorded), Field("corrected", \.corrected),
        Field("withdrawn", \.withdrawn), Field("reinstated", \.reinstated), Field("unchanged", \.unchanged),
        Field("restated", \.restated), Field("flags", \.flags), Field("refusedCells", \.refusedCells),
        Field("unknownColumns", \.unknownColumns), Field("confirmed", \.confirmed),
        Field("rearranged", \.rearranged), Field("disputed", \.disputed),
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

extension ImportCells: FieldRecord {
    static let own: [Field<ImportCells>] = [
        Field("import", \.importID), Field("columns", \.columns), Field("rows", \.rows),
    ]
    static let fields = own + Notes.fieldsWithoutIDs.map { Field($0, of: \.notes) }
    static let required: Set<String> = ["import"]
}

extension ImportCellRow: FieldObject {
    static let fields: [Field<ImportCellRow>] = [Field("row", \.row), Field("texts", \.texts)]
    static let blank = ImportCellRow(row: 0, texts: [])
    static let required: Set<String> = ["row"]
}

extension Notes {
    /// Without identifiers under which others know the record.
    static var fieldsWithoutIDs: [Field<Notes>] { fields.filter { $0.name != "externalIds" } }
}

extension Dataset: FieldRecord {
    static let own: [Field<Dataset>] = [
        Field("publisher", \.publisher), Field("title", \.title), Field("prefix", \.prefix),
        Field("identifierScheme", \.identifierScheme), Field("regionScheme", \.regionScheme),
        Field("succeeds", \.succeeds), Field("disjointFrom", \.disjointFrom),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

/// Years: one, or the first and the last, `2019..2021`.
extension ClosedRange<Int32>: FieldValue {
    var fieldJSON: JSONValue? { .string(fieldText) }

    static var emptyJSON: JSONValue { .string("") }

    var fieldText: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)..\(upperBound)" }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> ClosedRange<Int32>? {
        guard case .string(let text) = json, let range = YearRange.range(text) else {
            return refuseType(json, "a year \"2021\", or first and last year \"2019..2021\"", at: path, errors: &errors)
        }
        return range
    }
}
