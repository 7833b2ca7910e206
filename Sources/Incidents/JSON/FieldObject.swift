internal import Forms

/// A value that is an object in JSON: its fields in the order in which they are written.
protocol FieldObject: FieldValue {
    static var fields: [Field<Self>] { get }

    /// What an object without any keys would be.
    static var blank: Self { get }

    /// Keys that must be there.
    static var required: Set<String> { get }

    /// Whether two values are compared field by field; otherwise they are shown as a whole.
    static var isComparedByField: Bool { get }

    /// A short text that may stand for the object; nil where it has none.
    static func read(text: String) throws(ValidationError) -> Self?
}

extension FieldObject {
    static var required: Set<String> { [] }
    static var isComparedByField: Bool { false }
    static var emptyJSON: JSONValue { .object([]) }

    static func read(text: String) throws(ValidationError) -> Self? { nil }

    var fieldJSON: JSONValue? {
        let members = Self.members(of: self)
        return members.isEmpty ? nil : .object(members)
    }

    var fieldText: String {
        Self.fields.map { $0.text(self) }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    static func members(of value: Self) -> [JSONValue.Member] {
        fields.compactMap { field in
            let stated = field.json(value) ?? (required.contains(field.name) ? field.emptyJSON : nil)
            return stated.map { JSONValue.Member(field.name, $0) }
        }
    }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Self? {
        if case .string(let text) = json {
            do {
                if let value = try read(text: text) { return value }
            } catch {
                errors.append(error.at(path))
                return nil
            }
        }
        return readObject(json, at: path, errors: &errors)
    }

    static func readObject(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Self? {
        guard case .object(let members) = json else {
            return refuseType(json, "an object with \(names.joined(separator: ", "))", at: path, errors: &errors)
        }
        let before = errors.count
        var value = blank
        for member in members {
            let place = path.isEmpty ? member.key : "\(path).\(member.key)"
            guard let field = fields.first(where: { $0.name == member.key }) else {
                errors.append(unknownKey(member.key, at: place))
                continue
            }
            // Null is how programs write "nothing": the field stays as it is in a blank value.
            if member.value != .null { field.read(member.value, &value, place, &errors) }
        }
        for field in fields where required.contains(field.name) && (json[field.name] ?? .null) == .null {
            errors.append(
                ValidationError(
                    code: .missing, field: path.isEmpty ? field.name : "\(path).\(field.name)", given: "",
                    problem: "must be stated", allowed: "a value for \"\(field.name)\""))
        }
        return errors.count == before ? value : nil
    }

    static func differences(from old: Self, to new: Self, at path: String) -> [FieldDifference] {
        guard isComparedByField else {
            return old == new ? [] : [FieldDifference(field: path, old: old.fieldText, new: new.fieldText)]
        }
        return fields.flatMap { $0.differences(old, new, path.isEmpty ? $0.name : "\(path).\($0.name)") }
    }

    static func merged(base: Self, desk: Self, dataset: Self, at path: String, disputes: inout [Dispute]) -> Self {
        let sides = Sides(base: base, desk: desk, dataset: dataset)
        guard isComparedByField else { return mergedWhole(sides, at: path, disputes: &disputes) }
        var merged = desk
        for field in fields {
            field.merge(sides, &merged, path.isEmpty ? field.name : "\(path).\(field.name)", &disputes)
        }
        return merged
    }

    static func completed(_ own: Self, from earlier: Self, at path: String, stating stated: Set<String>) -> Self {
        guard isComparedByField else { return stated.contains(path) ? own : earlier }
        var completed = own
        for field in fields {
            field.complete(&completed, earlier, path.isEmpty ? field.name : "\(path).\(field.name)", stated)
        }
        return completed
    }

    // No key path to a name: one of a generic type is made again whenever it is used.
    private static var names: [String] { fields.map { $0.name } }

    private static func unknownKey(_ key: String, at path: String) -> ValidationError {
        let near = suggestions(for: key, among: names)
        return ValidationError(
            code: .unknownKey, field: path, given: key, problem: "is not a field",
            allowed: (near.isEmpty ? names : near).joined(separator: ", "))
    }
}
