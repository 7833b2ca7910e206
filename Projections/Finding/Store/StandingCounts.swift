internal import GRDB
internal import Incidents

/// What one transaction adds to the counts of the store: of events that were seen, by kind; and of rows that stand at the end
/// of the log whenever it became known, and are not withdrawn, by kind, year and dataset.
struct StandingCounts {
    private var seen: [Int: Int64] = [:]
    private var standing: [Group: Int64] = [:]

    /// What rows that stand are counted by.
    struct Group: Hashable {
        var kind: RecordKind
        var year: Int32?
        /// Nil: the desk's own.
        var dataset: String?

        /// - Parameter to: the last day by which it is what stands.
        /// - Returns: nil for what is no longer so at the end of days, or is withdrawn.
        init?(kind: RecordKind, to: Int64, isWithdrawn: Bool, year: Int32?, dataset: String?) {
            guard to == FindSchema.forever, !isWithdrawn else { return nil }
            (self.kind, self.year, self.dataset) = (kind, year, dataset)
        }
    }

    mutating func see(_ kind: UInt8) { seen[Int(kind), default: 0] += 1 }

    mutating func begin(_ group: Group) { standing[group, default: 0] += 1 }

    mutating func end(_ group: Group) { standing[group, default: 0] -= 1 }

    func store(_ db: Database) throws {
        for (kind, events) in seen {
            try db.execute(
                sql:
                    "INSERT INTO seen VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET events = events + excluded.events",
                arguments: [kind, events])
        }
        let add = try db.cachedStatement(
            sql: """
                INSERT INTO standing VALUES (?, ?, ?, ?) \
                ON CONFLICT (kind, year, dataset) DO UPDATE SET records = records + excluded.records
                """)
        for (group, records) in standing where records != 0 {
            try add.execute(arguments: [
                group.kind.rawValue, group.year.map { Int64($0) } ?? FindSchema.noYear, group.dataset ?? "", records,
            ])
        }
        // A store says the same however many events each of its transactions took in.
        try db.execute(sql: "DELETE FROM standing WHERE records = 0")
    }
}
