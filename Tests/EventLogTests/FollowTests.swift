import EventLog
import Foundation
import LedgerTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct FollowTests {
    let directory: TemporaryFolder
    let log: EventLog

    init() throws {
        directory = try TemporaryFolder()
        log = try EventLog.create(at: directory.path("log"))
    }

    @Test func `followers get what is there and then what comes, each entry once and in order`() async throws {
        try await log.append(AppendRequest(drafts: (0..<3_000).map { draft(1, "a", "\($0)") }))
        try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for start: UInt64 in [0, 1, 2_500, 3_001, 3_400] {
                group.addTask { [log] in
                    var seen: [UInt64] = []
                    for try await batch in log.follow(from: start) {
                        #expect(!batch.isEmpty)
                        seen += batch.map(\.position)
                        if seen.last == 3_500 { break }
                    }
                    #expect(seen == Array(max(start, 1)...3_500))
                    return seen
                }
            }
            for _ in 0..<100 { try await log.append((0..<5).map { draft(2, "b", "\($0)") }) }
            try await group.waitForAll()
        }
    }

    @Test func `a follower ends when its task is cancelled`() async throws {
        try await log.append(draft(1, "a"))
        let (log, started) = (log, AsyncStream.makeStream(of: Void.self))
        let follower = Task {
            var seen = 0
            for try await batch in log.follow(from: 1) {
                seen += batch.count
                started.continuation.yield()
            }
            return seen
        }
        for await _ in started.stream { break }
        follower.cancel()
        #expect(try await follower.value == 1)
    }

    @Test func `who follows is woken for another process's commits also after the log could not be read for a while`()
        async throws
    {
        var signals = log.commits().makeAsyncIterator()
        try await Task.sleep(for: .milliseconds(100))
        // For longer than between two looks.
        takeEveryReader { usleep(300_000) }
        // More rounds than looks that failed can have left signals that nobody has taken.
        for seed in 1...4 {
            let child = try Child(appendingTo: directory.path("log"), seed: UInt64(seed), requests: 1)
            #expect(child.rest().last == "done")
            try #require(await signals.next() != nil)
        }
    }

    /// Runs `body` while no further snapshot is to be had.
    private func takeEveryReader(_ body: () -> Void) {
        do {
            try log.read { _ in takeEveryReader(body) }
        } catch {
            body()
        }
    }

    @Test func `a follower ends when the log is closed`() async throws {
        try await log.append(draft(1, "a"))
        let (log, started) = (log, AsyncStream.makeStream(of: Void.self))
        let follower = Task {
            var seen = 0
            for try await batch in log.follow(from: 1) {
                seen += batch.count
                started.continuation.yield()
            }
            return seen
        }
        for await _ in started.stream { break }
        log.close()
        #expect(try await follower.value == 1)
        var late = log.follow(from: 1).makeAsyncIterator()
        #expect(try await late.next() == nil)
    }
}

extension EventLog {
    @discardableResult
    func append(_ drafts: [Draft]) async throws(EventLogError) -> AppendAcknowledgement {
        try await append(AppendRequest(drafts: drafts))
    }
}
