internal import Forms

/// A value that a field of a record holds: how it is written and read in JSON, shown to people, and compared.
///
/// One table of fields per type (`FieldObject.fields`) serves reading, writing and comparing, so that no field can be
/// forgotten in one of them.
protocol FieldValue: Equatable, Sendable {
    /// Nil where there is nothing to state: such a field is left out.
    var fieldJSON: JSONValue? { get }

    /// What stands in a list for an element that states nothing.
    static var emptyJSON: JSONValue { get }

    /// As a person would write it; empty where there is nothing to state.
    var fieldText: String { get }

    /// What is read, as JSON Schema 2020-12 says it.
    static var schema: JSONValue { get }

    /// Reads a value; on failure adds at least one error to `errors` and returns nil.
    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Self?

    /// What differs between two values; empty where they are equal.
    static func differences(from old: Self, to new: Self, at path: String) -> [FieldDifference]

    /// The three-way merge of ``Record/merged(base:desk:dataset:)``, of this value.
    static func merged(base: Self, desk: Self, dataset: Self, at path: String, disputes: inout [Dispute]) -> Self

    /// What ``Record/completed(from:stating:)`` makes of this value.
    static func completed(_ own: Self, from earlier: Self, at path: String, stating fields: Set<String>) -> Self
}

extension FieldValue {
    static var emptyJSON: JSONValue { .null }

    var fieldText: String { fieldJSON.map { $0.shown } ?? "" }

    static func differences(from old: Self, to new: Self, at path: String) -> [FieldDifference] {
        old == new ? [] : [FieldDifference(field: path, old: old.fieldText, new: new.fieldText)]
    }

    static func merged(base: Self, desk: Self, dataset: Self, at path: String, disputes: inout [Dispute]) -> Self {
        mergedWhole(Sides(base: base, desk: desk, dataset: dataset), at: path, disputes: &disputes)
    }

    static func completed(_ own: Self, from earlier: Self, at path: String, stating fields: Set<String>) -> Self {
        fields.contains(path) ? own : earlier
    }

    /// The value of the side that changed it; the desk's, disputed, where both did and to different values.
    static func mergedWhole(_ sides: Sides<Self>, at path: String, disputes: inout [Dispute]) -> Self {
        if sides.desk == sides.base { return sides.dataset }
        if sides.dataset != sides.base, sides.dataset != sides.desk {
            disputes.append(Dispute(field: path, desk: sides.desk.fieldText, dataset: sides.dataset.fieldText))
        }
        return sides.desk
    }

    /// Notes that a value is of another type than the field's.
    static func refuseType(
        _ json: JSONValue, _ allowed: String, at path: String, errors: inout [ValidationError]
    ) -> Self? {
        errors.append(
            ValidationError(
                code: .wrongType, field: path, given: json.shown, problem: "is \(json.kindName)", allowed: allowed))
        return nil
    }

    /// Runs an initializer that throws, and notes its error.
    static func collect(
        at path: String, errors: inout [ValidationError], _ make: () throws(ValidationError) -> Self
    ) -> Self? {
        do {
            return try make()
        } catch {
            errors.append(error.at(path))
            return nil
        }
    }
}

/// A field of a type: its JSON name, and how to reach it. A class, so that going through a type's fields copies none.
final class Field<Root: Sendable>: Sendable {
    let name: String
    let schema: @Sendable () -> JSONValue
    let json: @Sendable (Root) -> JSONValue?
    /// What stands for a value that states nothing where the field must be there.
    let emptyJSON: JSONValue
    let text: @Sendable (Root) -> String
    let read: @Sendable (JSONValue, inout Root, String, inout [ValidationError]) -> Void
    let differences: @Sendable (Root, Root, String) -> [FieldDifference]
    let merge: @Sendable (_ sides: Sides<Root>, inout Root, String, inout [Dispute]) -> Void
    let complete: @Sendable (_ own: inout Root, _ earlier: Root, String, _ stating: Set<String>) -> Void

    init<Value: FieldValue>(_ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable) {
        self.name = name
        schema = { Value.schema }
        emptyJSON = Value.emptyJSON
        json = { $0[keyPath: path].fieldJSON }
        text = { $0[keyPath: path].fieldText }
        read = { json, root, place, errors in
            if let value = Value.read(json, at: place, errors: &errors) { root[keyPath: path] = value }
        }
        differences = { Value.differences(from: $0[keyPath: path], to: $1[keyPath: path], at: $2) }
        merge = { sides, root, place, disputes in
            root[keyPath: path] = Value.merged(
                base: sides.base[keyPath: path], desk: sides.desk[keyPath: path], dataset: sides.dataset[keyPath: path],
                at: place, disputes: &disputes)
        }
        complete = { own, earlier, place, fields in
            own[keyPath: path] = Value.completed(
                own[keyPath: path], from: earlier[keyPath: path], at: place, stating: fields)
        }
    }

    /// A field of a part, shown as a field of the whole.
    init<Part: Sendable>(_ field: Field<Part>, of path: any WritableKeyPath<Root, Part> & Sendable) {
        name = field.name
        schema = field.schema
        emptyJSON = field.emptyJSON
        json = { field.json($0[keyPath: path]) }
        text = { field.text($0[keyPath: path]) }
        read = { json, root, place, errors in field.read(json, &root[keyPath: path], place, &errors) }
        differences = { field.differences($0[keyPath: path], $1[keyPath: path], $2) }
        merge = { sides, root, place, disputes in
            let parts = Sides(
                base: sides.base[keyPath: path], desk: sides.desk[keyPath: path], dataset: sides.dataset[keyPath: path])
            field.merge(parts, &root[keyPath: path], place, &disputes)
        }
        complete = { field.complete(&$0[keyPath: path], $1[keyPath: path], $2, $3) }
    }
}

/// What a three-way merge is made of.
struct Sides<Value: Sendable>: Sendable {
    /// What the dataset said when the desk last spoke.
    var base: Value
    /// What the desk says.
    var desk: Value
    /// What the dataset says now.
    var dataset: Value
}

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
    var fieldJSON: JSONValue? { self?.fieldJSON }
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
    var fieldText: String { map { $0.fieldText }.joined(separator: "; ") }

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

extension RecordKind: FieldValue {}
extension ImportScope: FieldValue {}
extension LinkRelation: FieldValue {}
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
extension CaseElement: FieldValue {}
extension CaseOutcome: FieldValue {}
extension ProceedingStage: FieldValue {}
extension DecisionStatus: FieldValue {}
extension Verdict: FieldValue {}
extension ProtocolArticle: FieldValue {}
extension BenefitElement: FieldValue {}
extension BenefitOmission: FieldValue {}
extension ExemptionMechanism: FieldValue {}
extension ActivityType: FieldValue {}
extension ActivityStatus: FieldValue {}
extension Perpetrator: FieldValue {}
extension EnablingCorruption: FieldValue {}
extension SmugglerProfile: FieldValue {}
