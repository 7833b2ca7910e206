import EventLog
import Foundation
import LedgerTesting
import Synchronization
import Testing

/// A clock that a test sets.
final class TestClock: Sendable {
    private let micros: Mutex<UInt64>

    init(_ start: UInt64) { micros = Mutex(start) }

    var now: UInt64 { micros.withLock { $0 } }

    func set(_ value: UInt64) { micros.withLock { $0 = value } }

    var options: EventLogOptions { EventLogOptions(clock: { self.now }) }
}

@Suite struct ClockTests {
    @Test func `recorded-at never decreases, even if the clock steps back`() async throws {
        let directory = try TemporaryFolder()
        let clock = TestClock(1_000)
        var log = try EventLog.create(at: directory.path("log"), options: clock.options)
        var recorded: [UInt64] = []
        for time: UInt64 in [1_000, 2_000, 1_500, 1, 2_000, 2_001, 0] {
            clock.set(time)
            recorded.append(try await log.append(draft(1, "a")).recordedAt)
        }
        #expect(recorded == [1_000, 2_000, 2_000, 2_000, 2_000, 2_001, 2_001])
        log.close()
        log = try EventLog(openingAt: directory.path("log"), access: .readWrite, options: clock.options)
        #expect(try await log.append(draft(1, "a")).recordedAt == 2_001)
        clock.set(3_000)
        #expect(try await log.append(draft(1, "a")).recordedAt == 3_000)
        _ = try checkWhole(log)
    }

    @Test func `the last position recorded by a time is found, also where the clock stood still`() async throws {
        let directory = try TemporaryFolder()
        let clock = TestClock(10)
        let log = try EventLog.create(at: directory.path("log"), options: clock.options)
        for time: UInt64 in [10, 10, 20, 15, 20, 30] {
            clock.set(time)
            try await log.append(draft(1, "a"), draft(1, "b"))
        }
        try log.read { snapshot throws in
            for (time, position) in [
                (0, 0), (9, 0), (10, 4), (11, 4), (19, 4), (20, 10), (29, 10), (30, 12), (31, 12), (.max, 12),
            ] as [(UInt64, UInt64)] {
                #expect(try snapshot.lastPosition(recordedAtOrBefore: time) == position, "\(time)")
            }
        }
    }
}
