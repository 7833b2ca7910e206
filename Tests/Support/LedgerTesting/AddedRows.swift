package import Folding

extension OwnedAnswer {
    /// The rows of each key added up, whoever they belong to; none that no record adds to.
    package var added: [(key: [String], sums: [Sum])] {
        var rows: [(key: [String], sums: [Sum], records: Int64)] = []
        for row in self.rows {
            // Texts are the same only if their bytes are.
            let isSame = rows.last?.key.elementsEqual(row.key) { $0.utf8.elementsEqual($1.utf8) }
            if isSame != true { rows.append((row.key, row.sums.map { _ in .zero }, 0)) }
            rows[rows.count - 1].records += row.records
            for (index, sum) in row.sums.enumerated() { rows[rows.count - 1].sums[index] += sum }
        }
        return rows.filter { $0.records != 0 }.map { ($0.key, $0.sums) }
    }
}
