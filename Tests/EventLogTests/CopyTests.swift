import EventLog
import LedgerTesting
import MerkleLog
import Testing

/// A copy of a log takes what the log has stored, and nothing else.
@Suite struct LogCopyTests {
    let directory: TemporaryFolder
    let origin: EventLog
    let copy: EventLog
    let key: SignerKey

    init() throws {
        directory = try TemporaryFolder()
        key = try SignerKey(generating: "example.org/log")
        origin = try EventLog.create(at: directory.path("origin"))
        copy = try EventLog.create(at: directory.path("copy"), copying: origin.logID)
    }

    /// Entries of the origin.
    private func run(_ positions: ClosedRange<UInt64>) throws -> EntryRun {
        try origin.read { snapshot in
            var run = EntryRun(after: positions.lowerBound - 1)
            try snapshot.forEachEntry(from: positions.lowerBound, through: positions.upperBound) { _, entry in
                run.append(entry)
                return true
            }
            return run
        }
    }

    private func head(_ size: UInt64) throws -> TreeHead {
        TreeHead(size: size, root: try origin.read { try $0.root(at: size) })
    }

    private func note(_ head: TreeHead) throws -> String {
        try Checkpoint(origin: "example.org/log", head: head).signed(by: key).description
    }

    private func request(_ runs: [EntryRun], to head: TreeHead) throws -> CopyRequest {
        CopyRequest(start: runs.first?.start ?? 0, checkpoint: (head.size, try note(head))) { take in
            for run in runs { try take(run) }
            return head
        }
    }

    @Test func `what was copied is row for row what the origin holds`() async throws {
        try await origin.append(AppendRequest(drafts: (0..<9_000).map { draft(1, "a\($0 % 50)") }, idempotencyKey: "k"))
        for number in 0..<400 { try await origin.append(draft(2, "b\(number)")) }
        try await copy.copy(try request([try run(1...9_000)], to: try head(9_000)))
        try await copy.copy(try request([try run(9_001...9_300), try run(9_301...9_400)], to: try head(9_400)))
        #expect(try copy.head() == origin.head())
        #expect(try copy.allEntries() == origin.allEntries())
        #expect(try copy.audit().findings == [])
        #expect(try copy.read { try $0.checkpoint(at: 9_400) } == note(try head(9_400)))
        #expect(try copy.read { try $0.acknowledgement(forKey: "k")?.firstPosition } == 1)
    }

    @Test func `a request that comes in many runs is there whole after the last and not before`() async throws {
        try await origin.append(
            AppendRequest(drafts: (0..<40_000).map { draft(3, "c\($0)") }, idempotencyKey: "long"))
        let runs = try stride(from: UInt64(0), to: 40_000, by: 10_000).map { try run($0 + 1...$0 + 10_000) }
        let target = try head(40_000)
        let (copy, note) = (copy, try note(target))
        try await copy.copy(
            CopyRequest(start: 0, checkpoint: (40_000, note)) { take in
                for run in runs {
                    try take(run)
                    #expect(try copy.position() == 0)
                }
                return target
            })
        #expect(try copy.head() == origin.head())
        #expect(try copy.audit().findings == [])
    }

    @Test func `what does not come to the signed root leaves nothing, and the next copy goes on`() async throws {
        for number in 0..<600 { try await origin.append(draft(1, "a\(number)")) }
        let (right, wrong) = (try head(600), TreeHead(size: 600, root: .empty))
        let whole = try run(1...600)
        #expect(await asyncCode { try await copy.copy(try request([whole], to: wrong)) } == .damaged(position: nil))
        #expect(await asyncCode { try await copy.copy(try request([try run(2...600)], to: right)) } == .outOfRange)
        #expect(try copy.position() == 0)
        try await copy.copy(try request([whole], to: right))
        #expect(try copy.head() == origin.head())
    }

    @Test func `a request that is cut short is refused whole`() async throws {
        try await origin.append(AppendRequest(drafts: (0..<300).map { draft(1, "a\($0)") }, idempotencyKey: "k"))
        let cut = try request([try run(1...299)], to: try head(299))
        #expect(await asyncCode { try await copy.copy(cut) } == .damaged(position: 1))
        #expect(try copy.position() == 0)
    }

    @Test func `a copy appends and signs nothing of its own, and no other log is copied into`() async throws {
        #expect(await asyncCode { try await copy.append(draft(1, "a")) } == .readOnly)
        #expect(await asyncCode { try await origin.copy(request([], to: .empty)) } == .readOnly)
        let signing = CheckpointSigning(sign: { _ in "" }, keep: { _, _ in }, failed: { _ in })
        #expect(code { try copy.beginSigning(signing) } == .readOnly)
    }

    @Test func `requests end where the origin says`() throws {
        var boundary = RequestBoundary()
        #expect(boundary.isReached)
        #expect(throws: EventLogError.self) { try boundary.add([0xFF].span.bytes) }
        let runs = EntryRun(after: 7).split(at: 7)
        #expect(runs.0.count == 0 && runs.1.start == 7)
    }
}
