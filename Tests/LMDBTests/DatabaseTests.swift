import LMDB
import LedgerTesting
import Testing

@Suite struct DatabaseTests {
    let directory: TemporaryFolder
    let environment: Environment

    init() throws {
        directory = try TemporaryFolder()
        environment = try Environment(path: directory.path("data"), options: EnvironmentOptions(maxDatabases: 4))
    }

    @Test func `a reader does not find a database that nobody created, or that is newer than its snapshot`() throws {
        #expect(code { try environment.read { _ = try $0.openDatabase("entries") } } == .notFound)
        let reader = try environment.beginRead()
        try environment.fill(count: 1)
        #expect(code { _ = try reader.openDatabase("entries") } == .notFound)
        let database = try environment.read { try $0.openDatabase("entries") }
        #expect(code { _ = try reader.count(database) } == .badDatabase)
        #expect(code { _ = try reader.get(database, key: 0) } == .badDatabase)
        #expect(code { _ = try reader.cursor(database) } == .badDatabase)
    }

    @Test func `a database is one handle, however often it is opened`() throws {
        let handles = try environment.write { transaction in
            [try transaction.openDatabase("a"), try transaction.openDatabase("a"), try transaction.openDatabase("b")]
        }
        #expect(handles[0] == handles[1])
        #expect(handles[0] != handles[2])
        let read = try environment.read { try $0.openDatabase("a") }
        #expect(read == handles[0])
        for _ in 0..<100 { #expect(try environment.write { try $0.openDatabase("b") } == handles[2]) }
    }

    @Test func `the handle of an aborted creation is refused, also when its number is taken again`() throws {
        var transaction = try environment.beginWrite()
        let lost = try transaction.openDatabase("lost")
        transaction.abort()
        let kept = try environment.write { transaction in
            let kept = try transaction.openDatabase("kept")
            try transaction.put(kept, key: 1, value: [1])
            return kept
        }
        try environment.read { transaction in
            #expect(code { _ = try transaction.count(lost) } == .badDatabase)
            let count = try transaction.count(kept)
            #expect(count == 1)
        }
    }

    @Test func `handles belong to their environment and keep their flags`() throws {
        let other = try Environment(path: directory.path("other"))
        let foreign = try other.write { try $0.openDatabase("entries") }
        try environment.fill(count: 1)
        #expect(code { try environment.read { _ = try $0.count(foreign) } } == .badDatabase)
        #expect(code { try environment.write { _ = try $0.put(foreign, key: 1, value: []) } } == .badDatabase)
        let many = try environment.write { try $0.openDatabase("many", flags: .duplicateSort) }
        #expect(many.flags == .duplicateSort)
        #expect(code { try environment.read { _ = try $0.openDatabase("many") } } == .incompatible)
        #expect(code { try environment.write { _ = try $0.openDatabase("many") } } == .incompatible)
        #expect(try environment.read { try $0.openDatabase("many", flags: .duplicateSort) } == many)
        environment.close()
        let again = try Environment(path: directory.path("data"))
        #expect(try again.read { try $0.openDatabase("many", flags: .duplicateSort).flags } == .duplicateSort)
    }

    @Test func `rows lie in the main database beside the names of the others`() throws {
        let (row, name) = (Array("row".utf8), Array("named".utf8))
        try environment.write { transaction in
            try transaction.put(environment.main, key: row, value: [1, 2])
            try transaction.put(try transaction.openDatabase("named"), key: row, value: [3])
        }
        #expect(try environment.read { try $0.get(environment.main, key: row)?.copied } == [1, 2])
        #expect(code { try environment.write { try $0.put(environment.main, key: name, value: [4]) } } == .incompatible)
        #expect(code { try environment.write { _ = try $0.delete(environment.main, key: name) } } == .incompatible)
        #expect(code { try environment.write { try $0.clear(environment.main) } } == .incompatible)
        try environment.verifyPages()
        try environment.copy(to: directory.path("copy"), compacting: true)
        let copy = try Environment(path: directory.path("copy"))
        #expect(try copy.read { try $0.get(copy.main, key: row)?.copied } == [1, 2])
        #expect(try copy.read { try $0.get($0.openDatabase("named"), key: row)?.copied } == [3])
        #expect(try copy.write { try $0.delete(copy.main, key: row) })
        #expect(try copy.read { try $0.get(copy.main, key: row)?.copied } == nil)
        #expect(try copy.read { try $0.get($0.openDatabase("named"), key: row)?.copied } == [3])
    }

    @Test func `more databases than were allowed are refused`() throws {
        let refused = code {
            try environment.write { transaction in
                for number in 0..<5 { _ = try transaction.openDatabase("database \(number)") }
            }
        }
        #expect(refused == .databasesFull)
    }

    @Test func `a database that another process creates is found`() throws {
        try environment.fill(count: 1)
        let child = try Child("create", directory.path("data"))
        #expect(child.line() == "created")
        child.wait()
        try environment.read { transaction in
            let database = try transaction.openDatabase("from the child")
            let count = try transaction.count(database)
            #expect(count == 1)
        }
        try environment.fill(count: 2)
    }

    @Test func `creating databases while others read and open them keeps names and contents together`() async throws {
        let environment = environment
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<2_000 {
                        for number: UInt64 in 0..<4 {
                            let found: UInt64? = try? environment.read { transaction in
                                let database = try transaction.openDatabase("database \(number)")
                                guard let value = try transaction.get(database, key: 1) else { return 99 }
                                return UInt64(bigEndianBytes: value)
                            }
                            if let found { #expect(found == number) }
                        }
                    }
                }
            }
            group.addTask {
                for number: UInt64 in 0..<4 {
                    for isLast in [false, false, true] {
                        guard var transaction = try? environment.beginWrite(),
                            let database = try? transaction.openDatabase("database \(number)")
                        else {
                            Issue.record("cannot write")
                            return
                        }
                        let bytes = number.withBigEndianBytes { $0.copied }
                        try? transaction.put(database, key: 1, value: bytes)
                        if isLast { try? transaction.commit() } else { transaction.abort() }
                    }
                }
            }
        }
        #expect(try environment.statistics().entries == 4)
    }
}
