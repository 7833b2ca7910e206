internal import Crypto
internal import Forms

/// What a key signs, and how: the signature type byte of the signed-note format.
public enum NoteKeyType: UInt8, Hashable, Sendable, CaseIterable {
    /// Ed25519 over the text of the note: a log's own signature.
    case ed25519 = 0x01
    /// Ed25519 over a time and the text of a checkpoint: a witness's cosignature/v1 (C2SP tlog-cosignature).
    case cosignature = 0x04
}

/// The rules that signing and verifying keys share (C2SP signed-note).
enum NoteKey {
    /// The length of an Ed25519 seed and of an Ed25519 public key.
    static let keyLength = 32

    /// Checks a key's name: not empty, no Unicode space, no plus sign, no control character.
    static func check(name: String) throws(MerkleError) {
        let allowed = name.unicodeScalars.allSatisfy { scalar in
            scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
        }
        guard !name.isEmpty, allowed else {
            throw MerkleError(
                .malformedKey,
                "“\(name.prefix(80))” cannot name a key: a name is not empty and has no spaces, plus signs or control "
                    + "characters. Use something like example.org/ledger.")
        }
    }

    /// The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), big-endian.
    static func id(name: String, type: NoteKeyType, publicKey: [UInt8]) -> UInt32 {
        let digest = SHA256.hash(data: Array(name.utf8) + [Lines.newline, type.rawValue] + publicKey)
        return digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Four bytes, big-endian.
    static func bytes(of id: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }
    }

    /// Splits `name+hash+base64` into its parts, and the base64 into the type and the key.
    static func parse(
        _ text: String, what: String
    ) throws(MerkleError) -> (name: String, id: UInt32, type: NoteKeyType, key: [UInt8]) {
        // The base64 may hold plus signs; the name and the hash never do.
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), let hash = String(parts[1]), let encoded = String(parts[2])
        else {
            throw MerkleError(.malformedKey, "This is not a \(what): it should read name+hash+base64.")
        }
        try check(name: name)
        guard hash.utf8.count == 8, let id = Hex.decode(hash)?.reduce(0, { $0 << 8 | UInt32($1) }) else {
            throw MerkleError(.malformedKey, "The hash in the \(what) of \(name) is not eight hexadecimal digits.")
        }
        guard let bytes = Base64.decode(encoded), let first = bytes.first else {
            throw MerkleError(.malformedKey, "The last part of the \(what) of \(name) is not base64.")
        }
        guard let type = NoteKeyType(rawValue: first) else {
            throw MerkleError(
                .malformedKey,
                "The \(what) of \(name) is of type \(first); the types known here are 1 (Ed25519) and 4 (cosignature/v1)."
            )
        }
        guard bytes.count == 1 + keyLength else {
            throw MerkleError(
                .malformedKey, "The key in the \(what) of \(name) is \(bytes.count - 1) bytes long; it should be 32.")
        }
        return (name, id, type, Array(bytes.dropFirst()))
    }
}
