import MerkleLog
import Testing

/// Notes that other implementations signed are read, verified and, where the key is public, signed again.
@Suite struct PublishedNoteTests {
    @Test func `Go's example is verified, and signing it again gives the same bytes`() throws {
        let key = try VerifierKey(PublishedNotes.goVerifierKey)
        #expect(key.name == "PeterNeumann" && key.id == 0xC74F_20A3 && key.type == .ed25519)
        #expect(key.description == PublishedNotes.goVerifierKey)
        let note = try SignedNote(PublishedNotes.goNote)
        #expect(note.text == PublishedNotes.goText)
        #expect(note.description == PublishedNotes.goNote)
        #expect(try note.verified(by: [key]) == [key])
        let signer = try SignerKey(privateText: PublishedNotes.goSignerKey)
        #expect(signer.verifierKey == key)
        #expect(signer.privateText == PublishedNotes.goSignerKey)
        #expect(try SignedNote(text: PublishedNotes.goText, signedBy: signer).description == PublishedNotes.goNote)
    }

    @Test func `the example of the signed-note specification is verified`() throws {
        let key = try VerifierKey(PublishedNotes.c2spVerifierKey)
        let hex = "e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4"
        #expect(TreeHash(key.publicKey)?.description == hex)
        #expect(try SignedNote(PublishedNotes.c2spNote).verified(by: [key]) == [key])
    }

    @Test func `a public log's checkpoint is verified with the cosignatures of public witnesses`() throws {
        let log = try VerifierKey(PublishedNotes.archeLogKey)
        let remora = try VerifierKey(PublishedNotes.remoraWitnessKey)
        let stagemole = try VerifierKey(PublishedNotes.stagemoleWitnessKey)
        #expect(remora.type == .cosignature)
        let note = try SignedNote(PublishedNotes.archeNote)
        #expect(note.signatures.count == 6)
        #expect(note.description == PublishedNotes.archeNote)
        let verified = try VerifiedCheckpoint(note, log: log, witnesses: [remora, stagemole])
        #expect(verified.checkpoint.size == 1_432_088_532)
        #expect(verified.checkpoint.text == PublishedNotes.archeText)
        #expect(verified.cosignatures.map(\.witness) == [remora, stagemole])
        // 0x6a122120 seconds, as the signature lines carry it.
        #expect(verified.cosignatures.map(\.time) == [0x6A12_2120, 0x6A12_2120])
        let altered = try SignedNote(PublishedNotes.archeNote.replacing("1432088532", with: "1432088533"))
        #expect(code { try VerifiedCheckpoint(altered, log: log) } == .badSignature)
        #expect(code { try altered.verified(by: [remora]) } == .badSignature)
    }

    /// RFC 8032, section 7.1, tests 1 and 2.
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "r",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ])
    func `keys sign as RFC 8032 says`(seed: String, publicKey: String, message: String, first: String, second: String)
        throws
    {
        let signer = try SignerKey(name: "rfc8032", seed: TreeHash(hex: seed)!.bytes)
        #expect(TreeHash(signer.verifierKey.publicKey)?.description == publicKey)
        let signature = try signer.sign(message)
        #expect(signature.bytes == TreeHash(hex: first)!.bytes + TreeHash(hex: second)!.bytes)
        #expect(signer.verifierKey.isValid(signature, over: message))
        #expect(!signer.verifierKey.isValid(signature, over: message + "r"))
    }
}
