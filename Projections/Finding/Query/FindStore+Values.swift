internal import GRDB
package import Incidents

extension FindStore {
    /// The values that records have in a column, the most frequent first: what else may be typed there.
    ///
    /// - Parameter kind: of the records; nil: of all.
    /// - Throws: ``FindError``.
    package func values(of field: FindField, _ kind: RecordKind?, limit: Int) throws -> [String] {
        let column = "\"\(field.name)\""
        let ofKind = kind.map { " AND kind = \($0.rawValue)" } ?? ""
        return try FindError.translating(path) {
            try queue.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT \(column) FROM record WHERE \(column) IS NOT NULL AND \(column) <> ''\(ofKind)
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
