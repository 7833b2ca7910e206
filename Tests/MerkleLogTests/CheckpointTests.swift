import Foundation
import MerkleLog
import Testing

@Suite struct CheckpointTests {
    private let log = try! SignerKey(name: "example.org/log", seed: [UInt8](repeating: 1, count: 32))
    private let witness = try! SignerKey(
        name: "example.org/witness", type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
    private let head = TreeHead(size: 12, root: .leaf([1]))

    private func checkpoint(_ origin: String = "example.org/log") throws -> Checkpoint {
        try Checkpoint(origin: origin, head: head)
    }

    @Test func `a checkpoint is three lines, and reads back`() throws {
        let checkpoint = try checkpoint()
        #expect(checkpoint.text == "example.org/log\n12\n\(head.root.base64)\n")
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        let extended = try Checkpoint(origin: "a b", head: .empty, extensions: ["x", "y z"])
        #expect(extended.text == "a b\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nx\ny z\n")
        #expect(try Checkpoint(text: extended.text) == extended)
    }

    @Test(arguments: [
        "", "\n", "a\n1\n", "a\n1\nROOT", "a\n1\nROOT\n\n", "\n1\nROOT\n", "a\n\nROOT\n", "a\n1\n\n", "a\n01\nROOT\n",
        "a\n+1\nROOT\n", "a\n-1\nROOT\n", "a\n1 \nROOT\n", "a\n 1\nROOT\n", "a\n0x1\nROOT\n", "a\n00\nROOT\n",
        "a\n١\nROOT\n",
        "a\n18446744073709551616\nROOT\n", "a\n100000000000000000000\nROOT\n", "a\n1\nROOT=\n", "a\n1\nROOT \n",
        "a\n1\nROOT\n\nb\n", "a\r\n1\r\nROOT\r\n", "a\n1\nAAAA\n", "a\n1\nROOTROOT\n", "a\u{7}\n1\nROOT\n",
        "a\n1\nROOT\nb\tc\n",
    ])
    func `a checkpoint of another form is refused`(text: String) {
        let root = TreeHash.leaf([1]).base64
        #expect(code { try Checkpoint(text: text.replacing("ROOT", with: root)) } == .malformedCheckpoint)
    }

    @Test func `sizes up to 2^64 - 1 are read`() throws {
        let root = TreeHash.leaf([1]).base64
        #expect(try Checkpoint(text: "a\n18446744073709551615\n\(root)\n").size == .max)
        #expect(try Checkpoint(text: "a\n0\n\(root)\n").size == 0)
    }

    @Test(arguments: ["", "a\nb", "\n", "a\r"]) func `an origin that is not one line is refused`(origin: String) {
        #expect(code { try Checkpoint(origin: origin, head: head) } == .malformedCheckpoint)
        #expect(code { try Checkpoint(origin: "a", head: head, extensions: [origin]) } == .malformedCheckpoint)
    }

    @Test func `a signed checkpoint is verified for its log only`() throws {
        let note = try checkpoint().signed(by: log)
        #expect(try VerifiedCheckpoint(note, log: log.verifierKey).checkpoint == checkpoint())
        let foreign = try checkpoint("example.org/else").signed(by: log)
        #expect(code { try VerifiedCheckpoint(foreign, log: log.verifierKey) } == .wrongOrigin)
        #expect(try VerifiedCheckpoint(foreign, log: log.verifierKey, origin: "example.org/else").cosignatures.isEmpty)
        let chat = try SignedNote(text: "hello\n", signedBy: log)
        #expect(code { try VerifiedCheckpoint(chat, log: log.verifierKey) } == .malformedCheckpoint)
    }

    @Test func `a cosignature states a time and is verified beside the log's signature`() throws {
        let checkpoint = try checkpoint()
        let time: UInt64 = 1_679_315_147
        let note = try checkpoint.signed(by: log).adding(try witness.cosign(checkpoint, at: time))
        let again = try SignedNote(note.description)
        let verified = try VerifiedCheckpoint(again, log: log.verifierKey, witnesses: [witness.verifierKey])
        #expect(verified.cosignatures.map(\.time) == [time])
        #expect(verified.cosignatures.map(\.witness) == [witness.verifierKey])
        let bytes = again.signatures[1].bytes
        #expect(bytes.count == 72)
        #expect(Array(bytes.prefix(8)) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        // The bytes signed, as the specification lays them out; the same key as a note key signs them alike.
        let plain = try SignerKey(name: "x", seed: [UInt8](repeating: 2, count: 32))
        let message = "cosignature/v1\ntime 1679315147\n" + checkpoint.text
        #expect(try plain.sign(message).bytes == Array(bytes.dropFirst(8)))
    }

    @Test func `no bit of a cosignature, its time included, can be changed`() throws {
        let checkpoint = try checkpoint()
        let good = try checkpoint.signed(by: log).adding(try witness.cosign(checkpoint, at: 1_679_315_147))
        let line = good.signatures[1].description
        for place in 4..<76 {
            for bit in 0..<8 {
                var bytes = [0, 0, 0, 0] + good.signatures[1].bytes
                bytes[place] ^= 1 << UInt8(bit)
                bytes.removeFirst(4)
                let altered = try note(good, replacing: line, with: bytes)
                #expect(code { try altered.verified(by: [witness.verifierKey]) } == .badSignature)
            }
        }
    }

    /// The note with the witness's signature bytes replaced, written as text as an attacker would.
    private func note(_ note: SignedNote, replacing line: String, with bytes: [UInt8]) throws -> SignedNote {
        let id = witness.verifierKey.id
        let identifier = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) }
        let altered = "— \(witness.name) \(Data(identifier + bytes).base64EncodedString())"
        return try SignedNote(note.description.replacing(line, with: altered))
    }

    @Test func `a witness's key signs no notes, and a log's key cosigns nothing`() throws {
        #expect(code { try SignedNote(text: "a\n", signedBy: witness) } == .wrongKeyType)
        #expect(code { try log.cosign(checkpoint(), at: 1) } == .wrongKeyType)
        #expect(code { try witness.cosign(checkpoint(), at: 1 << 63) } == .outOfRange)
        let note = try checkpoint().signed(by: log)
        #expect(code { try VerifiedCheckpoint(note, log: witness.verifierKey) } == .wrongKeyType)
        #expect(
            code { try VerifiedCheckpoint(note, log: log.verifierKey, witnesses: [log.verifierKey]) } == .wrongKeyType)
    }

    @Test func `a witness's signature does not stand in for the log's`() throws {
        let checkpoint = try checkpoint()
        let other = try SignerKey(generating: "example.org/other")
        let note = try checkpoint.signed(by: other).adding(try witness.cosign(checkpoint, at: 1))
        let refusal = code {
            try VerifiedCheckpoint(note, log: log.verifierKey, witnesses: [witness.verifierKey])
        }
        #expect(refusal == .unsigned)
    }
}
