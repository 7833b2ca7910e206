internal import GRDB
internal import Incidents

/// The tables of the store.
///
/// `record` has a row for each state of a record and each stretch of positions and known-at days at which it is what stands:
/// nearly always one, from its event and its day on, for ever. Rows are added, and their stretch of positions is ended;
/// nothing else of them ever changes. `standing` says how many of them stand at the end of the log: to count a million would
/// take a tenth of a second, and every list says how many it is a part of.
enum FindSchema {
    /// Raised when the tables or what they hold change; stores of another format are built anew.
    static let format = 6

    /// After the last position, and after the last day.
    static let forever = Int64.max
    /// Of a mark, or of what stands, that counts in no year: before all of them.
    static let noYear = Int64(Int32.min)

    /// What stands at the end of the log, whenever it became known: of nearly all questions.
    ///
    /// - Parameter table: `record.` where there are others, too.
    static func standsNow(_ table: String) -> String {
        "\(table)to_position = \(forever) AND \(table)to_day = \(forever)"
    }

    static let tables = """
        CREATE TABLE progress (
            one INTEGER PRIMARY KEY CHECK (one = 1), format INTEGER NOT NULL, log BLOB NOT NULL,
            position INTEGER NOT NULL, root BLOB NOT NULL);
        CREATE TABLE seen (kind INTEGER PRIMARY KEY, events INTEGER NOT NULL);
        CREATE TABLE standing (
            kind INTEGER NOT NULL, year INTEGER NOT NULL, dataset TEXT NOT NULL, records INTEGER NOT NULL,
            PRIMARY KEY (kind, year, dataset)) WITHOUT ROWID;
        CREATE TABLE parked (position INTEGER PRIMARY KEY, error TEXT NOT NULL);
        CREATE TABLE event (
            position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, type INTEGER NOT NULL,
            known_at INTEGER NOT NULL, actor TEXT NOT NULL);
        CREATE INDEX event_of_actor ON event (actor);
        CREATE TABLE record (
            row INTEGER PRIMARY KEY, stream INTEGER NOT NULL, kind INTEGER NOT NULL,
            from_position INTEGER NOT NULL, to_position INTEGER NOT NULL,
            from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
            standing TEXT NOT NULL, withdrawn INTEGER NOT NULL,
            \(columns.joined(separator: ", ")));
        CREATE INDEX record_of_stream ON record (stream, to_position);
        CREATE INDEX record_by_year ON record (kind, year, first_day);
        CREATE INDEX record_by_day ON record (kind, first_day);
        CREATE INDEX record_by_dead ON record (dead_low, dead_high) WHERE dead_low IS NOT NULL;
        CREATE INDEX record_of_incident ON record (incident) WHERE incident IS NOT NULL;
        CREATE INDEX record_of_operation ON record (operation) WHERE operation IS NOT NULL;
        CREATE INDEX record_of_case ON record (case_id) WHERE case_id IS NOT NULL;
        CREATE INDEX record_of_dataset ON record (kind, dataset);
        CREATE INDEX record_disputed ON record (kind) WHERE disputed IS NOT NULL;
        CREATE INDEX record_withdrawn ON record (kind) WHERE withdrawn;
        CREATE TABLE mark (
            text TEXT NOT NULL, kind INTEGER NOT NULL, year INTEGER NOT NULL, row INTEGER NOT NULL,
            PRIMARY KEY (text, kind, year, row)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE spot USING rtree (row, south, north, west, east);
        CREATE VIRTUAL TABLE words USING fts5 (
            body, sources, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0");
        """

    /// What is stored of each row, beside where it stands.
    static let fields = FindField.allCases.filter { !$0.isMade }

    /// Column names as they are stored: of a count three.
    static func columns(of field: FindField) -> [String] {
        let name = field.name
        return field.form == .count ? [name, name + "_low", name + "_high"] : [name]
    }

    private static let columns = fields.flatMap { field in
        zip(columns(of: field), field.form == .count ? ["TEXT", "INTEGER", "INTEGER"] : [type(of: field.form)])
            .map { "\"\($0)\" \($1)" }
    }

    private static func type(of form: FindField.Form) -> String {
        switch form {
        case .integer, .day, .instant: "INTEGER"
        case .real: "REAL"
        case .text, .count: "TEXT"
        }
    }

    /// What is stored of a kind of record; its other columns stay empty.
    static let fieldsOfKind = Dictionary(
        uniqueKeysWithValues: FindField.kinds.map { kind in (kind, fields.filter { $0.belongs(to: kind) }) })

    static func insertion(of kind: RecordKind) -> String {
        let names =
            ["row", "stream", "kind", "from_position", "to_position", "from_day", "to_day", "standing", "withdrawn"]
            + (fieldsOfKind[kind] ?? []).flatMap(columns)
        return "INSERT INTO record (\(names.map { "\"\($0)\"" }.joined(separator: ", "))) VALUES "
            + "(\(names.map { _ in "?" }.joined(separator: ", ")))"
    }

    /// Every table whose rows are a function of the log, with what orders its rows: what a replay compares.
    static let compared: [(table: String, order: String)] = [
        ("seen", "kind"), ("standing", "kind, year, dataset"), ("parked", "position"),
        ("event", "position"), ("record", "row"),
        ("mark", "text, kind, year, row"), ("spot", "row"), ("occurrence", "term, doc, col, \"offset\""),
    ]
    /// The words that are searched, one row for each place where one stands.
    static let occurrences =
        "CREATE VIRTUAL TABLE temp.occurrence USING fts5vocab (main, words, instance)"

    static func removeAll(_ db: Database) throws {
        for table in ["progress", "seen", "standing", "parked", "event", "record", "mark", "spot", "words"] {
            try db.execute(sql: "DROP TABLE IF EXISTS \(table)")
        }
    }
}
