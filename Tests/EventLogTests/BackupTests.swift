import EventLog
import Foundation
import LedgerTesting
import Testing

@Suite struct BackupTests {
    @Test func `a backup taken while writers write is a prefix, and opens`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<300 {
                        try await log.append(
                            draft(1, "\(writer)", "\(number)"), draft(2, "x"), key: "\(writer)-\(number)")
                    }
                }
            }
            group.addTask {
                for number in 0..<5 {
                    let before = try log.head().position
                    try log.backup(to: directory.path("copy-\(number)"))
                    let after = try log.head().position
                    let copy = try EventLog(openingAt: directory.path("copy-\(number)"), access: .readOnly)
                    #expect(copy.logID == log.logID)
                    let entries = try checkWhole(copy)
                    #expect((before...after).contains(UInt64(entries.count)))
                    #expect(entries.count.isMultiple(of: 2))
                    let original = try log.allEntries().prefix(entries.count)
                    #expect(Array(original) == entries)
                    #expect(try log.read { try $0.root(at: UInt64(entries.count)) } == copy.head().root)
                }
            }
            try await group.waitForAll()
        }
        #expect(try checkWhole(log).count == 2_400)
    }

    @Test func `a backup can be appended to, and knows the keys`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append((0..<700).map { draft(1, "\($0)") })
        try await log.append(draft(1, "a"), key: "k")
        try log.backup(to: directory.path("copy"))
        let copy = try EventLog(openingAt: directory.path("copy"), access: .readWrite)
        #expect(try await copy.append(draft(1, "a"), key: "k").isRepeat)
        #expect(try await copy.append(draft(1, "b")).firstPosition == 702)
        #expect(try checkWhole(copy).count == 702)
        #expect(code { try log.backup(to: directory.path("copy")) } == .alreadyExists)
        #expect(try log.head().position == 701)
    }

    @Test func `checkpoints are stored once and for ever`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        try await log.append((0..<9).map { draft(1, "\($0)") })
        try await log.storeCheckpoint("five", size: 5)
        try await log.storeCheckpoint("nine", size: 9)
        try await log.storeCheckpoint("five", size: 5)
        #expect(await asyncCode { try await log.storeCheckpoint("other", size: 5) } == .checkpointExists(size: 5))
        #expect(await asyncCode { try await log.storeCheckpoint("ten", size: 10) } == .outOfRange)
        try log.read { snapshot throws in
            #expect(try snapshot.checkpoint(at: 5) == "five")
            #expect(try snapshot.checkpoint(at: 6) == nil)
            #expect(try snapshot.lastCheckpoint()?.size == 9)
            var sizes: [UInt64] = []
            try snapshot.forEachCheckpoint { size, _ in
                sizes.append(size)
                return true
            }
            #expect(sizes == [5, 9])
        }
    }
}
