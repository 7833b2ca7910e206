internal import Forms

extension Count: FieldObject {
    static let fields: [Field<Count>] = [
        Field("low", \.low), Field("high", \.high), Field("qualifier", \.qualifier), Field("unit", \.unit),
    ]
    static let blank = Count.notReported

    var fieldJSON: JSONValue? {
        guard self != .notReported else { return nil }
        let statesLow = low != 0 || ![.nearly, .upTo, .notReported].contains(qualifier)
        return .object(Count.members(of: self).filter { $0.key != "low" || statesLow })
    }

    /// Nothing where nothing is stated, so that a difference shows "" for a field that was silent.
    var fieldText: String { self == .notReported ? "" : description }

    /// Reads a number, the notation in a text (`"12..15"`), or an object. An object without a qualifier is read by its
    /// bounds: one number is exact, two are *between*, an upper one alone is *up to*.
    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Count? {
        switch json {
        case .integer(let value):
            return .exactly(value)
        case .string(let text):
            return collect(at: path, errors: &errors) { () throws(ValidationError) in try Count(text) }
        case .object:
            guard var count = readObject(json, at: path, errors: &errors) else { return nil }
            if json["qualifier"] == nil {
                count.qualifier = qualifier(hasLow: json["low"] != nil, hasHigh: json["high"] != nil)
            }
            return count
        default:
            return refuseType(
                json, "a whole number, a text such as \"12..15\", or an object with low, high, qualifier and unit",
                at: path, errors: &errors)
        }
    }

    private static func qualifier(hasLow: Bool, hasHigh: Bool) -> Qualifier {
        switch (hasLow, hasHigh) {
        case (true, true): .between
        case (true, false): .exact
        case (false, true): .upTo
        case (false, false): .notReported
        }
    }
}
