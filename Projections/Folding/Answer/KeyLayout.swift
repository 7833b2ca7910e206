internal import Incidents
internal import Timeline

/// Which columns of a view's key an answer shows, and what it does with the rows of the others.
struct KeyLayout {
    private let view: any View
    private let region: Int?
    private let year: Int?
    private let dataset: Int?
    private let amount: Int?
    /// The columns that are shown, by their place in the view's key.
    let shown: [Int]

    /// - Parameters:
    ///   - isByYearOnly: the regions of the rows are added up.
    ///   - sumBy: the columns that stay; nil: all.
    init(_ view: any View, isByYearOnly: Bool, sumBy: [String]? = nil) {
        let hidden = isByYearOnly ? view.regionsColumn : nil
        self.init(
            view,
            view.keys.indices.filter {
                $0 != hidden && view.keys[$0].kind != .amount && sumBy?.contains(view.keys[$0].name) ?? true
            })
    }

    private init(_ view: any View, _ shown: [Int]) {
        self.view = view
        self.shown = shown
        region = view.regionsColumn
        year = view.keys.firstIndex { $0.name == "year" }
        dataset = view.keys.firstIndex { $0.kind == .dataset }
        amount = view.keys.firstIndex { $0.kind == .amount }
    }

    /// The layout of the other columns.
    func without(_ column: String) -> KeyLayout { KeyLayout(view, shown.filter { view.keys[$0].name != column }) }

    /// The values of one column in their order.
    func ordered(_ values: Set<String>, of column: String) -> [String] {
        let layout = KeyLayout(view, shown.filter { view.keys[$0].name == column })
        return values.sorted { layout.isBefore([$0], [$1]) }
    }

    func columns(withReported: Bool) -> [Answer.Column] {
        let keys = shown.map { index in
            Answer.Column(name: view.keys[index].name, role: role(of: index))
        }
        return keys + view.measureColumns(view.shownMeasures, withReported: withReported)
    }

    private func role(of index: Int) -> Answer.Column.Role {
        if index == region { return .region }
        if index == year { return .year }
        return view.keys[index].kind == .number ? .number : .text
    }

    /// The rows with the region that they have in one scheme, and ``Answer/noRegion`` where they have none in it: together
    /// they are all records, whatever schemes these name.
    func inScheme(_ rows: [OwnedRow], _ name: String?) -> [OwnedRow] {
        guard let region, let name else { return rows }
        // Few different texts.
        var known: [String: String] = [:]
        return rows.map { row in
            var row = row
            let text = row.key[region]
            let code = known[text] ?? CountedRegions(text: text)[name] ?? Answer.noRegion
            known[text] = code
            row.key[region] = code
            return row
        }
    }

    /// The rows with whose they are, where the view has a column for it.
    func withDatasets(_ rows: [OwnedRow]) -> [OwnedRow] {
        guard let dataset else { return rows }
        return rows.map { row in
            var row = row
            row.key[dataset] = row.owner.dataset.isEmpty ? DatasetsInForce.desk : row.owner.dataset
            return row
        }
    }

    /// Whether a row is of the years and regions that are asked for.
    func isAsked(_ row: OwnedRow, _ query: Query) -> Bool {
        if !query.years.isEmpty, let year {
            guard let number = Int32(row.key[year]), query.years.contains(number) else { return false }
        }
        if let regions = query.regions, let region { return regions.contains(row.key[region]) }
        return true
    }

    /// The rows of an answer: one for each key in the columns that are shown, in the order of the key.
    func answered(_ rows: [OwnedRow]) throws(AnswerError) -> [Answer.Row] {
        if let amount { return try distributed(rows, amount: amount) }
        return try added(rows)
    }

    /// Adds up the rows that have the same key in the columns that are shown, in the order of the key.
    func added(_ rows: [OwnedRow]) throws(AnswerError) -> [Answer.Row] {
        var order: [[String]: Int] = [:]
        var result: [(row: Answer.Row, records: Int64)] = []
        for row in rows {
            let key = shown.map { row.key[$0] }
            if let index = order[key] {
                for measure in row.sums.indices {
                    do {
                        try result[index].row.sums[measure].add(row.sums[measure])
                    } catch {
                        throw AnswerError(
                            "The sum of \(view.measures[measure]) in \(key.joined(separator: ", ")) cannot be stated: \(error);"
                                + " find the record whose count cannot be right, and correct it.")
                    }
                }
                result[index].records += row.records
            } else {
                order[key] = result.count
                result.append((Answer.Row(key: key, sums: row.sums), row.records))
            }
        }
        return result.filter { $0.records != 0 }.map(\.row).sorted { isBefore($0.key, $1.key) }
    }

    /// Texts by their UTF-8 bytes, numbers by value, nothing first; ``Answer/noRegion`` after all regions.
    func isBefore(_ left: [String], _ right: [String]) -> Bool {
        for (place, index) in shown.enumerated() where left[place] != right[place] {
            let (one, other) = (left[place], right[place])
            if index == region, one == Answer.noRegion || other == Answer.noRegion { return other == Answer.noRegion }
            guard view.keys[index].kind == .number else { return one.utf8.lexicographicallyPrecedes(other.utf8) }
            return (Int64(one) ?? .min) < (Int64(other) ?? .min)
        }
        return false
    }
}

extension View {
    /// The columns of some of its measures.
    func measureColumns(_ names: [String], withReported: Bool) -> [Answer.Column] {
        names.flatMap { name in
            countsOfRecords.contains(name)
                ? [Answer.Column(name: name, role: .records)]
                : [Answer.Column(name: name, role: .measure)]
                    + (withReported ? [Answer.Column(name: name + "_reported", role: .reported)] : [])
        }
    }
}
