internal import Forms

extension Day: FieldValue {
    var fieldJSON: JSONValue? { .string(description) }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Day? {
        guard case .string(let text) = json else {
            return refuseType(json, "a day written YYYY-MM-DD, in quotes", at: path, errors: &errors)
        }
        return collect(at: path, errors: &errors) { () throws(ValidationError) in try Day(text) }
    }
}

extension Region: FieldValue {
    var fieldJSON: JSONValue? { .string(description) }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Region? {
        guard case .string(let text) = json else {
            return refuseType(json, "scheme:code, for example mmp-2014:Mediterranean", at: path, errors: &errors)
        }
        return collect(at: path, errors: &errors) { () throws(ValidationError) in try Region(text) }
    }
}

extension Place: FieldObject {
    static let fields: [Field<Place>] = [
        Field("description", \.description), Field("point", \.point), Field("country", \.country),
        Field("regions", \.regions),
    ]
    static let blank = Place()
    static let isComparedByField = true
}

extension PeopleGroup: FieldObject {
    static let fields: [Field<PeopleGroup>] = [
        Field("count", \.count), Field("sex", \.sex), Field("ageGroup", \.ageGroup),
        Field("nationality", \.nationality),
    ]
    static let blank = PeopleGroup(count: .notReported)
}

extension Fee: FieldObject {
    static let fields: [Field<Fee>] = [
        Field("amount", \.amount), Field("currency", \.currency), Field("basis", \.basis),
    ]
    static let blank = Fee(amount: .notReported, currency: "")
    static let required: Set<String> = ["amount", "currency"]
}

extension Exemption: FieldObject {
    static let fields: [Field<Exemption>] = [Field("ground", \.ground), Field("outcome", \.outcome)]
    static let blank = Exemption(ground: .humanitarian)
    static let required: Set<String> = ["ground"]
}

extension Source: FieldObject {
    static let fields: [Field<Source>] = [
        Field("publisher", \.publisher), Field("locator", \.locator), Field("asAt", \.asAt),
        Field("quality", \.quality),
    ]
    static let blank = Source(publisher: "")

    /// A text alone names the publisher.
    static func read(text: String) -> Source? { Source(publisher: text) }
}

extension ExternalID: FieldObject {
    static let fields: [Field<ExternalID>] = [Field("scheme", \.scheme), Field("value", \.value)]
    static let blank = ExternalID(scheme: "", value: "")
    static let required: Set<String> = ["scheme", "value"]

    var fieldText: String { "\(scheme):\(value)" }
}

extension RawCell: FieldObject {
    static let fields: [Field<RawCell>] = [Field("column", \.column), Field("text", \.text)]
    static let blank = RawCell(column: "", text: "")

    var fieldText: String { "\(column): \(text)" }
}

extension Flag: FieldObject {
    static let fields: [Field<Flag>] = [Field("code", \.code), Field("field", \.field), Field("detail", \.detail)]
    static let blank = Flag(code: "")
    static let required: Set<String> = ["code"]

    /// A text alone is the flag's code.
    static func read(text: String) -> Flag? { Flag(code: text) }

    var fieldText: String {
        code + (field.isEmpty ? "" : " (\(field))") + (detail.isEmpty ? "" : ": \(detail)")
    }
}

extension Notes {
    static let fields: [Field<Notes>] = [
        Field("externalIds", \.externalIDs), Field("sources", \.sources), Field("flags", \.flags),
        Field("rawCells", \.rawCells), Field("note", \.note),
    ]
}
