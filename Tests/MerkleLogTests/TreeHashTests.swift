import LedgerTesting
import MerkleLog
import Testing

@Suite struct TreeHashTests {
    @Test func `a hash is exactly 32 bytes and keeps them`() {
        var random = SeededGenerator(for: #function)
        for length in 0...70 {
            let bytes = random.bytes(length)
            let hash = TreeHash(bytes)
            #expect((hash != nil) == (length == 32))
            if let hash {
                #expect(hash.bytes == bytes)
                #expect(hash.span.byteCount == 32)
                #expect(TreeHash(hash.span) == hash)
            }
        }
        #expect(MemoryLayout<TreeHash>.size == 32)
    }

    @Test func `a leaf hash is SHA-256 of a zero byte and the entry, at every length`() {
        var random = SeededGenerator(for: #function)
        let bytes = random.bytes(65_535)
        for length in Array(0...130) + Array(1_015...1_030) + [4_096, 65_535] {
            let entry = Array(bytes.prefix(length))
            #expect(TreeHash.leaf(entry).bytes == RecursiveTree([entry]).hash(0..<1))
            let start = bytes.count - length
            #expect(
                TreeHash.leaf(bytes.span.bytes.extracting(start..<bytes.count)).bytes
                    == RecursiveTree([Array(bytes.suffix(length))]).hash(0..<1))
        }
    }

    @Test func `hashes that differ in any bit are different`() {
        let hash = TreeHash.leaf([1, 2, 3])
        #expect(Set((0..<256).map { hash.flipping(bit: $0) } + [hash]).count == 257)
        #expect(hash == TreeHash(hash.bytes))
    }

    @Test func `the two written forms read back, and nothing else does`() {
        var random = SeededGenerator(for: #function)
        let hash = TreeHash(random.bytes(32))!
        #expect(TreeHash(hex: hash.description) == hash)
        #expect(TreeHash(hex: hash.description.uppercased()) == hash)
        #expect(TreeHash(base64: hash.base64) == hash)
        #expect(hash.base64.utf8.count == 44)
        for text in [
            "", hash.description + "0", String(hash.description.dropLast(2)), "g" + hash.description.dropFirst(),
        ] {
            #expect(TreeHash(hex: text) == nil)
        }
        for text in ["", String(hash.base64.dropLast()), hash.base64 + "=", hash.base64 + "\n", " " + hash.base64] {
            #expect(TreeHash(base64: text) == nil)
        }
    }

    /// 32 bytes leave four spare bits in the last base64 character before the padding; only zeros are accepted there.
    @Test func `base64 with stray bits is refused, so that a hash has one text`() {
        let text = TreeHash(Array(repeating: 0, count: 32))!.base64
        #expect(text == String(repeating: "A", count: 43) + "=")
        #expect(TreeHash(base64: String(repeating: "A", count: 42) + "B=") == nil)
        #expect(TreeHash(base64: String(repeating: "A", count: 42) + "==") == nil)
    }
}
