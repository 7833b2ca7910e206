import Foundation
import LMDB
import LedgerTesting
import Testing

/// Environments that nobody keeps.
@Suite struct UnsynchronizedTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    private func options(_ size: Int, maximum: Int = 1 << 40) -> EnvironmentOptions {
        EnvironmentOptions(initialMapSize: size, maximumMapSize: maximum, synchronization: .none)
    }

    @Test func `what is written is there after the map has grown, and when the files are opened again`() throws {
        let environment = try Environment(path: directory.path("data"), options: options(64 << 10))
        for part: UInt64 in 0..<20 { try environment.fill(part * 100, count: 100, byte: UInt8(part)) }
        #expect(try environment.entries() == 2_000 && environment.mapSize > 2_000_000)
        environment.close()
        let again = try Environment(path: directory.path("data"), options: EnvironmentOptions(readOnly: true))
        defer { again.close() }
        #expect(try again.entries() == 2_000)
        let last = try again.read { transaction in
            try transaction.get(try transaction.openDatabase("entries"), key: 1_999 as UInt64)?.copied
        }
        #expect(last == [UInt8](repeating: 19, count: 1_000))
    }

    @Test func `a copy holds what was committed`() throws {
        let environment = try Environment(path: directory.path("data"), options: options(64 << 10))
        defer { environment.close() }
        try environment.fill(count: 500)
        try environment.copy(to: directory.path("copy"))
        let copy = try Environment(path: directory.path("copy"), options: EnvironmentOptions(readOnly: true))
        defer { copy.close() }
        #expect(try copy.entries() == 500)
    }

    @Test func `a snapshot stays as it was while pages are changed in the map`() throws {
        let environment = try Environment(path: directory.path("data"), options: options(16 << 20))
        defer { environment.close() }
        try environment.fill(count: 100, byte: 1)
        let snapshot = try environment.beginRead()
        for byte: UInt8 in 2..<10 { try environment.fill(count: 100, byte: byte) }
        let old = try snapshot.get(try snapshot.openDatabase("entries"), key: 50 as UInt64)?.copied
        #expect(old == [UInt8](repeating: 1, count: 1_000))
    }

    @Test func `the file takes its place on the disk, so that a full disk is met when the map grows`() throws {
        let environment = try Environment(path: directory.path("data"), options: options(1 << 20))
        defer { environment.close() }
        var status = stat()
        #expect(stat(directory.path("data") + "/data.mdb", &status) == 0)
        #expect(Int(status.st_size) == environment.mapSize && Int(status.st_blocks) * 512 >= environment.mapSize)
    }
}
