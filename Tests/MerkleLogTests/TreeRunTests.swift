import LedgerTesting
import MerkleLog
import Testing

/// Stretches of a tree that are hashed each by itself, against RFC 6962's recursive definition.
@Suite struct TreeRunTests {
    @Test func `runs that are cut anywhere join to the tree of the definition`() throws {
        var random = SeededGenerator(for: #function)
        let entries = someEntries(900)
        let definition = RecursiveTree(entries)
        for _ in 0..<60 {
            var frontier = TreeFrontier()
            var start = 0
            while start < entries.count {
                let end = min(entries.count, start + Int.random(in: 0...140, using: &random))
                var run = TreeRun(after: UInt64(start))
                for entry in entries[start..<end] { run.append(.leaf(entry)) }
                #expect(run.count == UInt64(end - start))
                frontier.append(run)
                #expect(frontier.size == UInt64(end))
                try #require(frontier.root.bytes == definition.hash(0..<end), "after a run of \(start)..<\(end)")
                start = end
            }
        }
    }
}
