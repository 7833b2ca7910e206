internal import Crypto
internal import Forms
internal import Foundation

/// A private key that signs notes or cosigns checkpoints.
///
/// It is never printed by accident: ``description`` shows the public half, and only ``privateText`` gives the secret.
public struct SignerKey: Sendable {
    /// The public half, which readers need.
    public let verifierKey: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// Who signs, as signature lines name it.
    public var name: String { verifierKey.name }
    public var type: NoteKeyType { verifierKey.type }

    /// Makes a new key from the system's random numbers.
    ///
    /// - Throws: ``MerkleError/Code/malformedKey`` for a bad name.
    public init(generating name: String, type: NoteKeyType = .ed25519) throws(MerkleError) {
        try self.init(name: name, type: type, key: Curve25519.Signing.PrivateKey())
    }

    /// Takes an Ed25519 seed of 32 bytes (RFC 8032, section 5.1.5).
    ///
    /// - Throws: ``MerkleError/Code/malformedKey`` for a bad name or a seed of another length.
    public init(name: String, type: NoteKeyType = .ed25519, seed: [UInt8]) throws(MerkleError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw MerkleError(.malformedKey, "The private key of \(name) is \(seed.count) bytes long; it should be 32.")
        }
        try self.init(name: name, type: type, key: key)
    }

    /// Reads `PRIVATE+KEY+name+hex(keyID)+base64(type ‖ seed)`, the form that Go's `sumdb/note` writes. A newline at
    /// the end, as a key file has, is allowed.
    ///
    /// - Throws: ``MerkleError/Code/malformedKey``, also when the hash does not fit the key.
    public init(privateText: String) throws(MerkleError) {
        var text = privateText[...]
        if text.utf8.last == Lines.newline { text = Substring(text.utf8.dropLast()) }
        guard text.utf8.starts(with: Self.prefix.utf8) else {
            throw MerkleError(.malformedKey, "This is not a private key: it should begin with \(Self.prefix).")
        }
        let parts = try NoteKey.parse(String(text.utf8.dropFirst(Self.prefix.utf8.count)) ?? "", what: "private key")
        try self.init(name: parts.name, type: parts.type, seed: parts.key)
        guard verifierKey.id == parts.id else {
            throw MerkleError(
                .malformedKey, "The private key of \(name) has been miscopied: its hash does not fit the key.")
        }
    }

    private init(name: String, type: NoteKeyType, key: Curve25519.Signing.PrivateKey) throws(MerkleError) {
        verifierKey = try VerifierKey(name: name, type: type, publicKey: Array(key.publicKey.rawRepresentation))
        self.key = key
    }

    /// The secret, in the form that ``init(privateText:)`` reads, without a newline. Keep it in a file that only its
    /// owner can read.
    public var privateText: String {
        let id = Hex.encode(NoteKey.bytes(of: verifierKey.id))
        return "\(Self.prefix)\(name)+\(id)+\(Base64.encode([type.rawValue] + Array(key.rawRepresentation)))"
    }

    /// Signs the text of a note.
    ///
    /// - Throws: ``MerkleError/Code/wrongKeyType`` for a witness's key, ``MerkleError/Code/signingFailed``.
    public func sign(_ text: String) throws(MerkleError) -> NoteSignature {
        guard type == .ed25519 else {
            throw MerkleError(
                .wrongKeyType, "The key of \(name) is a witness's: it cosigns checkpoints and signs no notes.")
        }
        return NoteSignature(name: name, keyID: verifierKey.id, bytes: try rawSignature(over: Array(text.utf8)))
    }

    /// Cosigns a checkpoint: states that at `time` it was the largest consistent one that this witness had seen.
    ///
    /// - Parameter time: seconds since 1970-01-01T00:00:00Z, below 2⁶³.
    /// - Throws: ``MerkleError/Code/wrongKeyType`` for a key that signs notes, ``MerkleError/Code/outOfRange`` for such
    ///   a time, ``MerkleError/Code/signingFailed``.
    public func cosign(_ checkpoint: Checkpoint, at time: UInt64) throws(MerkleError) -> NoteSignature {
        guard type == .cosignature else {
            throw MerkleError(.wrongKeyType, "The key of \(name) signs notes; a witness needs a key of type 4.")
        }
        guard time <= Cosignature.latestTime else {
            throw MerkleError(.outOfRange, "A cosignature's time must be below 2^63 seconds; \(time) is not.")
        }
        let signature = try rawSignature(over: Cosignature.message(text: checkpoint.text, time: time))
        return NoteSignature(
            name: name, keyID: verifierKey.id, bytes: Cosignature.Stamped(time: time, signature: signature).bytes)
    }

    private func rawSignature(over message: [UInt8]) throws(MerkleError) -> [UInt8] {
        do {
            return Array(try key.signature(for: message))
        } catch {
            throw MerkleError(.signingFailed, "Signing with the key of \(name) failed: \(error).")
        }
    }

    private static let prefix = "PRIVATE+KEY+"
}

extension SignerKey: CustomStringConvertible, CustomReflectable {
    /// The public half only.
    public var description: String { "private key of \(verifierKey)" }

    /// Nothing of the secret, so that a dump of a value that holds a key does not show it.
    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}
