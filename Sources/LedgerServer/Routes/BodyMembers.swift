import Forms

/// The members of a JSON object that a request brought: each is read by its name, and what nobody knows is refused.
struct BodyMembers {
    private let json: JSONValue

    /// - Throws: ``Problem`` where it is no object, or has other members.
    init(_ json: JSONValue, allowed: [String]) throws {
        guard case .object(let members) = json else {
            throw Problem(
                field: "", given: json.kindName, allowed: "an object with \(allowed.joined(separator: ", "))",
                "The body must be a JSON object.")
        }
        for member in members where !allowed.contains(member.key) {
            throw Problem(
                field: member.key, given: member.value.shown, allowed: allowed.joined(separator: ", "),
                "The body has no member \"\(member.key)\".")
        }
        self.json = json
    }

    /// Nil where it is not there, or null.
    func value(_ name: String) -> JSONValue? {
        json[name].flatMap { $0 == .null ? nil : $0 }
    }

    func text(_ name: String) throws -> String {
        guard let text = try optionalText(name) else {
            throw Problem(field: name, given: nil, allowed: "a text", "\"\(name)\" is needed.")
        }
        return text
    }

    func optionalText(_ name: String) throws -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw wrong(name, value, "a text") }
        return text
    }

    func texts(_ name: String) throws -> [String] {
        guard let value = value(name) else { return [] }
        guard case .array(let elements) = value else { throw wrong(name, value, "a list of texts") }
        return try elements.map { element in
            guard case .string(let text) = element else { throw wrong(name, element, "a list of texts") }
            return text
        }
    }

    private func wrong(_ name: String, _ value: JSONValue, _ allowed: String) -> Problem {
        Problem(field: name, given: value.shown, allowed: allowed, "\"\(name)\" must be \(allowed).")
    }
}
