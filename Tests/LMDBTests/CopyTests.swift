import Foundation
import Glibc
import LMDB
import LedgerTesting
import Synchronization
import Testing

@Suite struct CopyTests {
    let directory: TemporaryFolder
    let environment: Environment

    init() throws {
        directory = try TemporaryFolder()
        environment = try opened(directory.path("data"))
    }

    private func size(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path(name) + "/data.mdb")
        return try #require(attributes[.size] as? Int)
    }

    @Test func `a compacting copy taken while a writer writes is one consistent snapshot, and smaller`() throws {
        // Room that is free afterwards, for the copy to leave out.
        try environment.fill(100, count: 10_000)
        try environment.write { try $0.clear(try self.environment.database("entries")) }
        let shared = Shared()
        let (environment, directory) = (environment, directory)
        inParallel(2) { worker in
            if worker == 0 {
                // Each commit gives all values the same byte, and one more key.
                var round = 0
                while !shared.stop.load(ordering: .relaxed) {
                    round += 1
                    try? environment.fill(count: UInt64(100 + round % 100), byte: UInt8(round % 251))
                    shared.started.store(round, ordering: .relaxed)
                }
            } else {
                while shared.started.load(ordering: .relaxed) == 0 { Thread.sleep(forTimeInterval: 0.001) }
                for number in 0..<5 {
                    if (try? environment.copy(to: directory.path("copy \(number)"))) == nil {
                        shared.wrong.add(1, ordering: .relaxed)
                    }
                }
                shared.stop.store(true, ordering: .relaxed)
            }
        }
        #expect(shared.wrong.load(ordering: .relaxed) == 0)
        for number in 0..<5 {
            let copy = try opened(directory.path("copy \(number)"), options: EnvironmentOptions(readOnly: true))
            let bytes = try copy.read { transaction in
                var cursor = try transaction.cursor(try copy.database("entries"))
                var bytes: [UInt8: Int] = [:]
                while try cursor.next() { bytes[cursor.value.copied[500], default: 0] += 1 }
                return bytes
            }
            #expect(bytes.values.max() ?? 0 >= 100, "the values of one commit")
            #expect(try size("copy \(number)") < size("data") / 4)
        }
    }

    @Test func `a copy has everything and is independent`() throws {
        try environment.fill(count: 500)
        for compacting in [true, false] {
            let name = "copy \(compacting)"
            try environment.copy(to: directory.path(name), compacting: compacting)
            let copy = try opened(directory.path(name))
            #expect(try copy.entries() == 500)
            try copy.fill(500, count: 10)
            #expect(try copy.entries() == 510)
            #expect(try environment.entries() == 500)
        }
    }

    @Test func `a copy never replaces anything`() throws {
        try environment.fill(count: 5)
        try environment.copy(to: directory.path("copy"))
        let first = FileManager.default.contents(atPath: directory.path("copy/data.mdb"))
        try environment.fill(5, count: 5)
        #expect(code { try environment.copy(to: directory.path("copy")) } == .alreadyExists)
        #expect(code { try environment.copy(to: directory.path("data")) } == .alreadyExists)
        #expect(FileManager.default.contents(atPath: directory.path("copy/data.mdb")) == first)
        #expect(code { try environment.copy(to: directory.path("none/deeper")) } == .noSuchPath)
    }

    @Test func `a copy inside a write transaction is refused`() throws {
        let refused = code {
            try environment.write { _ in try environment.copy(to: directory.path("copy"), compacting: false) }
        }
        #expect(refused == .wouldDeadlock)
        #expect(!Environment.exists(at: directory.path("copy")))
    }

    @Test func `a copy has the permissions of what was copied`() throws {
        try environment.fill(count: 5)
        chmod(directory.path("data/data.mdb"), 0o640)
        chmod(directory.path("data"), 0o750)
        try environment.copy(to: directory.path("copy"))
        var status = stat()
        #expect(stat(directory.path("copy/data.mdb"), &status) == 0 && status.st_mode & 0o777 == 0o640)
        #expect(stat(directory.path("copy"), &status) == 0 && status.st_mode & 0o777 == 0o750)
    }
}
