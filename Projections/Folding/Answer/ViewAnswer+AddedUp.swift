extension ViewAnswer {
    /// What the ledger holds, whoever says it: what every dataset says, what the desk amends of it, and what the desk says on
    /// its own, added up.
    ///
    /// It stands in for the answer layer, which resolves which datasets count and in which scheme; to be replaced by it.
    package init(addingUp owned: OwnedAnswer) {
        var rows: [ViewRow] = []
        for row in owned.rows {
            // The rows of one key follow each other. Texts are the same only if their bytes are.
            if let last = rows.indices.last,
                rows[last].key.elementsEqual(row.key, by: { $0.utf8.elementsEqual($1.utf8) })
            {
                rows[last].records += row.records
                for measure in row.sums.indices { rows[last].sums[measure] += row.sums[measure] }
            } else {
                rows.append(ViewRow(key: row.key, sums: row.sums, records: row.records))
            }
        }
        // What the desk withdrew is added by the dataset and taken away by the amendment.
        rows.removeAll { $0.records == 0 }
        self.init(owned, rows: rows)
    }
}
