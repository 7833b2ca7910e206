import MerkleLog
import Testing

@Suite struct SignedNoteTests {
    private let log = try! SignerKey(name: "example.org/log", seed: [UInt8](repeating: 1, count: 32))
    private let other = try! SignerKey(name: "example.org/other", seed: [UInt8](repeating: 2, count: 32))

    @Test(arguments: ["a\n", "\n", "a\nb\n", "a\n\nb\n\n", "Größe — ≥ 3\n", "— not a signature\n", "\n\n"])
    func `a note with any text reads back as it was signed`(text: String) throws {
        let note = try SignedNote(text: text, signedBy: log).adding(try other.sign(text))
        let again = try SignedNote(note.description)
        #expect(again == note)
        #expect(again.text.utf8.elementsEqual(text.utf8))
        #expect(try again.verified(by: [log.verifierKey, other.verifierKey]) == [log.verifierKey, other.verifierKey])
    }

    @Test(arguments: ["", "a", "a\nb", "a\r\n", "a\t\n", "a\u{0}\n", "\u{1F}\n"])
    func `a text without final newline or with control characters is not signed`(text: String) {
        #expect(code { try SignedNote(text: text, signedBy: log) } == .malformedNote)
    }

    @Test func `signatures of unknown keys are ignored, also with a known name or identifier`() throws {
        let note = try SignedNote(text: "a\n", signedBy: log).adding(try other.sign("a\n"))
        #expect(try note.verified(by: [log.verifierKey]) == [log.verifierKey])
        let namesake = try SignerKey(name: log.name, seed: [UInt8](repeating: 3, count: 32))
        let both = note.adding(try namesake.sign("something else\n"))
        #expect(try both.verified(by: [log.verifierKey]) == [log.verifierKey])
        #expect(code { try note.verified(by: [namesake.verifierKey]) } == .unsigned)
        #expect(code { try note.verified(by: []) } == .unsigned)
        // The same identifier under another name.
        let renamed = note.description.replacing("— example.org/other ", with: "— example.org/another ")
        #expect(try SignedNote(renamed).verified(by: [log.verifierKey, other.verifierKey]) == [log.verifierKey])
    }

    @Test func `a bad signature of a known key refuses the whole note, even beside a good one`() throws {
        let note = try SignedNote(text: "a\n", signedBy: log)
        let bad = note.adding(try other.sign("b\n"))
        #expect(code { try bad.verified(by: [log.verifierKey, other.verifierKey]) } == .badSignature)
        #expect(try bad.verified(by: [log.verifierKey]) == [log.verifierKey])
        let twice = note.adding(try log.sign("b\n"))
        #expect(code { try twice.verified(by: [log.verifierKey]) } == .badSignature)
        // The same good signature twice names its key once.
        #expect(try note.adding(try log.sign("a\n")).verified(by: [log.verifierKey]) == [log.verifierKey])
    }

    @Test func `no bit of a signature or of the text can be changed`() throws {
        let note = Array(try SignedNote(text: "origin\n12\n", signedBy: log).description.utf8)
        for place in note.indices {
            for bit in 0..<8 {
                var altered = note
                altered[place] ^= 1 << UInt8(bit)
                #expect(throws: MerkleError.self) { try SignedNote(bytes: altered).verified(by: [log.verifierKey]) }
            }
        }
    }

    @Test(arguments: [
        "", "\n", "\n\n", "a", "a\n", "a\n\n", "a\n\n— x AAAAAAA=", "a\n— x AAAAAAA=\n", "a\n\n- x AAAAAAA=\n",
        "a\n\n—x AAAAAAA=\n", "a\n\n— x\n", "a\n\n— x \n", "a\n\n—  AAAAAAA=\n", "a\n\n— x AAAAAA==\n",
        "a\n\n— x AAAAAAB=\n", "a\n\n— x AAAAAAA\n", "a\n\n— x AAAAAAA= \n", "a\n\n— x y AAAAAAA=\n",
        "a\n\n— x+y AAAAAAA=\n", "a\n\n— x\u{A0}y AAAAAAA=\n", "a\n\n— x AAAAAAA=\r\n", "a\n\n— x AAAAAAA=\nz\n",
        "a\n\n— x AAAAAAA=\n\n", "a\t\n\n— x AAAAAAA=\n", "a\n\n\u{2014}\u{A0}x AAAAAAA=\n", "a\n\n— x 💥AAAAAAA=\n",
    ])
    func `a note of another form is refused`(note: String) {
        #expect(code { try SignedNote(note) } == .malformedNote)
    }

    @Test func `a note that is not UTF-8 is refused`() {
        let signature = Array("\n— x AAAAAAA=\n".utf8)
        #expect(code { try SignedNote(bytes: [0x61, 0xFF, 0x0A] + signature) } == .malformedNote)
        #expect(
            code { try SignedNote(bytes: Array("a\n\n— ".utf8) + [0xC3] + Array(" AAAAAAA=\n".utf8)) } == .malformedNote
        )
        #expect(code { try SignedNote(bytes: [0x61, 0x0A] + signature) } == nil)
    }

    @Test func `up to a hundred signatures are read, and no note over a million bytes`() throws {
        let line = "— x AAAAAAA=\n"
        #expect(try SignedNote("a\n\n" + String(repeating: line, count: 100)).signatures.count == 100)
        #expect(code { try SignedNote("a\n\n" + String(repeating: line, count: 101)) } == .malformedNote)
        let long = String(repeating: "a", count: 1_000_000)
        #expect(code { try SignedNote(long + "\n\n" + line) } == .malformedNote)
    }

    @Test func `a key given twice counts once`() throws {
        let note = try SignedNote(text: "a\n", signedBy: log)
        #expect(try note.verified(by: [log.verifierKey, log.verifierKey]) == [log.verifierKey])
    }
}
