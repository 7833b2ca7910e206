import MerkleLog
import Testing

@Suite struct TlogProofTests {
    private let log = try! SignerKey(name: "example.org/log", seed: [UInt8](repeating: 1, count: 32))
    private let entries = someEntries(300)

    private func proof(index: UInt64, size: UInt64, extra: [UInt8]? = nil) throws -> TlogProof {
        let tiles = MemoryTiles(entries)
        let note = try Checkpoint(origin: log.name, head: tiles.head(size: size)).signed(by: log)
        return TlogProof(
            extra: extra, index: index, inclusion: try tiles.inclusionProof(index: index, size: size), note: note)
    }

    @Test func `a proof stands alone: text, entry and verifier key are enough`() throws {
        for (index, size): (UInt64, UInt64) in [(0, 1), (0, 300), (299, 300), (255, 256), (17, 257)] {
            let text = try proof(index: index, size: size).description
            let read = try TlogProof(text)
            #expect(read.description == text)
            let verified = try read.verify(leaf: .leaf(entries[Int(index)]), log: log.verifierKey)
            #expect(verified.checkpoint.size == size)
            let otherLeaf = TreeHash.leaf([9])
            #expect(code { try read.verify(leaf: otherLeaf, log: log.verifierKey) } == .inclusionMismatch)
            let otherLog = try SignerKey(generating: log.name).verifierKey
            #expect(code { try read.verify(leaf: .leaf(entries[Int(index)]), log: otherLog) } == .unsigned)
        }
    }

    @Test func `the text has the lines that the specification names`() throws {
        let proof = try proof(index: 2, size: 3, extra: [1, 2, 3])
        let sibling = proof.inclusion.hashes[0].base64
        let lines = proof.description.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0..<5] == ["c2sp.org/tlog-proof@v1", "extra AQID", "index 2", Substring(sibling), ""])
        #expect(lines[5] == "example.org/log" && lines[6] == "3" && lines[8] == "" && lines.count == 11)
        #expect(try TlogProof(proof.description) == proof)
        #expect(try self.proof(index: 2, size: 3, extra: []).extra == nil)
    }

    @Test func `a proof of another form is refused`() throws {
        let text = try proof(index: 2, size: 3).description
        let sibling = try proof(index: 2, size: 3).inclusion.hashes[0].base64
        let altered = [
            "", "\n", "\n\n", text.replacing("@v1", with: "@v2"), "\n" + text, " " + text,
            text.replacing("index 2", with: "index 02"), text.replacing("index 2", with: "index +2"),
            text.replacing("index 2", with: "index"), text.replacing("index 2\n", with: ""),
            text.replacing("index 2", with: "extra \nindex 2"), text.replacing("index 2", with: "extra AQI\nindex 2"),
            text.replacing("index 2", with: "extra AQ==\nextra AQ==\nindex 2"),
            text.replacing("index 2", with: "index 2\nextra AQ=="),
            text.replacing(sibling, with: String(sibling.dropLast())), text.replacing(sibling, with: "AAAA"),
            text.replacing(sibling + "\n\n", with: sibling + "\n"),
            text.replacing(sibling, with: Array(repeating: sibling, count: 65).joined(separator: "\n")),
            text.replacing("\n", with: "\r\n"),
        ]
        for text in altered { #expect(code { try TlogProof(text) } == .malformedProof, "\(text)") }
        #expect(code { try TlogProof(String(text.dropLast())) } == .malformedNote)
        #expect(code { try TlogProof(text + "\n") } == .malformedNote)
        let chat = TlogProof(
            index: 0, inclusion: InclusionProof([]), note: try SignedNote(text: "hello\n", signedBy: log))
        #expect(code { try TlogProof(chat.description) } == .malformedCheckpoint)
    }

    @Test func `no altered proof vouches for the entry`() throws {
        let proof = try proof(index: 17, size: 257)
        let text = Array(proof.description.utf8)
        let leaf = TreeHash.leaf(entries[17])
        for place in text.indices {
            for bit in 0..<8 {
                var altered = text
                altered[place] ^= 1 << UInt8(bit)
                #expect(throws: MerkleError.self) {
                    try TlogProof(bytes: altered).verify(leaf: leaf, log: log.verifierKey)
                }
            }
        }
    }
}
