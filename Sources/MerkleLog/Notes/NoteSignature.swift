internal import Forms

/// One signature line of a note: `— name base64(keyID ‖ signature)`.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: String
    /// The key's identifier; together with the name it says which key signed.
    public let keyID: UInt32
    /// The signature itself; what it means depends on the key's type. At least one byte.
    public let bytes: [UInt8]

    /// The em dash and the space that begin a signature line.
    static let prefix = "— "

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a signature line, without its newline. Lines of key types unknown here are read too.
    ///
    /// - Throws: ``MerkleError/Code/malformedNote``.
    public init(line: String) throws(MerkleError) {
        try self.init(line: Array(line.utf8)[...])
    }

    init(line: ArraySlice<UInt8>) throws(MerkleError) {
        guard line.starts(with: Self.prefix.utf8) else {
            throw MerkleError(
                .malformedNote, "A signature line of the note does not begin with an em dash and a space.")
        }
        let parts = line.dropFirst(Self.prefix.utf8.count)
            .split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self),
            (try? NoteKey.check(name: name)) != nil
        else {
            throw MerkleError(.malformedNote, "A signature line of the note does not read: em dash, name, signature.")
        }
        guard let encoded = String(validating: parts[1], as: UTF8.self), let decoded = Base64.decode(encoded),
            decoded.count > 4
        else {
            throw MerkleError(
                .malformedNote, "The signature of \(name) is not base64 of a key's identifier and a signature.")
        }
        self.init(
            name: name, keyID: decoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(decoded.dropFirst(4)))
    }

    public static func == (left: NoteSignature, right: NoteSignature) -> Bool {
        left.keyID == right.keyID && left.bytes == right.bytes && Lines.same(left.name, right.name)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(keyID)
        hasher.combine(bytes)
    }
}

extension NoteSignature: CustomStringConvertible {
    /// The signature line, without its newline.
    public var description: String {
        "\(Self.prefix)\(name) \(Base64.encode(NoteKey.bytes(of: keyID) + bytes))"
    }
}
