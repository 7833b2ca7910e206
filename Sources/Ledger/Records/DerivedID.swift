import Crypto
import Forms
package import Incidents

/// The identifier of a link or a settlement: of a record that is known by what it is about, so that two who say the same of the same speak of one record.
enum DerivedID {
    /// FORMAT.md states it for links and for settlements.
    ///
    /// - Parameter texts: without NUL, which stands between them.
    /// - Returns: the first 16 bytes of their SHA-256 in lower-case hexadecimal.
    static func of(_ texts: [String]) -> String {
        let digest = SHA256.hash(data: Array(texts.map { Array($0.utf8) }.joined(separator: [0])))
        return Hex.encode(Array(Array(digest).prefix(16)))
    }
}

extension Link {
    /// The identifier of the link between two records, in either order.
    package static func id(_ kind: RecordKind, _ one: String, _ two: String) -> String {
        let names = [one, two].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return DerivedID.of([kind.code] + names)
    }

    /// Its identifier.
    var id: String { Self.id(kind, record, other) }
}

extension Settlement {
    /// Its identifier.
    var id: String { DerivedID.of([kind.code, record, flag.code, flag.field, flag.detail]) }
}
