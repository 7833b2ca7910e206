import Forms
import GRDB
import Incidents

/// The tables of an SQLite file, and what it says of itself.
enum DatabaseTables {
    static func creation(of table: ExportTable) -> String {
        let columns = table.columns.map { column in
            var text = "\(quoted(column.name)) \(type(of: column.form))" + (column.isRequired ? " NOT NULL" : "")
            if let codes = column.codes {
                let list = codes.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
                text += " CHECK (\(quoted(column.name)) IN (\(list)))"
            }
            return text
        }
        let references = table.references.map { reference in
            "FOREIGN KEY (\(list(reference.columns))) REFERENCES \(quoted(reference.table)) (\(list(reference.keys)))"
        }
        let parts = columns + ["PRIMARY KEY (\(list(table.key)))"] + references
        return "CREATE TABLE \(quoted(table.name)) (\n  \(parts.joined(separator: ",\n  "))\n)"
    }

    static func insertion(into table: ExportTable) -> String {
        "INSERT INTO \(quoted(table.name)) VALUES (\(table.columns.map { _ in "?" }.joined(separator: ", ")))"
    }

    static func quoted(_ name: String) -> String { "\"\(name)\"" }

    private static func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }

    private static func type(of form: ExportColumn.Form) -> String {
        switch form {
        case .integer, .truth: "INTEGER"
        case .real: "REAL"
        case .text, .day, .instant: "TEXT"
        }
    }

    /// By what people look for rows, beside their keys.
    static let indexes: [(table: String, columns: String)] = [
        ("deaths", "incident"), ("deaths", "year, region"), ("incident", "year, region"), ("arrests", "operation"),
        ("arrests", "incident"), ("incident", "operation"),
    ]

    // MARK: What the file says of itself

    /// Stores what tables, views and columns say.
    static func describe(_ tables: [ExportTable], _ views: [DatabaseViews], _ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE described_table (name TEXT PRIMARY KEY, kind TEXT NOT NULL, description TEXT NOT NULL);
                CREATE TABLE described_column (
                    "table" TEXT NOT NULL REFERENCES described_table (name), "column" TEXT NOT NULL, form TEXT NOT NULL,
                    unit TEXT, description TEXT NOT NULL, PRIMARY KEY ("table", "column"));
                """)
        for table in tables {
            try db.execute(
                sql: "INSERT INTO described_table VALUES (?, 'table', ?)", arguments: [table.name, table.description])
            for column in table.columns {
                try db.execute(
                    sql: "INSERT INTO described_column VALUES (?, ?, ?, ?, ?)",
                    arguments: [table.name, column.name, "\(column.form)", column.unit, column.description])
            }
        }
        for view in views {
            try db.execute(
                sql: "INSERT INTO described_table VALUES (?, 'view', ?)", arguments: [view.name, view.description])
        }
    }

    /// Stores where the file comes from, and what it holds.
    static func store(_ head: ExportHead, _ account: ExportAccount, _ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE provenance (name TEXT PRIMARY KEY, value TEXT);
                CREATE TABLE notice (n INTEGER PRIMARY KEY, about TEXT NOT NULL, text TEXT NOT NULL);
                CREATE TABLE ledger_view (name TEXT PRIMARY KEY, version INTEGER NOT NULL, sql_view TEXT, digest TEXT);
                """)
        let values: [(String, String?)] = [
            ("title", head.title), ("logId", head.logID), ("origin", head.origin), ("position", "\(head.position)"),
            ("root", head.root), ("recordedAt", head.recordedAt.map { Instant.text(microseconds: $0) }),
            ("knownBy", head.knownBy?.description), ("asPublished", head.isAsPublished ? "yes" : "no"),
            ("scheme", head.context.scheme), ("licence", head.licence?.text), ("citation", head.citation.text),
            ("json", head.json(account).text()),
        ]
        for (name, value) in values {
            try db.execute(sql: "INSERT INTO provenance VALUES (?, ?)", arguments: [name, value])
        }
        let notices =
            account.sentences.map { ("records", $0) }
            + head.views.flatMap { view in view.notices.map { (view.name, $0) } }
        for (index, notice) in notices.enumerated() {
            try db.execute(sql: "INSERT INTO notice VALUES (?, ?, ?)", arguments: [index + 1, notice.0, notice.1])
        }
        let kinds = Set(head.kinds)
        for view in head.views {
            let own = DatabaseViews.all.first { $0.answers == view.name && kinds.isSuperset(of: $0.kinds) }
            try db.execute(
                sql: "INSERT INTO ledger_view VALUES (?, ?, ?, ?)",
                arguments: [view.name, view.version, own?.name, view.digest])
        }
    }
}
