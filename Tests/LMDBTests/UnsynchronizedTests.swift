import Foundation
import LMDB
import LedgerTesting
import Testing

/// Environments that nobody keeps.
@Suite struct UnsynchronizedTests {
    let directory: TemporaryFolder
    let environment: Environment

    init() throws {
        directory = try TemporaryFolder()
        environment = try opened(directory.path("data"), options: EnvironmentOptions(synchronization: .none))
    }

    @Test func `what is written is there when the files are opened again`() throws {
        for part: UInt64 in 0..<20 { try environment.fill(part * 100, count: 100, byte: UInt8(part)) }
        environment.close()
        let again = try opened(directory.path("data"), options: EnvironmentOptions(readOnly: true))
        #expect(try again.entries() == 2_000)
        let last = try again.read { try $0.copy(again.database("entries"), 1_999) }
        #expect(last == [UInt8](repeating: 19, count: 1_000))
    }

    @Test func `a copy holds what was committed`() throws {
        try environment.fill(count: 500)
        try environment.copy(to: directory.path("copy"))
        #expect(try opened(directory.path("copy"), options: EnvironmentOptions(readOnly: true)).entries() == 500)
    }

    @Test func `a snapshot stays as it was while pages are changed`() throws {
        try environment.fill(count: 100, byte: 1)
        let snapshot = try environment.beginRead()
        for byte: UInt8 in 2..<10 { try environment.fill(count: 100, byte: byte) }
        let old = try snapshot.copy(environment.database("entries"), 50)
        #expect(old == [UInt8](repeating: 1, count: 1_000))
    }

    @Test func `the file takes no more of the disk than what is stored needs`() throws {
        try environment.fill(count: 100)
        let size = try FileManager.default.attributesOfItem(atPath: directory.path("data/data.mdb"))[.size] as? Int
        #expect(size ?? .max < 1 << 20)
    }
}
