internal import GRDB
package import Incidents

extension FindStore {
    /// The values that records have in a column, the most frequent first: what else may be typed there.
    ///
    /// - Parameters:
    ///   - kind: of the records; nil: of all.
    ///   - latest: only so many records are looked at, the latest ones; nil: all.
    /// - Throws: ``FindError``.
    package func values(
        of field: FindField, _ kind: RecordKind?, limit: Int, latest: Int? = nil
    ) throws -> [String] {
        let column = "\"\(field.name)\""
        let ofKind = kind.map { "WHERE kind = \($0.rawValue)" } ?? ""
        let order = kind == nil ? "row" : "first_day"
        let among =
            latest.map { "(SELECT \(column) FROM record \(ofKind) ORDER BY \(order) DESC LIMIT \($0))" }
            ?? "(SELECT \(column) FROM record \(ofKind))"
        return try FindError.translating(path) {
            try queue.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT \(column) FROM \(among) WHERE \(column) IS NOT NULL AND \(column) <> ''
                        GROUP BY \(column) ORDER BY count(*) DESC, \(column) LIMIT ?
                        """, arguments: [limit])
            }
        }
    }

    /// Whether some record names this source.
    ///
    /// - Throws: ``FindError``.
    package func hasSource(_ publisher: String) throws -> Bool {
        try FindError.translating(path) {
            try queue.read { db in
                try Bool.fetchOne(
                    db,
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM record WHERE sources = ?1
                            OR instr('; ' || sources || '; ', '; ' || ?1 || '; ') > 0)
                        """, arguments: [publisher]) ?? false
            }
        }
    }
}
