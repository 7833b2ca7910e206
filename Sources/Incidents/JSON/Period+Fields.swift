internal import Forms

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
