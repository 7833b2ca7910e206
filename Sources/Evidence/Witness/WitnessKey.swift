import Files
public import Forms
import MerkleLog

/// The key of a witness, which cosigns checkpoints (C2SP cosignature/v1, key type 4). Its file has the form of a ledger's
/// key.
public struct WitnessKey: Sendable {
    let signer: SignerKey

    /// The public half, which those who rely on the witness need.
    public var verifierKey: String { signer.verifierKey.description }

    /// Makes a new key in a new file that only its owner can read.
    ///
    /// - Throws: `LedgerError`: `refused` where there is a file already, or the name cannot name a key.
    public init(makingAt path: String, name: String) throws(LedgerError) {
        do {
            signer = try SignerKey(generating: name, type: .cosignature)
        } catch {
            throw LedgerError(.refused, error.description)
        }
        try DurableFile.makeSecret(path, holding: signer.privateText + "\n")
    }

    /// - Throws: `LedgerError`: `notFound`, `refused` where the file is not a witness's key.
    public init(readingFrom path: String) throws(LedgerError) {
        let bytes = try DurableFile.bytes(of: path)
        do {
            signer = try SignerKey(privateText: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw LedgerError(.refused, "\(path): \(error.description)")
        }
        guard signer.type == .cosignature else {
            throw LedgerError(
                .refused, "\(path) holds a key that signs notes; a witness has its own, which `witness-key` makes.")
        }
    }
}
