import Foundation
import LedgerTesting
import Testing

/// Checks a note's signature with `openssl pkeyutl`, from the bytes of a verifier key alone.
enum OpenSSL {
    /// Whether the note's first signature is the key's over the note's text.
    static func accepts(_ note: String, key: String) async throws -> Bool {
        let scratch = try TemporaryFolder()
        // SubjectPublicKeyInfo of an Ed25519 key: a fixed header and the 32 bytes (RFC 8410, section 4).
        let header: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        // The last part of name+hash+base64; the base64 may itself hold plus signs.
        let encoded = key.split(separator: "+", maxSplits: 2)[2]
        let publicKey = try #require(Data(base64Encoded: String(encoded)))
        try scratch.file("key", holding: Data(header) + publicKey.dropFirst())
        let end = try #require(note.range(of: "\n\n"))
        try scratch.file("text", holding: String(note[..<end.lowerBound]) + "\n")
        let line = note[end.upperBound...].prefix { $0 != "\n" }
        let signature = try #require(Data(base64Encoded: String(line.split(separator: " ")[2])))
        // Before the signature itself: the key's id.
        try scratch.file("signature", holding: signature.dropFirst(4))
        let run = try await Program.shell.run(
            [
                "-c", "exec openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile signature",
            ], in: scratch.url)
        // It also says so where it could not even try.
        let verdicts = ["Verified Successfully", "Verification Failure"]
        try #require(verdicts.contains { run.output.contains($0) }, "\(run)")
        return run.status == 0
    }
}
