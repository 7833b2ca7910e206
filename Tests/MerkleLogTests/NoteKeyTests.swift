import MerkleLog
import Testing

@Suite struct NoteKeyTests {
    @Test func `a new key is written and read back, with its public half`() throws {
        for type in NoteKeyType.allCases {
            let key = try SignerKey(generating: "example.org/ledger", type: type)
            let again = try SignerKey(privateText: key.privateText)
            #expect(again.verifierKey == key.verifierKey)
            #expect(try SignerKey(privateText: key.privateText + "\n").verifierKey == key.verifierKey)
            #expect(try VerifierKey(key.verifierKey.description) == key.verifierKey)
            #expect(try SignerKey(generating: "example.org/ledger", type: type).verifierKey != key.verifierKey)
        }
    }

    @Test func `a private key does not show its secret when it is printed`() throws {
        let key = try SignerKey(generating: "example.org/ledger")
        // The last of five parts: base 64 has plus signs of its own.
        let secret = key.privateText.split(separator: "+", maxSplits: 4).last!
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] { #expect(!text.contains(secret)) }
    }

    @Test(arguments: ["", " ", "a b", "a+b", "a\tb", "a\nb", "a\u{A0}b", "a\u{2003}b", "a\u{0}b", "\u{3000}"])
    func `a name with a space, a plus sign or a control character is refused`(name: String) {
        #expect(code { try SignerKey(generating: name) } == .malformedKey)
        let publicKey = [UInt8](repeating: 1, count: 32)
        #expect(code { try VerifierKey(name: name, publicKey: publicKey) } == .malformedKey)
        #expect(
            code { try VerifierKey("\(name)+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") } == .malformedKey)
    }

    /// As in Go's own test of the package: no part of a key, and no key with a character changed, is a key.
    @Test func `no cut or altered verifier key is read`() {
        let whole = Array(PublishedNotes.goVerifierKey.utf8)
        for start in whole.indices {
            for end in start...whole.count where end - start < whole.count {
                let text = String(decoding: whole[start..<end], as: UTF8.self)
                #expect(code { try VerifierKey(text) } == .malformedKey)
            }
            var altered = whole
            altered[start] += 1
            #expect(code { try VerifierKey(String(decoding: altered, as: UTF8.self)) } == .malformedKey)
        }
    }

    @Test(arguments: [
        // A key that is too long, and one of an unknown type, each with the hash that fits it (Go's note_test.go).
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+", "PeterNeumann+c74f20a3", "PeterNeumann", "++", "+c74f20a3+ARpc2Q==",
    ])
    func `a verifier key of another form is refused`(text: String) {
        #expect(code { try VerifierKey(text) } == .malformedKey)
        #expect(code { try SignerKey(privateText: "PRIVATE+KEY+" + text) } == .malformedKey)
        #expect(code { try SignerKey(privateText: text) } == .malformedKey)
    }

    @Test func `the same key has different identifiers as a log's and as a witness's`() throws {
        let seed = [UInt8](repeating: 9, count: 32)
        let log = try SignerKey(name: "a", type: .ed25519, seed: seed).verifierKey
        let witness = try SignerKey(name: "a", type: .cosignature, seed: seed).verifierKey
        #expect(log.publicKey == witness.publicKey)
        #expect(log.id != witness.id)
        #expect(log != witness)
    }

    @Test func `names that only look the same are different keys`() throws {
        let seed = [UInt8](repeating: 9, count: 32)
        let composed = try SignerKey(name: "caf\u{E9}", seed: seed)
        let decomposed = try SignerKey(name: "cafe\u{301}", seed: seed)
        #expect(composed.verifierKey != decomposed.verifierKey)
        let note = try SignedNote(text: "text\n", signedBy: composed)
        #expect(code { try note.verified(by: [decomposed.verifierKey]) } == .unsigned)
    }
}
