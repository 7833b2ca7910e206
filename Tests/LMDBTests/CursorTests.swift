import LMDB
import LedgerTesting
import Testing

@Suite struct CursorTests {
    let directory: TemporaryFolder
    let environment: Environment

    init() throws {
        directory = try TemporaryFolder()
        environment = try opened(directory.path("data"), databases: ["empty", "tens"])
        try environment.write { transaction in
            let tens = try environment.database("tens")
            for key: UInt64 in [10, 20, 30] { try transaction.put(tens, key: key, value: [UInt8(key)]) }
        }
    }

    /// What a cursor sees at the places to which `moves` take it: the value's byte, or nil for nowhere.
    private func path(_ name: String, _ moves: [Move]) throws -> [UInt8?] {
        try environment.read { transaction in
            var cursor = try transaction.cursor(try environment.database(name))
            var seen: [UInt8?] = []
            for move in moves {
                let isFound = try move.make(&cursor)
                let isPositioned = cursor.isPositioned
                #expect(isFound == isPositioned)
                seen.append(isFound ? cursor.value.copied[0] : nil)
            }
            return seen
        }
    }

    enum Move {
        case first, last, next, previous
        case atOrAfter(UInt64)
        case exactly(UInt64)

        func make(_ cursor: inout Cursor) throws -> Bool {
            switch self {
            case .first: try cursor.first()
            case .last: try cursor.last()
            case .next: try cursor.next()
            case .previous: try cursor.previous()
            case .atOrAfter(let key): try cursor.seek(atOrAfter: key)
            case .exactly(let key): try cursor.seek(exactly: key)
            }
        }
    }

    @Test func `an empty database has no place to stand`() throws {
        let moves: [Move] = [.first, .last, .next, .previous, .atOrAfter(0), .exactly(0), .next]
        #expect(try path("empty", moves) == [nil, nil, nil, nil, nil, nil, nil])
    }

    @Test func `a walk goes through all entries in order, both ways, and starts again after its end`() throws {
        #expect(try path("tens", [.next, .next, .next, .next, .next]) == [10, 20, 30, nil, 10])
        #expect(try path("tens", [.previous, .previous, .previous, .previous, .previous]) == [30, 20, 10, nil, 30])
        #expect(try path("tens", [.first, .previous]) == [10, nil])
        #expect(try path("tens", [.last, .next]) == [30, nil])
        #expect(try path("tens", [.first, .next, .previous]) == [10, 20, 10])
    }

    @Test func `seeking finds the key, or the one after it`() throws {
        #expect(try path("tens", [.atOrAfter(0), .atOrAfter(10), .atOrAfter(11)]) == [10, 10, 20])
        #expect(try path("tens", [.atOrAfter(30), .next, .atOrAfter(31)]) == [30, nil, nil])
        #expect(try path("tens", [.exactly(20), .next, .exactly(21), .exactly(30)]) == [20, 30, nil, 30])
        // From nowhere, after a seek past the end, the walk back starts at the last.
        #expect(try path("tens", [.atOrAfter(99), .previous]) == [nil, 30])
    }

    @Test func `a cursor tells the key in the database, not the one that was sought`() throws {
        let key = try environment.read { transaction in
            var cursor = try transaction.cursor(try environment.database("tens"))
            _ = try cursor.seek(atOrAfter: [0, 0, 0, 0, 0, 0, 0, 11])
            return UInt64(bigEndianBytes: cursor.key)
        }
        #expect(key == 20)
    }

    @Test func `a cursor in a write transaction sees its changes`() throws {
        var transaction = try environment.beginWrite()
        let tens = try environment.database("tens")
        try transaction.put(tens, key: 25, value: [25])
        try transaction.delete(tens, key: 20)
        var seen: [UInt8] = []
        do {
            var cursor = try transaction.cursor(tens)
            while try cursor.next() { seen.append(cursor.value.copied[0]) }
        }
        try transaction.put(tens, key: 40, value: [40])
        try transaction.commit()
        #expect(seen == [10, 25, 30])
        #expect(try path("tens", [.last]) == [40])
    }

    @Test func `reading where no entry is stops the program`() async {
        await #expect(processExitsWith: .failure) { [path = directory.path("other") as String] in
            let environment = try opened(path, databases: ["empty"])
            try environment.write { transaction in
                let cursor = try transaction.cursor(try environment.database("empty"))
                _ = cursor.key.byteCount
            }
        }
    }
}
