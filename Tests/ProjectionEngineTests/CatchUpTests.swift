import EventLog
import Folding
import Foundation
import LedgerTesting
import ProjectionEngine
import Testing

/// How a view is carried on: in batches of any size, by any process, through kills.
@Suite struct CatchUpTests {
    @Test func `what is stored does not depend on how many events were folded at a time`() async throws {
        let fixture = try Fixture("what is stored does not depend on the batches")
        try await fixture.append(700)
        var dumps: [[String]] = []
        for size in [1, 2, 17, 64, 4_096, 0] {
            let store = try fixture.store(in: fixture.folder.path + "/by-\(size)")
            while try store.position() < 700 {
                let count = size == 0 ? Int.random(in: 1...99, using: &fixture.random) : size
                try store.catchUp(through: min(700, try store.position() + UInt64(count)), eventsPerCommit: count)
            }
            store.close()
            dumps.append(try dump(store.path))
        }
        for other in dumps.dropFirst() { #expect(other == dumps[0]) }
        #expect(dumps[0].count > 100)
    }

    @Test func `a view is carried on where it was closed`() async throws {
        let fixture = try Fixture("a view is carried on where it was closed")
        for _ in 0..<8 {
            try await fixture.append(Int.random(in: 1...90, using: &fixture.random))
            let store = try fixture.store()
            #expect(store.rebuilt == nil)
            try store.catchUp()
            #expect(try store.ownedAnswer() == fixture.fresh())
            store.close()
        }
    }

    @Test func `catching up stops where it is told, and folds nothing twice`() async throws {
        let fixture = try Fixture("catching up stops where it is told")
        try await fixture.append(300)
        let store = try fixture.store()
        #expect(try store.catchUp(through: 100).events == 100)
        #expect(try store.position() == 100)
        #expect(try store.catchUp(through: 50).events == 0)
        #expect(try store.ownedAnswer() == fixture.fresh(through: 100))
        #expect(try store.catchUp().events == 200)
        #expect(try store.catchUp().events == 0)
        #expect(try store.status().lag == 0)
    }

    @Test func `an empty log gives an empty answer`() throws {
        let fixture = try Fixture("an empty log gives an empty answer")
        let store = try fixture.store()
        try store.catchUp()
        let answer = try store.ownedAnswer()
        #expect(answer.rows.isEmpty)
        #expect(answer.isComplete)
        #expect(answer.position == 0)
    }

    @Test func `a view killed between its commits goes on as if it had not been`() async throws {
        let fixture = try Fixture("a view killed between its commits")
        try await fixture.append(900)
        fixture.log.close()
        let path = fixture.folder.path
        for _ in 0..<4 {
            let result = await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let log = try EventLog(openingAt: path + "/log", access: .readOnly)
                let store = try ViewStore(view: Tally(), directory: path + "/views", log: log, blocks: .small)
                let start = try store.position()
                Thread.detachNewThread {
                    // Somewhere in the middle of the work, wherever that is.
                    while ((try? store.position()) ?? 0) < start + 150 {}
                    kill(getpid(), SIGKILL)
                }
                while true { try store.catchUp(eventsPerCommit: 3) }
            }
            #expect(result != nil)
        }
        fixture.log = try EventLog(openingAt: path + "/log", access: .readOnly)
        let store = try fixture.store()
        let position = try store.position()
        #expect(position > 0)
        #expect(try store.ownedAnswer() == fixture.fresh(through: position))
        try store.catchUp()
        #expect(try store.ownedAnswer() == fixture.fresh())
    }

    @Test func `two processes can carry on one view at once`() async throws {
        let fixture = try Fixture("two processes can carry on one view at once")
        try await fixture.append(1_200)
        let path = fixture.folder.path
        let store = try fixture.store()
        async let other: ExitTest.Result? = #expect(processExitsWith: .success) { [path = path as String] in
            let log = try EventLog(openingAt: path + "/log", access: .readOnly)
            let store = try ViewStore(view: Tally(), directory: path + "/views", log: log, blocks: .small)
            while try store.position() < 1_200 {
                try store.catchUp(through: store.position() + 2, eventsPerCommit: 1)
            }
        }
        var folded: UInt64 = 0
        while try store.position() < 1_200 {
            folded += try store.catchUp(through: store.position() + 2, eventsPerCommit: 1).events
            try await Task.sleep(for: .microseconds(200))
        }
        _ = await other
        #expect(folded > 0)
        #expect(try store.ownedAnswer() == fixture.fresh())
        store.close()
        let alone = try fixture.store(in: fixture.folder.path + "/alone")
        try alone.catchUp()
        alone.close()
        #expect(try dump(store.path) == dump(alone.path))
    }

    @Test func `a reader never sees a view go backwards or half a batch`() async throws {
        let fixture = try Fixture("a reader never sees half a batch")
        for number in 0..<600 { try await fixture.appendDeaths("d\(number)", dead: 1) }
        let store = try fixture.store()
        async let written: Void = Task.detached {
            while try store.position() < 600 { try store.catchUp(through: store.position() + 7, eventsPerCommit: 7) }
        }.value
        var last: UInt64 = 0
        while last < 600 {
            let answer = try store.ownedAnswer()
            #expect(answer.position >= last)
            // Each of the events so far adds one record and one dead.
            let dead = answer.rows.reduce(0) { $0 + $1.sums[1].low }
            #expect(dead == Int64(answer.position))
            #expect(answer.position % 7 == 0 || answer.position % 64 == 0 || answer.position == 600)
            last = answer.position
        }
        try await written
    }
}
