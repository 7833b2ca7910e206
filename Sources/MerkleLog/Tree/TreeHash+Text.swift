internal import Forms

/// The two ways a hash is written: hexadecimal for people, base64 in checkpoints and proofs.
extension TreeHash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { Hex.encode(bytes) }

    /// Reads 64 hexadecimal digits of either case; nil for anything else.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// 44 characters of base64 (RFC 4648, section 4), with padding.
    public var base64: String { Base64.encode(bytes) }

    /// Reads the 44 characters that ``base64`` writes; nil for anything else, unpadded and non-canonical forms included.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }
}
