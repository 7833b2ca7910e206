public import Forms

/// Under what others may use what is exported: whoever exports it says so, since the ledger does not know.
public struct Licence: Hashable, Sendable {
    /// As lists of licences have it: `CC-BY-4.0`; empty: only its address is known.
    public let name: String
    /// Where its text is; empty: not stated.
    public let address: String

    /// Reads `CC-BY-4.0`, `https://creativecommons.org/licenses/by/4.0/`, or both with a space between.
    ///
    /// - Throws: `LedgerError` with `usage` where it is neither.
    public init(parsing text: String) throws(LedgerError) {
        let parts = text.split(separator: " ").map(String.init)
        let isAddress = { (part: String) in part.hasPrefix("https://") || part.hasPrefix("http://") }
        let names = parts.filter { !isAddress($0) }
        let isName = names.allSatisfy { name in
            name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x5F].contains(byte)
            }
        }
        guard (1...2).contains(parts.count), names.count <= 1, parts.count - names.count <= 1, isName else {
            throw LedgerError(
                .usage,
                "\"\(text)\" is no licence: name one as lists of licences do (CC-BY-4.0), by its address, or by both: "
                    + "\"CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/\".")
        }
        name = names.first ?? ""
        address = parts.first(where: isAddress) ?? ""
    }

    public var text: String { [name, address].filter { !$0.isEmpty }.joined(separator: ", ") }

    var json: JSONValue {
        .object(stating: [
            ("name", name.isEmpty ? nil : .string(name)), ("path", address.isEmpty ? nil : .string(address)),
        ])
    }
}
