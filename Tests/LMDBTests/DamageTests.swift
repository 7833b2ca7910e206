import Foundation
import LMDB
import LedgerTesting
import Testing

/// A file whose structure was damaged is refused, or its damage lies where nothing is: it is never answered from wrongly,
/// and never ends the program.
@Suite struct DamageTests {
    let directory: TemporaryFolder
    private static let pageSize = 4_096
    /// `Tools/test --long` sets the variable.
    private static let rounds = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] == nil ? 60 : 500

    init() throws { directory = try TemporaryFolder() }

    /// A file with deep trees, large values, and free pages.
    private func make() throws -> [UInt8] {
        let environment = try opened(directory.path("data"), databases: ["entries", "rows"])
        let rows = try environment.database("rows")
        for round: UInt64 in 0..<6 {
            try environment.fill(round * 400, count: 400, byte: UInt8(round + 1))
            try environment.write { transaction in
                for key in round * 50..<round * 50 + 50 {
                    try transaction.put(rows, key: key, value: [UInt8](repeating: 9, count: key % 9 == 0 ? 9_000 : 20))
                }
                if round > 2 {
                    for key in (round - 3) * 50..<(round - 3) * 50 + 40 { try transaction.delete(rows, key: key) }
                }
            }
        }
        environment.close()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory.path("data/data.mdb"))))
    }

    /// Everything that two databases hold.
    private func contents(_ path: String) throws -> [[UInt8]] {
        let environment = try opened(path, databases: ["entries", "rows"], options: EnvironmentOptions(readOnly: true))
        defer { environment.close() }
        return try environment.read { transaction in
            var all: [[UInt8]] = []
            for name in ["entries", "rows"] {
                var cursor = try transaction.cursor(try environment.database(name))
                while try cursor.next() { all += [cursor.key.copied, cursor.value.copied] }
            }
            return all
        }
    }

    /// Puts bytes in the place of a file of their own, as a copy that nobody vouches for.
    private func place(_ bytes: [UInt8]) throws -> String {
        let path = directory.path("damaged")
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/data.mdb"))
        return path
    }

    /// Damages the structure, not the contents: headers, places of nodes, headers of nodes, whole pages.
    private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) -> String {
        let pages = bytes.count / Self.pageSize
        // The pages of a large value but its first are only contents.
        var page = Int.random(in: 0..<pages, using: &random)
        while !hasHeader(bytes, page) { page = Int.random(in: 0..<pages, using: &random) }
        let start = page * Self.pageSize
        let isNode = [1, 2].contains(bytes[start + 10])
        func flip(_ offset: Int) -> String {
            let bit = UInt8.random(in: 0..<8, using: &random)
            bytes[offset] ^= 1 << bit
            return "bit \(bit) of byte \(offset - start) of page \(page)"
        }
        let sort = Int.random(in: 0..<7, using: &random)
        switch !isNode && (sort == 1 || sort == 2) ? 0 : sort {
        case 0: return "header: " + flip(start + Int.random(in: 0..<16, using: &random))
        case 1:
            let lower = max(18, min(Int(bytes[start + 12]) | Int(bytes[start + 13]) << 8, Self.pageSize))
            return "place: " + flip(start + Int.random(in: 16..<lower, using: &random))
        case 2:
            let place = start + 16
            let node = Int(bytes[place]) | Int(bytes[place + 1]) << 8
            return "node: " + flip(start + min(node + Int.random(in: 0..<8, using: &random), Self.pageSize - 1))
        case 3:
            bytes.replaceSubrange(start..<start + Self.pageSize, with: [UInt8](repeating: 0, count: Self.pageSize))
            return "page \(page) zeroed"
        case 4:
            let other = Int.random(in: 0..<pages, using: &random) * Self.pageSize
            let copy = Array(bytes[other..<other + Self.pageSize])
            bytes.replaceSubrange(start..<start + Self.pageSize, with: copy)
            return "page \(page) from \(other / Self.pageSize)"
        case 5:
            let length = Int.random(in: 1..<bytes.count, using: &random)
            bytes.removeLast(bytes.count - length)
            return "cut to \(length) bytes"
        default:
            let meta = Int.random(in: 0...1, using: &random) * Self.pageSize
            return "meta (from \(start)): " + flip(meta + Int.random(in: 0..<152, using: &random))
        }
    }

    /// Whether a page says its own number, as all do but those of a large value after its first.
    private func hasHeader(_ bytes: [UInt8], _ page: Int) -> Bool {
        let start = page * Self.pageSize
        let number = (0..<8).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        return number == page && [1, 2, 4, 8].contains(bytes[start + 10])
    }

    @Test func `damaged structure is refused, or nothing is changed by it`() throws {
        var random = SeededGenerator(for: "damaged structure is refused")
        let whole = try make()
        let expected = try contents(directory.path("data"))
        var refused = 0
        for _ in 0..<Self.rounds {
            var bytes = whole
            let what = damage(&bytes, &random)
            let path = try place(bytes)
            do {
                #expect(try contents(path) == expected, "\(what)")
            } catch let error as LMDBError {
                refused += 1
                #expect([.corrupted, .invalidFile].contains(error.code), "\(what): \(error)")
            }
        }
        #expect(refused > Self.rounds / 3)
    }

    @Test func `each bit of the list of free pages counts: a damaged one is refused before anything is written`() throws
    {
        let whole = try make()
        let environment = try opened(directory.path("data"), options: EnvironmentOptions(readOnly: true))
        let root = try #require(try freeRoot(whole, environment.information().lastTransaction))
        environment.close()
        let page = root * Self.pageSize
        let places = (0..<(Int(whole[page + 12]) | Int(whole[page + 13]) << 8) / 2 - 8).map {
            page + Int(whole[page + 16 + 2 * $0]) + Int(whole[page + 17 + 2 * $0]) << 8
        }
        var tried = 0
        for node in places {
            let size = Int(whole[node]) | Int(whole[node + 1]) << 8
            guard size < 2_000 else { continue }
            // After the header of eight bytes and the key of eight: how many, then their numbers.
            for offset in stride(from: node + 16, to: node + 16 + size, by: 3) {
                let count = Int(whole[node + 16])
                guard offset < node + 16 + 8 * (count + 1) else { continue }
                var bytes = whole
                bytes[offset] ^= 1 << UInt8(offset % 8)
                let path = try place(bytes)
                #expect(code { try opened(path).fill(count: 1) } == .corrupted, "byte \(offset - page)")
                tried += 1
            }
        }
        #expect(tried > 10)
    }

    /// The root of the tree of free pages.
    private func freeRoot(_ bytes: [UInt8], _ transaction: Int) -> Int? {
        for page in 0..<2 {
            func number(_ offset: Int) -> Int {
                (0..<8).reduce(0) { $0 | Int(bytes[page * Self.pageSize + offset + $1]) << (8 * $1) }
            }
            if number(144) == transaction { return number(80) }
        }
        return nil
    }

    @Test func `a file that was left in order is not looked through again, and one that was not is`() throws {
        let path = directory.path("data")
        try opened(path).fill(count: 300)
        let file = URL(fileURLWithPath: path + "/data.mdb")
        let sealed = try String(contentsOfFile: path + "/seal", encoding: .utf8)
        try opened(path).fill(count: 301)
        let resealed = try String(contentsOfFile: path + "/seal", encoding: .utf8)
        #expect(sealed != resealed)
        // Damaged by another program: no seal holds.
        let handle = try FileHandle(forUpdating: file)
        let length = try handle.seekToEnd()
        try handle.seek(toOffset: length - 4_096)
        try handle.write(contentsOf: Data(count: 16))
        try handle.close()
        #expect(code { _ = try opened(path) } == .corrupted)
        #expect(code { _ = try opened(path, options: EnvironmentOptions(readOnly: true)) } == .corrupted)
    }

    @Test func `after a process was killed, the next one that opens the file looks through it and vouches for it`()
        throws
    {
        let path = directory.path("data")
        let child = try Child("commit-then-hang", path, 100)
        #expect(child.line() == "committed")
        child.kill()
        #expect(!FileManager.default.fileExists(atPath: path + "/seal"))
        try opened(path, options: EnvironmentOptions(readOnly: true)).close()
        #expect(FileManager.default.fileExists(atPath: path + "/seal"))
    }

    @Test func `pages in use and free are all pages, each once, whatever was written and deleted`() throws {
        var random = SeededGenerator(for: "pages in use and free are all pages")
        let environment = try opened(directory.path("data"), databases: ["entries", "rows"])
        let names = ["entries", "rows"]
        for round in 0..<60 {
            let database = try environment.database(random.pick(names))
            _ = try? environment.write { transaction in
                for _ in 0..<Int.random(in: 1...300, using: &random) {
                    let key = UInt64.random(in: 0..<2_000, using: &random)
                    if random.chance(40) {
                        try transaction.delete(database, key: key)
                    } else {
                        let length = random.chance(5) ? Int.random(in: 0...20_000, using: &random) : 60
                        try transaction.put(database, key: key, value: [UInt8](repeating: 3, count: length))
                    }
                }
                if round % 11 == 0 { try transaction.clear(database) }
                if random.chance(20) { throw CancellationError() }
            }
            try environment.verifyPages()
        }
    }
}
