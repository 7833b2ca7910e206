internal import Crypto
internal import Forms
internal import Foundation

/// A public key that a reader of notes trusts: `name+hex(keyID)+base64(type ‖ public key)` (C2SP signed-note).
public struct VerifierKey: Sendable {
    /// Who signs with the key, as signature lines name it.
    public let name: String
    public let type: NoteKeyType
    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]
    /// The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
    public let id: UInt32

    /// - Throws: ``MerkleError/Code/malformedKey`` for a bad name or a key that is not 32 bytes.
    public init(name: String, type: NoteKeyType = .ed25519, publicKey: [UInt8]) throws(MerkleError) {
        try NoteKey.check(name: name)
        guard publicKey.count == NoteKey.keyLength else {
            throw MerkleError(
                .malformedKey, "The public key of \(name) is \(publicKey.count) bytes long; it should be 32.")
        }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        id = NoteKey.id(name: name, type: type, publicKey: publicKey)
    }

    /// Reads the text form, which is what an auditor is handed.
    ///
    /// - Throws: ``MerkleError/Code/malformedKey``, also when the hash does not fit the key.
    public init(_ text: String) throws(MerkleError) {
        let parts = try NoteKey.parse(text, what: "verifier key")
        try self.init(name: parts.name, type: parts.type, publicKey: parts.key)
        guard id == parts.id else {
            throw MerkleError(
                .malformedKey, "The verifier key of \(name) has been miscopied: its hash does not fit its public key.")
        }
    }

    /// Whether a signature line carries this key's name and identifier.
    public func matches(_ signature: NoteSignature) -> Bool {
        id == signature.keyID && Lines.same(name, signature.name)
    }

    /// Whether the signature is this key's over `text`. For a witness's key the text must be a checkpoint.
    public func isValid(_ signature: NoteSignature, over text: String) -> Bool {
        guard matches(signature) else { return false }
        switch type {
        case .ed25519:
            return isValid(signature.bytes, over: Array(text.utf8))
        case .cosignature:
            guard let stamped = Cosignature.Stamped(signature.bytes), (try? Checkpoint(text: text)) != nil else {
                return false
            }
            return isValid(stamped.signature, over: Cosignature.message(text: text, time: stamped.time))
        }
    }

    private func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

extension VerifierKey: Hashable, CustomStringConvertible {
    /// `name+hex(keyID)+base64(type ‖ public key)`.
    public var description: String {
        "\(name)+\(Hex.encode(NoteKey.bytes(of: id)))+\(Base64.encode([type.rawValue] + publicKey))"
    }

    /// The same name byte for byte, the same type, the same public key.
    public static func == (left: VerifierKey, right: VerifierKey) -> Bool {
        left.type == right.type && left.publicKey == right.publicKey && Lines.same(left.name, right.name)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(publicKey)
    }
}
