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
    static let fields: [Field<Exemption>] = [
        Field("ground", \.ground), Field("mechanism", \.mechanism), Field("outcome", \.outcome), Field("note", \.note),
    ]
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

extension Period: FieldObject {
    static let fields: [Field<Period>] = [
        Field("firstDay", \.firstDay), Field("lastDay", \.lastDay), Field("precision", \.precision),
        Field("basis", \.basis), Field("year", \.year), Field("month", \.month),
    ]
    static let blank = Period.day(Day(number: 0))
    static let required: Set<String> = ["firstDay"]

    var fieldText: String { description }

    /// Reads a text such as `"2019-10-28..2019-10-31"`, or an object. What an object does not state follows from what
    /// it does: the last day is the first, the year is that of the days. A year that is stated comes with its month or
    /// without one, as stated.
    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Period? {
        switch json {
        case .string(let text):
            return collect(at: path, errors: &errors) { () throws(ValidationError) in try Period(text) }
        case .object:
            guard let stated = readObject(json, at: path, errors: &errors) else { return nil }
            return completed(stated, from: json)
        default:
            return refuseType(
                json, "a text such as \"2019-10\", or an object with firstDay, lastDay, precision, basis, year, month",
                at: path, errors: &errors)
        }
    }

    private static func completed(_ stated: Period, from json: JSONValue) -> Period {
        let last = json["lastDay"] == nil ? stated.firstDay : stated.lastDay
        var period =
            Period.days(stated.firstDay, last, basis: stated.basis)
            // Reversed days are read as they stand; validation refuses them.
            ?? Period(
                firstDay: stated.firstDay, lastDay: last, precision: .range, basis: stated.basis,
                year: stated.firstDay.year, month: nil)
        if json["precision"] != nil { period.precision = stated.precision }
        if json["year"] != nil {
            period.year = stated.year
            period.month = json["month"] == nil ? nil : stated.month
        } else if json["month"] != nil {
            period.month = stated.month
        }
        return period
    }
}

extension Point: CustomStringConvertible {
    /// Reads decimal degrees, latitude first: `38.610762, 26.651188`. The text is kept.
    ///
    /// - Throws: ``ValidationError`` with code `notAPoint` or `pointOutsideTheGlobe`.
    public init(_ text: String, precision: PointPrecision = .approximate) throws(ValidationError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(String(parts[0]).trimmingSpaces()),
            let longitude = Double(String(parts[1]).trimmingSpaces())
        else {
            throw ValidationError(
                code: .notAPoint, given: text, problem: "is not written as a point",
                allowed: "decimal degrees, latitude first: 38.610762, 26.651188")
        }
        guard abs(latitude) <= 90, abs(longitude) <= 180 else {
            throw ValidationError(
                code: .pointOutsideTheGlobe, given: text, problem: "lies outside the globe",
                allowed: "latitude -90 to 90, longitude -180 to 180 degrees")
        }
        self.init(
            latitudeE7: Int32((latitude * 1e7).rounded()), longitudeE7: Int32((longitude * 1e7).rounded()),
            precision: precision, text: text)
    }

    /// Decimal degrees, latitude first.
    public var description: String {
        "\(Point.degrees(latitudeE7)), \(Point.degrees(longitudeE7))"
    }
}

/// An angle that is written in decimal degrees and held in units of 10⁻⁷ degree.
struct Degrees: FieldValue {
    var e7: Int32

    var fieldJSON: JSONValue? { .number(Double(e7) / 1e7) }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Degrees? {
        let degrees: Double
        switch json {
        case .integer(let value): degrees = Double(value)
        case .number(let value): degrees = value
        default: return refuseType(json, "a number of degrees", at: path, errors: &errors)
        }
        guard let e7 = Int32(exactly: (degrees * 1e7).rounded()) else {
            errors.append(
                ValidationError(
                    code: .pointOutsideTheGlobe, field: path, given: json.shown, problem: "lies outside the globe",
                    allowed: "-180 to 180 degrees"))
            return nil
        }
        return Degrees(e7: e7)
    }
}

extension Point: FieldObject {
    static let fields: [Field<Point>] = [
        Field("latitude", \.latitude), Field("longitude", \.longitude), Field("precision", \.precision),
        Field("text", \.text),
    ]
    static let blank = Point(latitudeE7: 0, longitudeE7: 0, precision: .approximate)
    static let required: Set<String> = ["latitude", "longitude"]

    static func read(text: String) throws(ValidationError) -> Point? { try Point(text) }

    var fieldText: String { "\(description) (\(precision.code))" + (text.isEmpty ? "" : " \"\(text)\"") }

    var latitude: Degrees {
        get { Degrees(e7: latitudeE7) }
        set { latitudeE7 = newValue.e7 }
    }

    var longitude: Degrees {
        get { Degrees(e7: longitudeE7) }
        set { longitudeE7 = newValue.e7 }
    }
}
