import LMDB
import LedgerTesting
import Testing

@Suite struct WriteCursorTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    private func key(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }

    /// All that a database holds, read by an ordinary cursor.
    private func rows(_ environment: Environment, _ name: String = "rows") throws -> [[UInt8]: [UInt8]] {
        try environment.read { transaction in
            var rows: [[UInt8]: [UInt8]] = [:]
            var cursor = try transaction.cursor(try environment.database(name))
            var last: [UInt8] = []
            while try cursor.next() {
                let key = cursor.key.copied
                #expect(last.lexicographicallyPrecedes(key))
                last = key
                rows[key] = cursor.value.copied
            }
            return rows
        }
    }

    @Test(arguments: [EnvironmentOptions.Synchronization.full, .none])
    func `puts in any order leave what puts from the root leave`(_ mode: EnvironmentOptions.Synchronization) throws {
        let environment = try Environment(
            path: directory.path("data"), databases: ["rows"], options: EnvironmentOptions(synchronization: mode))
        defer { environment.close() }
        var numbers = SystemRandomNumberGenerator()
        var expected: [[UInt8]: [UInt8]] = [:]
        for round in 0..<20 {
            var batch = (0..<500).map { _ in Int.random(in: 0..<20_000, using: &numbers) }
            if round % 2 == 0 { batch.sort() }
            try environment.write { transaction in
                let rows = try environment.database("rows")
                var cursor = try transaction.writeCursor(rows)
                for number in batch {
                    let value = [UInt8](repeating: UInt8(round), count: number % 300)
                    try cursor.put(key: key(number), value: value)
                }
            }
            for number in batch { expected[key(number)] = [UInt8](repeating: UInt8(round), count: number % 300) }
        }
        #expect(try rows(environment) == expected)
    }

    @Test func `a write cursor finds what it has put, at a key or before it`() throws {
        let environment = try opened(directory.path("data"), databases: ["rows", "others"])
        defer { environment.close() }
        try environment.write { transaction in
            let rows = try environment.database("rows")
            try transaction.put(rows, key: key(10), value: [1])
            var cursor = try transaction.writeCursor(rows)
            #expect(try !cursor.seek(atOrBefore: key(9).span.bytes))
            #expect(try cursor.seek(atOrBefore: key(11).span.bytes))
            #expect(cursor.key.copied == key(10) && cursor.value.copied == [1])
            try cursor.put(key: key(20), value: [2])
            let isPositioned = cursor.isPositioned
            #expect(!isPositioned)
            try cursor.put(key: key(30), value: [3])
            #expect(try cursor.seek(atOrBefore: key(20).span.bytes))
            #expect(cursor.value.copied == [2])
            #expect(try cursor.seek(atOrBefore: key(29).span.bytes))
            #expect(cursor.value.copied == [2])
            #expect(try cursor.seek(atOrBefore: key(1000).span.bytes))
            #expect(cursor.value.copied == [3])
        }
    }

    @Test func `flags refuse an existing key and leave the cursor usable`() throws {
        let environment = try opened(directory.path("data"), databases: ["rows", "others"])
        defer { environment.close() }
        try environment.write { transaction in
            let rows = try environment.database("rows")
            var cursor = try transaction.writeCursor(rows)
            try cursor.put(key: key(1), value: [1], flags: .noOverwrite)
            let again = #expect(throws: LMDBError.self) { try cursor.put(key: key(1), value: [2], flags: .noOverwrite) }
            #expect(again?.code == .keyExists)
            let before = #expect(throws: LMDBError.self) { try cursor.put(key: key(0), value: [2], flags: .append) }
            #expect(before?.code == .keyExists)
            let empty = #expect(throws: LMDBError.self) { try cursor.put(key: [], value: [2]) }
            #expect(empty?.code == .badValueSize)
            try cursor.put(key: key(2), value: [2], flags: .append)
        }
        #expect(try rows(environment) == [key(1): [1], key(2): [2]])
    }

    @Test func `a cursor and puts of the transaction itself take turns`() throws {
        let environment = try opened(directory.path("data"), databases: ["rows", "others"])
        defer { environment.close() }
        try environment.write { transaction in
            let (rows, others) = (try environment.database("rows"), try environment.database("others"))
            for number in 0..<3_000 {
                var cursor = try transaction.writeCursor(number % 3 == 0 ? others : rows)
                try cursor.put(key: key(number), value: [1])
                cursor.close()
                try transaction.put(rows, key: key(number), value: [2])
                if number % 5 == 0 { try transaction.delete(rows, key: key(number)) }
            }
        }
        let kept = try rows(environment)
        #expect(kept.count == 2_400 && kept.values.allSatisfy { $0 == [2] })
        #expect(try rows(environment, "others").count == 1_000)
    }

    @Test func `an aborted transaction leaves nothing of a cursor's puts`() throws {
        let environment = try opened(
            directory.path("data"), databases: ["rows"], options: EnvironmentOptions(synchronization: .none))
        defer { environment.close() }
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try environment.write { transaction in
                let rows = try environment.database("rows")
                var cursor = try transaction.writeCursor(rows)
                for number in 0..<2_000 { try cursor.put(key: key(number), value: key(number)) }
                throw Refusal()
            }
        }
        #expect(try rows(environment).isEmpty)
    }
}
