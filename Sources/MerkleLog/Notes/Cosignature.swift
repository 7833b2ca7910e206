/// A witness's statement that, at a time, a checkpoint was the largest it had seen of the log and consistent with all
/// it had seen before (C2SP tlog-cosignature, cosignature/v1).
public struct Cosignature: Hashable, Sendable {
    /// The witness's key.
    public let witness: VerifierKey
    /// When the witness signed, in seconds since 1970-01-01T00:00:00Z.
    public let time: UInt64

    /// The latest time that a cosignature may state.
    static let latestTime = UInt64(Int64.max)

    /// The witness's latest cosignature on a note, nil when there is none.
    ///
    /// The note has been verified with this key before.
    init?(by witness: VerifierKey, on note: SignedNote) {
        let times = note.signatures.filter { witness.isValid($0, over: note.text) }
            .compactMap { Stamped($0.bytes)?.time }
        guard let time = times.max() else { return nil }
        self.witness = witness
        self.time = time
    }

    /// What the witness signs: a header, the time, and the checkpoint's text.
    static func message(text: String, time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }

    /// A signature line's bytes: 8 bytes of time, big-endian, then 64 bytes of Ed25519.
    struct Stamped {
        let time: UInt64
        let signature: [UInt8]

        init(time: UInt64, signature: [UInt8]) {
            self.time = time
            self.signature = signature
        }

        init?(_ bytes: [UInt8]) {
            guard bytes.count == 8 + 64 else { return nil }
            time = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
            signature = Array(bytes.dropFirst(8))
            guard time <= Cosignature.latestTime else { return nil }
        }

        var bytes: [UInt8] {
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) } + signature
        }
    }
}
