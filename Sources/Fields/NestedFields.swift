import Forms
package import Incidents
package import Ledger

/// The fields of a record within the flag of another one: `dead=3, missing=2, cause=Drowning`.
///
/// A comma and `name=` begin the next field, so that values may have commas: `point=35.5, 12.6, dead=3`.
package enum NestedFields {
    package static func read(_ text: String) -> GivenFlags {
        var fields: [(name: String, value: String)] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            if let field = field(piece) {
                fields.append(field)
            } else if fields.isEmpty {
                fields.append(("", String(piece)))
            } else {
                fields[fields.count - 1].value += "," + piece
            }
        }
        var given = GivenFlags()
        for field in fields { given.add(trimmed(field.value), to: field.name) }
        return given
    }

    /// A piece that begins with a name and `=`; nil where it goes on with what was before it.
    private static func field(_ piece: Substring) -> (name: String, value: String)? {
        guard let equals = piece.firstIndex(of: "=") else { return nil }
        let name = trimmed(piece[..<equals])
        guard let first = name.first, first.isLetter, name.allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
        return (name, String(piece[piece.index(after: equals)...]))
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension EnteredState {
    /// A record of this kind that is written within the flag of another one.
    ///
    /// - Returns: its state, and the identifier that it is given; no state where it states nothing that can be read.
    package static func nested(_ text: String, _ faults: inout Faults) -> (id: String?, state: Record) {
        var given = NestedFields.read(text)
        let id = given.one("id", &faults)
        given.remove("id")
        for name in given.texts.keys.sorted() where !has(name) {
            faults.add(
                .usage,
                name.isEmpty
                    ? "\"\(given.all(name)[0])\" is not written as field=value"
                    : "\(name) is not a field of \(recordKind.code).\(question(name, among: flags.map(\.name)))",
                of: name)
            given.remove(name)
        }
        return (id, writing(given, into: .blank(recordKind), &faults))
    }
}
