internal import Forms
internal import GRDB
package import Incidents

extension FindStore {
    /// The first record that has ever said what another would that was typed twice, and of which something else holds.
    ///
    /// - Parameters:
    ///   - texts: what it says, as `Likeness.texts` gives it: one of them will do.
    ///   - isMeant: is asked of one after the other, in the order in which they were first recorded.
    /// - Returns: the position that the store has come to; and the record, nil where there is none.
    /// - Throws: ``FindError``, and what `isMeant` throws.
    package func first(
        _ kind: RecordKind, like texts: [String], where isMeant: (RecordID) throws -> Bool
    ) throws -> (position: UInt64, record: RecordID?) {
        try FindError.translating(path) {
            try queue.read { db in
                let position = try FindProgress.read(db).position
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT DISTINCT record.stream, record.id FROM mark JOIN record ON record.row = mark.row \
                        WHERE mark.text IN (SELECT value FROM json_each(?)) AND mark.kind = ? ORDER BY record.stream
                        """)
                let marks = JSONValue.array(texts.map { .string(FindMark.likeness($0).text) }).text()
                let rows = try Row.fetchCursor(
                    statement, arguments: [marks, kind.rawValue])
                while let row = try rows.next() {
                    let record = RecordID(kind: kind, id: row[1])
                    if try isMeant(record) { return (position, record) }
                }
                return (position, nil)
            }
        }
    }
}
