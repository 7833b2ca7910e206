internal import GRDB
package import Incidents

extension FindStore {
    /// The records that at some moment named another one, by kind and identifier.
    ///
    /// - Parameter position: of what was recorded after it nothing is asked.
    /// - Throws: ``FindError``; `unusable` where the store has not come so far.
    package func recordsNaming(_ record: RecordID, through position: UInt64) throws -> [RecordID] {
        let end = Int64(clamping: position).databaseValue
        let marked = "SELECT row FROM mark WHERE text = ?"
        let mark = FindMark.named(record).text.databaseValue
        let fields: [RecordKind: FindField] = [.incident: .incident, .operation: .operation]
        guard let field = fields[record.kind] else {
            return try records(
                "SELECT DISTINCT kind, id FROM record WHERE row IN (\(marked)) AND from_position <= ? ORDER BY kind, id",
                [mark, end], through: position)
        }
        return try records(
            """
            SELECT kind, id FROM record WHERE "\(field.name)" = ? AND from_position <= ? UNION \
            SELECT kind, id FROM record WHERE row IN (\(marked)) AND from_position <= ? ORDER BY kind, id
            """, [record.id.databaseValue, end, mark, end], through: position)
    }

    /// The records that stand at a moment and have a flag, by kind and identifier.
    ///
    /// - Throws: ``FindError``; `unusable` where the store has not come so far.
    package func flaggedRecords(asOf position: UInt64, knownBy day: Day?) throws -> [RecordID] {
        let moment = FindConditions.moment(FindQuery(kind: .deaths, position: position, knownBy: day), of: "record")
        return try records(
            """
            SELECT DISTINCT record.kind, record.id FROM record WHERE record.row IN \
            (SELECT row FROM mark WHERE text > 'flag ' AND text < 'flag!') AND NOT record.withdrawn AND \(moment.sql) \
            ORDER BY record.kind, record.id
            """, moment.arguments, through: position)
    }

    /// The records that are disputed at a moment, by kind and identifier.
    ///
    /// - Throws: ``FindError``; `unusable` where the store has not come so far.
    package func disputedRecords(
        _ kinds: [RecordKind], asOf position: UInt64, knownBy day: Day?
    ) throws -> [RecordID] {
        try kinds.flatMap { kind in
            let moment = FindConditions.moment(FindQuery(kind: kind, position: position, knownBy: day), of: "record")
            return try records(
                "SELECT DISTINCT kind, id FROM record WHERE kind = ? AND disputed IS NOT NULL AND \(moment.sql) ORDER BY id",
                [kind.rawValue.databaseValue] + moment.arguments, through: position)
        }
    }

    /// Reads kinds and identifiers, from a store that has come to a position.
    private func records(
        _ sql: String, _ arguments: [DatabaseValue], through position: UInt64
    ) throws -> [RecordID] {
        try FindError.translating(path) {
            try queue.read { db in
                let reached = try FindProgress.read(db).position
                guard position <= reached else {
                    throw FindError(.unusable, "The finder's store has come to position \(reached) only.")
                }
                let rows = try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments))
                return rows.compactMap { row in
                    RecordKind(rawValue: row[0]).map { RecordID(kind: $0, id: row[1]) }
                }
            }
        }
    }

    /// Events up to a position that could not be taken in: what they say nobody finds.
    ///
    /// - Throws: ``FindError``.
    package func parked(through position: UInt64) throws -> [FoundRecords.Parked] {
        try FindError.translating(path) {
            try queue.read { try Self.parked(through: position, $0) }
        }
    }
}
