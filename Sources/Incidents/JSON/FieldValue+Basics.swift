internal import Forms

extension String: FieldValue {
    var fieldJSON: JSONValue? { isEmpty ? nil : .string(self) }
    static var emptyJSON: JSONValue { .string("") }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> String? {
        guard case .string(let text) = json else { return refuseType(json, "a text", at: path, errors: &errors) }
        return text
    }
}

extension Bool: FieldValue {
    var fieldJSON: JSONValue? { self ? .bool(true) : nil }
    var fieldText: String { self ? "yes" : "no" }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Bool? {
        guard case .bool(let value) = json else {
            return refuseType(json, "true or false", at: path, errors: &errors)
        }
        return value
    }
}

/// Whole numbers: any of the widths that records hold.
protocol FieldInteger: FieldValue, FixedWidthInteger {}

extension FieldInteger {
    var fieldJSON: JSONValue? { .integer(self) }
    var fieldText: String { String(self) }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Self? {
        guard case .integer(let value) = json else {
            return refuseType(json, "a whole number", at: path, errors: &errors)
        }
        guard let number = Self(exactly: value) else {
            errors.append(
                ValidationError(
                    code: .outOfRange, field: path, given: String(value), problem: "is outside the range",
                    allowed: "\(Self.min) to \(Self.max)"))
            return nil
        }
        return number
    }
}

extension Int32: FieldInteger {}
extension Int64: FieldInteger {}
extension UInt32: FieldInteger {}

extension Optional: FieldValue where Wrapped: FieldValue {
    var fieldJSON: JSONValue? { flatMap(\.fieldJSON) }
    var fieldText: String { self?.fieldText ?? "" }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Wrapped?? {
        Wrapped.read(json, at: path, errors: &errors).map(Optional.some)
    }

    static func differences(from old: Wrapped?, to new: Wrapped?, at path: String) -> [FieldDifference] {
        if let old, let new { return Wrapped.differences(from: old, to: new, at: path) }
        return old == new ? [] : [FieldDifference(field: path, old: old.fieldText, new: new.fieldText)]
    }
}

extension Array: FieldValue where Element: FieldValue {
    var fieldJSON: JSONValue? { isEmpty ? nil : .array(map { $0.fieldJSON ?? Element.emptyJSON }) }
    var fieldText: String { map(\.fieldText).joined(separator: "; ") }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> [Element]? {
        guard case .array(let elements) = json else {
            return refuseType(json, "a list", at: path, errors: &errors)
        }
        let before = errors.count
        let values = elements.enumerated().compactMap { index, element in
            Element.read(element, at: "\(path)[\(index)]", errors: &errors)
        }
        return errors.count == before ? values : nil
    }
}

extension FieldValue where Self: Coded {
    var fieldJSON: JSONValue? { .string(code) }
    var fieldText: String { code }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Self? {
        guard case .string(let text) = json else {
            return refuseType(json, allowedCodes, at: path, errors: &errors)
        }
        return collect(at: path, errors: &errors) { () throws(ValidationError) in try Self(code: text) }
    }
}

extension ImportScope: FieldValue {}
extension Qualifier: FieldValue {}
extension DatePrecision: FieldValue {}
extension DateBasis: FieldValue {}
extension PointPrecision: FieldValue {}
extension Sex: FieldValue {}
extension AgeGroup: FieldValue {}
extension IncidentKind: FieldValue {}
extension TransportMode: FieldValue {}
extension FeeBasis: FieldValue {}
extension CauseClass: FieldValue {}
extension DocumentFraud: FieldValue {}
extension Conduct: FieldValue {}
extension Aggravation: FieldValue {}
extension Benefit: FieldValue {}
extension ExemptionGround: FieldValue {}
extension ExemptionOutcome: FieldValue {}
extension CrimeAgainstMigrants: FieldValue {}
extension OffenderRole: FieldValue {}
extension OperationPhase: FieldValue {}
extension ArrestStage: FieldValue {}
