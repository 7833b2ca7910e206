import Forms
import Foundation
import GRDB
import Incidents

/// One SQLite file: the tables, the views of the ledger as views over them, and what each table and column says.
final class DatabaseWriter: ExportWriter {
    private let head: ExportHead
    private let schema: ExportSchema
    private let name: String
    private let path: String
    private let queue: DatabaseQueue
    private var waiting: [ExportRow] = []

    private static let rowsPerCommit = 16_384

    init(_ head: ExportHead, _ schema: ExportSchema, _ name: String, in folder: URL) throws {
        self.head = head
        self.schema = schema
        self.name = name
        path = folder.appending(path: name).path
        var configuration = Configuration()
        // Nobody sees the file before it is whole, and it is thrown away where it does not become so.
        configuration.prepareDatabase { db in
            try db.execute(
                sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; "
                    + "PRAGMA cache_size = -16384")
        }
        queue = try Self.translating(path) { [path] in try DatabaseQueue(path: path, configuration: configuration) }
        try write { db in
            for table in schema.tables { try db.execute(sql: DatabaseTables.creation(of: table)) }
        }
    }

    deinit { try? queue.close() }

    func add(_ record: ExportedRecord) throws {
        waiting += schema.rows(of: record, head.context)
        if waiting.count >= Self.rowsPerCommit { try store() }
    }

    private func store() throws {
        let rows = waiting
        waiting.removeAll(keepingCapacity: true)
        try write { [schema] db in
            let statements = try schema.tables.map { try db.cachedStatement(sql: DatabaseTables.insertion(into: $0)) }
            for row in rows {
                try statements[row.table].execute(arguments: StatementArguments(row.cells.map(\.databaseValue)))
            }
        }
    }

    func finish(_ account: ExportAccount) throws -> [ExportFile] {
        try store()
        let isWhole = Set(head.kinds)
        try write { [head, schema] db in
            for (table, columns) in DatabaseTables.indexes where schema.table(named: table) != nil {
                try db.execute(
                    sql: "CREATE INDEX \(table)_by_\(columns.replacing(", ", with: "_")) ON \(table) (\(columns))")
            }
            let views = DatabaseViews.all.filter { isWhole.isSuperset(of: $0.kinds) }
            for view in views {
                try db.execute(sql: "CREATE VIEW \"\(view.name)\" AS \(view.sql)")
            }
            try DatabaseTables.describe(schema.tables, views, db)
            try DatabaseTables.store(head, account, db)
            try db.execute(sql: "ANALYZE")
        }
        try Self.translating(path) { try queue.close() }
        return [ExportFile(name: name, byteCount: 0, digest: nil)]
    }

    private func write(_ body: @escaping (Database) throws -> Void) throws {
        try Self.translating(path) { try queue.write(body) }
    }

    /// Says what SQLite's errors mean.
    private static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            let reason =
                error.resultCode == .SQLITE_FULL
                ? "the disk is full; make room and repeat" : error.message ?? "\(error.resultCode)"
            throw LedgerError(.refused, "Could not write \(path): \(reason).")
        }
    }
}

extension ExportCell {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .nothing: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .truth(let isTrue): (isTrue ? 1 : 0).databaseValue
        case .text, .day, .instant: text.databaseValue
        }
    }
}
