import MerkleLog
import Testing

/// The request of tlog-witness: read strictly, written as it was read.
@Suite struct WitnessRequestTests {
    private static let hash = TreeHash.empty.base64

    private func note() throws -> SignedNote {
        let head = TreeHead(size: 5, root: .leaf([1]))
        return try Checkpoint(origin: "example.org/log", head: head)
            .signed(by: SignerKey(name: "example.org/log", seed: [UInt8](repeating: 7, count: 32)))
    }

    @Test func `a request is written as it was read`() throws {
        for hashes in [[], [TreeHash.empty], [.empty, .leaf([2])]] as [[TreeHash]] {
            let request = WitnessRequest(oldSize: 3, consistency: ConsistencyProof(hashes), note: try note())
            #expect(try WitnessRequest(bytes: Array("\(request)".utf8)) == request)
        }
    }

    @Test(arguments: [
        "", "old 3", "old 3\n", "old 03\n\n", "old -1\n\n", "new 3\n\n", "old 3\nAA==\n\n", "old 3\n\(hash)",
        "\nold 3\n\n", "old 3\n" + String(repeating: "\(hash)\n", count: 64) + "\n",
    ])
    func `what is not a request is refused`(_ beginning: String) throws {
        let text = beginning + "\(try note())"
        #expect(throws: MerkleError.self) { try WitnessRequest(bytes: Array(text.utf8)) }
    }
}
