import Foundation
import LMDB
import LedgerTesting
import Synchronization
import Testing

@Suite struct TransactionTests {
    let directory: TemporaryFolder
    let environment: Environment

    init() throws {
        directory = try TemporaryFolder()
        environment = try opened(directory.path("data"), databases: ["entries", "words", "log"])
    }

    @Test func `what is committed is read again, also after reopening`() throws {
        try environment.write { transaction in
            let database = try environment.database("words")
            try transaction.put(database, key: Array("one".utf8), value: Array("eins".utf8))
            try transaction.put(database, key: 2, value: Array("zwei".utf8))
            try transaction.put(database, key: [0], value: [])
        }
        environment.close()
        let again = try opened(
            directory.path("data"), databases: ["words"], options: EnvironmentOptions(readOnly: true))
        try again.read { transaction in
            let database = try again.database("words")
            let one = try transaction.get(database, key: Array("one".utf8))?.copied
            let two = try transaction.get(database, key: 2)?.copied
            let bigEndianTwo = try transaction.get(database, key: [0, 0, 0, 0, 0, 0, 0, 2])?.copied
            let empty = try transaction.get(database, key: [0])?.copied
            let none = try transaction.get(database, key: 3)?.copied
            let count = try transaction.count(database)
            #expect(one == Array("eins".utf8))
            #expect(two == Array("zwei".utf8))
            #expect(bigEndianTwo == two)
            #expect(empty == [])
            #expect(none == nil)
            #expect(count == 3)
        }
        #expect(code { _ = try again.beginWrite() } == .readOnly)
    }

    @Test func `a dropped write transaction leaves nothing behind`() throws {
        try environment.fill(count: 3)
        do {
            var transaction = try environment.beginWrite()
            let database = try environment.database("entries")
            try transaction.put(database, key: 99, value: [1])
            try transaction.clear(database)
        }
        #expect(try environment.entries() == 3)
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try environment.write { transaction in
                let database = try environment.database("entries")
                try transaction.delete(database, key: 1)
                throw Refusal()
            }
        }
        #expect(try environment.entries() == 3)
        var transaction = try environment.beginWrite()
        let database = try environment.database("entries")
        let deleted = try transaction.delete(database, key: 1)
        let deletedAgain = try transaction.delete(database, key: 1)
        try transaction.commit()
        #expect(deleted && !deletedAgain)
        #expect(try environment.entries() == 2)
    }

    @Test func `a reader keeps its snapshot while writers commit`() throws {
        try environment.fill(count: 5, byte: 1)
        let reader = try environment.beginRead()
        let database = try environment.database("entries")
        for round in 2...9 { try environment.fill(count: UInt64(round) * 10, byte: UInt8(round)) }
        let count = try reader.count(database)
        let first = try reader.copy(database, 0)?.first
        reader.abort()
        #expect(count == 5)
        #expect(first == 1)
        #expect(try environment.entries() == 90)
    }

    @Test func `a reader can be handed to another thread`() async throws {
        try environment.fill(count: 5)
        let reader = try environment.beginRead()
        let handedOver = Mutex<ReadTransaction?>(reader)
        let count = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let count: Int? = handedOver.withLock { transaction in
                    guard let reader = transaction.take(), let database = try? environment.database("entries") else {
                        return nil
                    }
                    return try? reader.count(database)
                }
                continuation.resume(returning: count)
            }
        }
        #expect(count == 5)
    }

    @Test func `a second write on the same thread is refused instead of waiting for ever`() throws {
        #expect(code { try environment.write { _ in _ = try environment.beginWrite() } } == .wouldDeadlock)
        #expect(code { try environment.write { _ in try environment.write { _ in } } } == .wouldDeadlock)
        try environment.fill(count: 1)
    }

    @Test func `a write transaction is refused on another thread, and goes on on its own`() throws {
        let entries = try environment.database("entries")
        let shared = Kept(try environment.beginWrite())
        inParallel(1) { _ in
            shared.transaction.withLock { transaction in
                #expect(code { _ = try transaction?.count(entries) } == .badTransaction)
            }
        }
        guard var transaction = shared.transaction.withLock({ $0.take() }) else { return }
        try transaction.put(entries, key: 1, value: [1])
        try transaction.commit()
        #expect(try environment.entries() == 1)
    }

    @Test func `ending a write transaction on another thread stops the program`() async {
        await #expect(processExitsWith: .failure) { [path = directory.path("other") as String] in
            let environment = try opened(path)
            let shared = Kept(try environment.beginWrite())
            inParallel(1) { _ in shared.transaction.withLock { $0 = nil } }
        }
    }

    @Test func `append refuses a key that is not above the last`() throws {
        try environment.write { transaction in
            let database = try environment.database("log")
            try transaction.put(database, key: 1, value: [1], flags: .append)
            try transaction.put(database, key: 5, value: [5], flags: .append)
        }
        for key: UInt64 in [0, 3, 5] {
            let refused = code {
                try environment.write { transaction in
                    let database = try environment.database("log")
                    try transaction.put(database, key: key, value: [9], flags: [.append, .noOverwrite])
                }
            }
            #expect(refused == .keyExists)
        }
        let refused = code {
            try environment.write { transaction in
                let database = try environment.database("log")
                try transaction.put(database, key: 5, value: [9], flags: .noOverwrite)
            }
        }
        #expect(refused == .keyExists)
    }

    @Test func `keys have 1 to 511 bytes`() throws {
        for size in [0, 512] {
            let refused = code {
                try environment.write { transaction in
                    let database = try environment.database("entries")
                    try transaction.put(database, key: [UInt8](repeating: 1, count: size), value: [])
                }
            }
            #expect(refused == .badValueSize)
        }
    }

    @Test func `a closed environment refuses, and closes when its last reader ends`() throws {
        try environment.fill(count: 1)
        let reader = try environment.beginRead()
        environment.close()
        #expect(code { _ = try environment.beginRead() } == .closed)
        #expect(code { _ = try environment.information() } == .closed)
        #expect(code { _ = try opened(directory.path("data")) } == .alreadyOpen)
        let database = try environment.database("entries")
        let count = try reader.count(database)
        #expect(count == 1)
        reader.abort()
        #expect(try opened(directory.path("data")).entries() == 1)
    }
}

/// A write transaction that threads can reach.
private final class Kept: Sendable {
    let transaction: Mutex<WriteTransaction?>

    init(_ transaction: consuming sending WriteTransaction) { self.transaction = Mutex(transaction) }
}
