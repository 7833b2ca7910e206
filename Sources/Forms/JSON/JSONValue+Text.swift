extension JSONValue {
    /// The value as JSON text (RFC 8259).
    ///
    /// - Parameter isPretty: over several lines, indented by two spaces; otherwise on one line.
    public func text(isPretty: Bool = false) -> String {
        var output = ""
        write(to: &output, indent: isPretty ? 0 : nil)
        return output
    }

    private func write(to output: inout String, indent: Int?) {
        switch self {
        case .null: output += "null"
        case .bool(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        // JSON has no infinity and no "not a number".
        case .number(let value): output += value.isFinite ? "\(value)" : "null"
        case .string(let text): JSONValue.quote(text, to: &output)
        case .array(let elements):
            JSONValue.list(elements, in: ("[", "]"), to: &output, indent: indent) { element, output, indent in
                element.write(to: &output, indent: indent)
            }
        case .object(let members):
            JSONValue.list(members, in: ("{", "}"), to: &output, indent: indent) { member, output, indent in
                JSONValue.quote(member.key, to: &output)
                output += indent == nil ? ":" : ": "
                member.value.write(to: &output, indent: indent)
            }
        }
    }

    private static func list<Element>(
        _ elements: [Element], in brackets: (String, String), to output: inout String, indent: Int?,
        write: (Element, inout String, Int?) -> Void
    ) {
        output += brackets.0
        let inner = indent.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { output += "," }
            newLine(to: &output, indent: inner)
            write(element, &output, inner)
        }
        if !elements.isEmpty { newLine(to: &output, indent: indent) }
        output += brackets.1
    }

    private static func newLine(to output: inout String, indent: Int?) {
        guard let indent else { return }
        output += "\n" + String(repeating: "  ", count: indent)
    }

    private static func quote(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            // The last ones are no control characters to JSON, and are to terminals.
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
