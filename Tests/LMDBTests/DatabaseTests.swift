import LMDB
import LedgerTesting
import Testing

@Suite struct DatabaseTests {
    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    @Test func `declared databases are made, kept, and found again; others are left alone`() throws {
        let first = try opened(directory.path("data"), databases: ["a", "b"])
        try first.write { try $0.put(first.database("a"), key: 1, value: [1]) }
        #expect(code { _ = try first.database("c") } == .notFound)
        first.close()
        let second = try opened(directory.path("data"), databases: ["c"])
        #expect(try second.statistics().entries == 3)
        #expect(code { _ = try second.database("a") } == .notFound)
        second.close()
        let third = try opened(
            directory.path("data"), databases: ["b", "a"], options: EnvironmentOptions(readOnly: true))
        #expect(try third.read { try $0.copy(third.database("a"), 1) } == [1])
        #expect(try third.read { try $0.count(third.database("b")) } == 0)
    }

    @Test(arguments: [EnvironmentOptions(readOnly: true), EnvironmentOptions(creates: false)])
    func `a database that is missing is not made where that is not wanted`(_ options: EnvironmentOptions) throws {
        try opened(directory.path("data"), databases: ["a"]).close()
        let environment = try opened(directory.path("data"), databases: ["a", "b"], options: options)
        #expect(code { _ = try environment.database("b") } == .notFound)
        #expect(try environment.read { try $0.count(environment.database("a")) } == 0)
        #expect(try environment.statistics().entries == 1)
    }

    @Test func `handles belong to their environment`() throws {
        let environment = try opened(directory.path("data"))
        let other = try opened(directory.path("other"))
        let foreign = try other.database("entries")
        #expect(code { try environment.read { _ = try $0.count(foreign) } } == .badDatabase)
        #expect(code { try environment.write { _ = try $0.put(foreign, key: 1, value: []) } } == .badDatabase)
    }

    @Test func `rows lie in the main database beside the names of the others`() throws {
        let environment = try opened(directory.path("data"), databases: ["named"])
        let (row, name) = (Array("row".utf8), Array("named".utf8))
        try environment.write { transaction in
            try transaction.put(environment.main, key: row, value: [1, 2])
            try transaction.put(try environment.database("named"), key: row, value: [3])
        }
        #expect(try environment.read { try $0.get(environment.main, key: row)?.copied } == [1, 2])
        #expect(code { try environment.write { try $0.put(environment.main, key: name, value: [4]) } } == .incompatible)
        #expect(code { try environment.write { _ = try $0.delete(environment.main, key: name) } } == .incompatible)
        #expect(code { try environment.write { try $0.clear(environment.main) } } == .incompatible)
        try environment.verifyPages()
        try environment.copy(to: directory.path("copy"), compacting: true)
        let copy = try opened(directory.path("copy"), databases: ["named"])
        #expect(try copy.read { try $0.get(copy.main, key: row)?.copied } == [1, 2])
        #expect(try copy.read { try $0.get(copy.database("named"), key: row)?.copied } == [3])
        #expect(try copy.write { try $0.delete(copy.main, key: row) })
        #expect(try copy.read { try $0.get(copy.main, key: row)?.copied } == nil)
        #expect(try copy.read { try $0.get(copy.database("named"), key: row)?.copied } == [3])
    }

    @Test func `processes that make the same databases at once find one another's`() throws {
        let environment = try opened(directory.path("data"))
        let children = try (0..<4).map { _ in try Child("create", directory.path("data")) }
        for child in children { #expect(child.line() == "created") }
        for child in children { child.wait() }
        try environment.fill(count: 2)
        environment.close()
        let again = try opened(directory.path("data"), databases: ["from the child"])
        #expect(try again.read { try $0.count(again.database("from the child")) } == 1)
    }
}
