internal import Files
package import Forms
package import MerkleLog

/// The file of a private key, of a ledger, a witness or a mirror: one line, `PRIVATE+KEY+name+hash+base64`, as Go's
/// `sumdb/note` writes it; its mode is 0600. Its type says what it may do: a ledger's signs notes, those of witnesses and mirrors
/// cosign (C2SP signed-note, types 1 and 4).
extension SignerKey {
    /// - Throws: `LedgerError`: `notFound` where there is no file, `refused` where it cannot be read or is no key.
    package init(inFile path: String) throws(LedgerError) {
        let bytes = try DurableFile.bytes(of: path)
        do {
            self = try SignerKey(privateText: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw LedgerError(.refused, "\(path): \(error.description)")
        }
    }

    /// Makes a new key in a new file that only its owner can read.
    ///
    /// - Throws: `LedgerError`: `refused` where there is a file already, or the name cannot name a key.
    package init(newFile path: String, name: String, type: NoteKeyType) throws(LedgerError) {
        do {
            self = try SignerKey(generating: name, type: type)
        } catch {
            throw LedgerError(.refused, error.description)
        }
        try DurableFile.makeSecret(path, holding: privateText + "\n")
    }
}
