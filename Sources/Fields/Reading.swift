import Forms
package import Incidents

/// Reads what people give of a field; each throws the domain's own sentence about what it would have accepted.
package enum Reading {
    package static func day(_ text: String) throws -> Day { try Day(text) }
    package static func period(_ text: String) throws -> Period { try Period(text) }
    package static func count(_ text: String) throws -> Count { try Count(text) }
    package static func code<C: Coded>(_ text: String) throws -> C { try C(code: text) }

    /// A record as `kind/id`, for example `deaths/mmp-39205`.
    package static func record(_ text: String) throws -> RecordID {
        guard let slash = text.firstIndex(of: "/"), text.index(after: slash) != text.endIndex else {
            throw ValidationError(
                code: .badIdentifier, given: text, problem: "does not name a record",
                allowed: "KIND/ID, for example deaths/mmp-39205")
        }
        return RecordID(
            kind: try RecordKind(code: String(text[..<slash])), id: String(text[text.index(after: slash)...]))
    }

    /// A region, or a named group of regions, by code, name or alias. Of records, only published figures may be about a
    /// group; the domain says so.
    package static func region(_ text: String) throws -> Region {
        let given = try Region(text)
        let groups = try RegionCatalog.scheme(named: given.scheme).groups
        return groups.contains { $0.code == given.code } ? given : try RegionCatalog.region(text)
    }

    package static func quality(_ text: String) throws -> Int32 {
        if let quality = Int32(text), (1...5).contains(quality) { return quality }
        throw ValidationError(
            code: .outOfRange, given: text, problem: "is outside the scale", allowed: "1 (one source) to 5 (official)")
    }

    /// `2019`, or `2019-12`.
    package static func yearOrMonth(_ text: String) throws -> (year: Int32, month: Int32?) {
        let period = try Period(text)
        switch period.precision {
        case .year: return (period.year, nil)
        case .month: return (period.year, period.month)
        default:
            throw ValidationError(
                code: .notAPeriod, given: text, problem: "is not a year or a month", allowed: "2019, 2019-12")
        }
    }

    /// A point as `38.61, 26.65`: degrees, north and east positive.
    package static func point(_ text: String) throws -> Point {
        var point = try Point(text)
        // It is what somebody typed, and no publisher's text.
        point.text = ""
        return point
    }

    /// What a publisher states of an operation: `INTERPOL/arrests=49`, with a unit `INTERPOL/assets=~10000000 USD`, or
    /// of one phase `INTERPOL/arrests@action=18`.
    package static func result(_ text: String) throws -> OperationResult {
        let refusal = ValidationError(
            code: .missing, given: text, problem: "is not written as a result",
            allowed: "publisher/measure=count or publisher/measure@phase=count, for example INTERPOL/arrests@action=18")
        guard let slash = text.firstIndex(of: "/"), let equals = text.lastIndex(of: "="), slash < equals else {
            throw refusal
        }
        let publisher = String(text[..<slash])
        let measured = text[text.index(after: slash)..<equals].split(separator: "@", maxSplits: 1)
        guard !publisher.isEmpty, let measure = measured.first else { throw refusal }
        var words = text[text.index(after: equals)...].split(separator: " ")
        let unit = words.count > 1 && words.last?.allSatisfy(\.isLetter) == true ? String(words.removeLast()) : ""
        return OperationResult(
            publisher: publisher, measure: String(measure),
            count: try Count(words.joined(separator: " "), unit: unit),
            phase: measured.count > 1 ? try OperationPhase(code: String(measured[1])) : nil)
    }
}
