import Tables

// Values, each with the sentence about what it would have been.
extension MappingReading {
    mutating func fault(_ json: LocatedJSON, _ sentence: String) {
        faults.append(MappingFault(line: json.line, column: json.column, sentence: sentence))
    }

    mutating func fault(_ name: LocatedJSON.LocatedName, _ sentence: String) {
        faults.append(MappingFault(line: name.line, column: name.column, sentence: sentence))
    }

    /// The members of an object by name, without those that are faults.
    mutating func members(
        _ json: LocatedJSON, _ what: String, needed: [String] = [], allowed: [String]
    ) -> [String: LocatedJSON] {
        guard case .object(let members) = json.value else {
            fault(json, "\(what) is an object, {…}.")
            return [:]
        }
        let known = needed + allowed
        var result: [String: LocatedJSON] = [:]
        for member in members {
            let name = member.name.text
            guard known.contains(name) else {
                fault(member.name, "\(what) has no \"\(name)\"; it has \(Self.list(known)).")
                continue
            }
            if result.updateValue(member.value, forKey: name) != nil {
                fault(member.name, "\(what) has \"\(name)\" twice.")
            }
        }
        for name in needed where result[name] == nil && !members.contains(where: { $0.name.text == name }) {
            fault(json, "\(what) lacks \"\(name)\".")
        }
        return result
    }

    static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    mutating func text(_ json: LocatedJSON) -> String? {
        guard case .text(let text) = json.value, !trimmed(text).isEmpty || text == " " else {
            fault(json, "A text in quotes is expected here, and not an empty one.")
            return nil
        }
        return text
    }

    mutating func integer(_ json: LocatedJSON, _ what: String) -> Int? {
        guard case .number(let digits) = json.value, let number = Int(digits), 1...1_000_000 ~= number else {
            fault(json, "\(what) is a whole number from 1.")
            return nil
        }
        return number
    }

    mutating func choice(_ json: LocatedJSON, _ what: String, _ choices: [String]) -> String? {
        guard let text = text(json) else { return nil }
        guard choices.contains(text) else {
            fault(json, "\"\(text)\" is no \(what); it is one of \(Self.list(choices)).")
            return nil
        }
        return text
    }

    mutating func identifier(_ json: LocatedJSON, _ what: String) -> String {
        guard let text = text(json) else { return "" }
        let isPlain = text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
        if !isPlain || text.utf8.count > 60 {
            fault(json, "\(what) is of small letters, digits and hyphens, at most 60: \"\(text.prefix(70))\" is not.")
        }
        return text
    }

    /// Every heading of one column.
    mutating func headings(_ json: LocatedJSON) -> [String] {
        guard case .list(let elements) = json.value, !elements.isEmpty else {
            fault(json, "The headings of a column are a list of at least one: [\"Heading\"].")
            return []
        }
        var seen: Set<String> = []
        return elements.compactMap { element in
            guard let text = text(element) else { return nil }
            if !seen.insert(headingForm(text)).inserted { fault(element, "The heading \"\(text)\" is there twice.") }
            return text
        }
    }
}
