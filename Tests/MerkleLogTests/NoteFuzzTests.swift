import LedgerTesting
import MerkleLog
import Testing

/// Damaged notes, checkpoints, proofs and keys: they may be refused, but never trap, and never pass for the original.
@Suite struct NoteFuzzTests {
    private static let fragments = [
        "\n", "\n\n", "— ", "—", " ", "+", "=", "\r\n", "\u{0}", "💥", "e\u{301}", "index ", "extra ", "0",
        "18446744073709551616",
        "c2sp.org/tlog-proof@v1\n", "PRIVATE+KEY+", "tile/",
    ].map { Array($0.utf8) }

    private func damage(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let start = Int.random(in: 0...result.count, using: &random)
            let end = min(result.count, start + Int.random(in: 0...40, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: if start < result.count { result[start] = UInt8.random(in: 0...255, using: &random) }
            case 1: result.removeSubrange(start..<end)
            case 2: result.insert(contentsOf: result[start..<end], at: start)
            case 3: result.insert(contentsOf: Self.fragments.randomElement(using: &random)!, at: start)
            case 4: result.removeLast(result.count - start)
            default: result.insert(contentsOf: random.bytes(end - start), at: start)
            }
        }
        return result
    }

    @Test func `damaged notes never trap, read back byte for byte, and verify only with their own text`() throws {
        var random = SeededGenerator(for: #function)
        let log = try VerifierKey(PublishedNotes.archeLogKey)
        let witness = try VerifierKey(PublishedNotes.remoraWitnessKey)
        let original = Array(PublishedNotes.archeNote.utf8)
        var parsed = 0
        for _ in 0..<30_000 {
            let bytes = damage(original, &random)
            guard let note = try? SignedNote(bytes: bytes) else { continue }
            parsed += 1
            try #require(Array(note.description.utf8) == bytes)
            if let checkpoint = try? Checkpoint(text: note.text) { try #require(checkpoint.text == note.text) }
            for key in [log, witness] where (try? note.verified(by: [key])) != nil {
                try #require(note.text == PublishedNotes.archeText)
            }
        }
        // The damage must leave some notes readable, or nothing was tried.
        #expect(parsed > 1_000)
    }

    @Test func `damaged proofs and keys never trap, and read back byte for byte`() throws {
        var random = SeededGenerator(for: #function)
        let tiles = MemoryTiles(someEntries(20))
        let log = try SignerKey(generating: "example.org/log")
        let note = try Checkpoint(origin: log.name, head: tiles.edge.head).signed(by: log)
        let proof = TlogProof(
            extra: [1], index: 3, inclusion: try tiles.inclusionProof(index: 3, size: 20), note: note)
        var parsed = 0
        for _ in 0..<30_000 {
            let bytes = damage(Array(proof.description.utf8), &random)
            if let read = try? TlogProof(bytes: bytes) {
                parsed += 1
                try #require(Array(read.description.utf8) == bytes)
                _ = try? read.verify(leaf: tiles.leaf(3), log: log.verifierKey)
            }
            let key = String(decoding: damage(Array(log.verifierKey.description.utf8), &random), as: UTF8.self)
            if let read = try? VerifierKey(key) { try #require(read == log.verifierKey) }
            let secret = String(decoding: damage(Array(log.privateText.utf8), &random), as: UTF8.self)
            if let read = try? SignerKey(privateText: secret) { try #require(read.verifierKey == log.verifierKey) }
            let path = String(decoding: damage(Array("tile/0/x001/234.p/17".utf8), &random), as: UTF8.self)
            if let read = try? TilePath(path) { try #require(read.description == path) }
        }
        #expect(parsed > 300)
    }
}
