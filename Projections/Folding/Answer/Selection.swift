internal import Forms

/// What of a view's rows an answer shows, and how: those of some values, added up over the columns that are left out, the
/// values of one column side by side.
public struct Selection: Hashable, Sendable {
    /// Only rows that have one of some values in a column.
    public struct Condition: Hashable, Sendable {
        /// A key column of the view.
        public var column: String
        /// As answers show them; of a column of numbers also ranges, `3..5`.
        public var values: [String]

        public init(column: String, values: [String]) {
            self.column = column
            self.values = values
        }
    }

    public var conditions: [Condition]
    /// The key columns that stay; over the others rows are added up. Nil: all stay.
    public var sumBy: [String]?
    public var pivot: Pivot?

    public init(conditions: [Condition] = [], sumBy: [String]? = nil, pivot: Pivot? = nil) {
        self.conditions = conditions
        self.sumBy = sumBy
        self.pivot = pivot
    }

    /// All rows as the view has them.
    public static let all = Selection()
}

/// Asks for the values of one key column side by side, a column each, that hold one measure.
public struct Pivot: Hashable, Sendable {
    public var column: String
    public var measure: String

    public init(column: String, measure: String) {
        self.column = column
        self.measure = measure
    }
}

extension Selection.Condition {
    /// How many values are named where none fits.
    private static let mostNamed = 12

    func isMet(by text: String) -> Bool {
        values.contains { value in
            value == text || Int64(text).flatMap { NumberRange(value)?.contains($0) } ?? false
        }
    }

    /// The rows that meet it.
    ///
    /// - Throws: ``AnswerError`` where there are rows and none has such a value: then it is mistyped, or of another moment.
    func met(by rows: [OwnedRow], _ index: Int) throws(AnswerError) -> [OwnedRow] {
        let met = rows.filter { isMet(by: $0.key[index]) }
        guard met.isEmpty, !rows.isEmpty else { return met }
        let there = Set(rows.map { $0.key[index] }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let named = there.prefix(Self.mostNamed).map { $0.isEmpty ? "nothing" : "\"\($0)\"" }.joined(separator: ", ")
        throw AnswerError(
            "No row says \(values.map { "\"\($0)\"" }.joined(separator: " or ")) in the column \(column); there are: \(named)"
                + (there.count > Self.mostNamed ? " and \(there.count - Self.mostNamed) more." : "."))
    }
}

extension Selection {
    /// The rows that meet all conditions.
    func chosen(_ rows: [OwnedRow], of view: any View) throws(AnswerError) -> [OwnedRow] {
        var rows = rows
        for condition in conditions {
            guard let index = view.keys.firstIndex(where: { $0.name == condition.column }) else { continue }
            rows = try condition.met(by: rows, index)
        }
        return rows
    }
}

extension Pivot {
    /// The rows of an answer by the columns of their key that are left, with a measure for each value of the other one.
    func pivoted(_ answer: Answer, _ layout: KeyLayout) -> ([Answer.Column], [Answer.Row]) {
        let sums = answer.columns.filter { $0.role == .records || $0.role == .measure }
        guard let place = answer.columns.firstIndex(where: { $0.name == column }),
            let measure = sums.firstIndex(where: { $0.name == measure })
        else { return (answer.columns, answer.rows) }
        let values = layout.ordered(Set(answer.rows.map { $0.key[place] }), of: column)
        let index = Dictionary(uniqueKeysWithValues: zip(values, values.indices))
        var sumsOf: [[String]: [Sum]] = [:]
        for row in answer.rows {
            var key = row.key
            key.remove(at: place)
            sumsOf[key, default: values.map { _ in .zero }][index[row.key[place]] ?? 0] = row.sums[measure]
        }
        var columns = answer.columns.prefix(answer.columns.count { !$0.role.isSum })
        columns.remove(at: place)
        let left = layout.without(column)
        let rows = sumsOf.map { Answer.Row(key: $0.key, sums: $0.value) }.sorted { left.isBefore($0.key, $1.key) }
        let across = values.map { Answer.Column(name: $0.isEmpty ? Answer.noRegion : $0, role: sums[measure].role) }
        return (columns + across, rows)
    }
}

extension Answer.Column.Role {
    /// It states a sum of a row, and is no part of its key.
    var isSum: Bool { self == .records || self == .measure || self == .reported }
}
