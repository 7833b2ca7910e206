/// A text and the signatures on it (C2SP signed-note). Nothing in the text may be believed before ``verified(by:)``.
public struct SignedNote: Hashable, Sendable {
    /// The longest note that is read, in bytes.
    public static let maximumLength = 1_000_000
    /// The most signatures that are read; the format asks for at least 16.
    public static let maximumSignatures = 100

    /// What is signed, with its final newline.
    public let text: String
    /// At least one.
    public private(set) var signatures: [NoteSignature]

    /// Signs a text.
    ///
    /// - Throws: ``MerkleError/Code/malformedNote`` when the text is empty, does not end with a newline, or has control
    ///   characters; ``MerkleError/Code/wrongKeyType``; ``MerkleError/Code/signingFailed``.
    public init(text: String, signedBy key: SignerKey) throws(MerkleError) {
        try Self.check(text: Array(text.utf8)[...])
        self.text = text
        signatures = [try key.sign(text)]
    }

    /// Reads a note.
    ///
    /// - Throws: ``MerkleError/Code/malformedNote``.
    public init(_ note: String) throws(MerkleError) {
        try self.init(bytes: Array(note.utf8))
    }

    /// Reads a note as it was stored or received.
    ///
    /// - Throws: ``MerkleError/Code/malformedNote``.
    public init(bytes: [UInt8]) throws(MerkleError) {
        guard bytes.count <= Self.maximumLength else {
            throw MerkleError(.malformedNote, "The note is \(bytes.count) bytes long; no more than 1,000,000 are read.")
        }
        guard let blank = Self.lastBlankLine(of: bytes) else {
            throw MerkleError(
                .malformedNote, "The note has no signatures: there is no empty line between text and signatures.")
        }
        try Self.check(text: bytes[...blank])
        guard let text = String(validating: bytes[...blank], as: UTF8.self) else {
            throw MerkleError(.malformedNote, "The text of the note is not valid UTF-8.")
        }
        guard let lines = Lines.split(bytes[(blank + 2)...]) else {
            throw MerkleError(.malformedNote, "The note does not end with a signature line and a newline.")
        }
        guard lines.count <= Self.maximumSignatures else {
            throw MerkleError(.malformedNote, "The note has \(lines.count) signatures; no more than 100 are read.")
        }
        self.text = text
        signatures = []
        for line in lines { signatures.append(try NoteSignature(line: line)) }
    }

    /// The note with another signature at its end, such as a witness's.
    public func adding(_ signature: NoteSignature) -> SignedNote {
        var note = self
        note.signatures.append(signature)
        return note
    }

    /// The note with the signatures of one key alone.
    ///
    /// - Returns: nil where that key has not signed it.
    public func signed(onlyBy key: VerifierKey) -> SignedNote? {
        var note = self
        note.signatures = signatures.filter { key.isValid($0, over: text) }
        return note.signatures.isEmpty ? nil : note
    }

    /// Checks every signature of a known key, and returns the keys that signed, in the order of the signatures.
    ///
    /// Signatures of unknown keys are ignored, also when they share only the name or only the identifier with a known
    /// one.
    ///
    /// - Throws: ``MerkleError/Code/badSignature`` when a known key's signature does not verify;
    ///   ``MerkleError/Code/unsigned`` when no known key signed; ``MerkleError/Code/malformedKey`` when two different
    ///   known keys share both name and identifier.
    public func verified(by keys: [VerifierKey]) throws(MerkleError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for signature in signatures {
            let known = keys.filter { $0.matches(signature) }
            guard let key = known.first else { continue }
            guard known.allSatisfy({ $0 == key }) else {
                throw MerkleError(.malformedKey, "Two different keys share the name \(key.name) and an identifier.")
            }
            guard key.isValid(signature, over: text) else {
                throw MerkleError(
                    .badSignature,
                    "The signature of \(key.name) does not fit the text: the note was altered, or its key is another one."
                )
            }
            if !signers.contains(key) { signers.append(key) }
        }
        guard !signers.isEmpty else {
            throw MerkleError(
                .unsigned,
                "The note carries no signature of \(keys.map(\.name).joined(separator: ", ")); it is signed by "
                    + "\(signatures.map(\.name).joined(separator: ", ")).")
        }
        return signers
    }

    /// The position of the newline that ends the text: the one before the last empty line.
    private static func lastBlankLine(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2 else { return nil }
        return (0..<bytes.count - 1).last { bytes[$0] == Lines.newline && bytes[$0 + 1] == Lines.newline }
    }

    private static func check(text: ArraySlice<UInt8>) throws(MerkleError) {
        guard text.last == Lines.newline else {
            throw MerkleError(.malformedNote, "The text of a note must end with a newline.")
        }
        guard text.allSatisfy({ $0 >= 0x20 || $0 == Lines.newline }) else {
            throw MerkleError(
                .malformedNote, "The text of a note must not have control characters other than newlines.")
        }
    }

    public static func == (left: SignedNote, right: SignedNote) -> Bool {
        Lines.same(left.text, right.text) && left.signatures == right.signatures
    }
}

extension SignedNote: CustomStringConvertible {
    /// The note as it is stored and handed on.
    public var description: String {
        "\(text)\n\(signatures.map { "\($0)\n" }.joined())"
    }
}
