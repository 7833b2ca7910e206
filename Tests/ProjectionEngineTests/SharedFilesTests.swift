import EventLog
import Folding
import Foundation
import LMDB
import LedgerTesting
import Synchronization
import Testing

@testable import ProjectionEngine

/// One process that keeps views and is asked for them, as the service is.
@Suite struct SharedFilesTests {
    @Test func `views are asked by many while the same process keeps them, and each answer is one of the log's`()
        async throws
    {
        let fixture = try Fixture("views are asked while they are kept")
        try await fixture.append(200)
        let (view, log, views) = (Tally(), fixture.log, fixture.views)
        let group = KeeperGroup(of: log, keeping: [view.name]) { _ in
            ViewKeeper(view: view, directory: views, log: log) { _ in }
        }
        let keeping = Task { await group.run() }
        for _ in 0..<20 {
            try await fixture.append(15)
            let head = try log.position()
            let digests = try await withThrowingTaskGroup(of: String.self) { tasks in
                for _ in 0..<6 {
                    tasks.addTask {
                        try StandingAnswer(ViewQuery(asOf: head), of: view, directory: views, log: log).answer.digest
                    }
                }
                return try await tasks.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(digests == [try Replay.ownedAnswer(ViewQuery(asOf: head), of: view, from: log).digest])
            #expect(try ViewStore.builds(of: view, in: views, log: log).count == 1)
        }
        keeping.cancel()
        await keeping.value
        #expect(try ViewStore.builds(of: view, in: views, log: log).first?.status.position == log.position())
    }

    @Test func `files that were removed while they are open are made anew, and those who have them open go on`() throws
    {
        let fixture = try Fixture("files that were removed")
        let first = try fixture.store()
        let second = try fixture.store()
        OpenEnvironment.remove(at: first.path)
        #expect(!first.isInPlace)
        #expect(try first.position() == 0)
        let third = try fixture.store()
        #expect(third.isInPlace)
        for store in [first, second] { store.close() }
        #expect(try third.position() == 0)
        #expect(throws: (any Error).self) {
            // Still open, and not shared: LMDB's own rule holds for everybody else.
            try Environment(path: third.path)
        }
        third.close()
        try Environment(path: third.path).close()
    }

    @Test func `who reads only does not keep another of the same process from writing`() async throws {
        let fixture = try Fixture("who reads only")
        try await fixture.append(20)
        try fixture.store().close()
        let reader = try ViewStore(
            view: Tally(), directory: fixture.views, log: fixture.log, readOnly: true, durable: false, blocks: .small)
        let writer = try fixture.store()
        #expect(try writer.catchUp().position == 20)
        #expect(try reader.position() == 20)
        #expect(try reader.catchUp().events == 0)
        reader.close()
        #expect(try writer.position() == 20)
    }
}
