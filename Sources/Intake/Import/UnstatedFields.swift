import Incidents

/// What became of fields for which a file has no column, in records that it states.
struct UnstatedFields {
    /// How many records keep something that an earlier export had said, and in which fields.
    private var kept = 0
    private var keptFields: Set<String> = []
    /// How many tolls changed so that a part or a total of before holds no more, and is not reported.
    private var lost = 0
    private var lostFields: Set<String> = []

    private static let toll: [(name: String, path: any KeyPath<Deaths, Count> & Sendable)] = [
        ("dead", \.dead), ("missing", \.missing), ("statedTotal", \.statedTotal),
    ]

    /// - Parameters:
    ///   - row: what the file says.
    ///   - state: what its dataset says by that.
    ///   - earlier: what it said before.
    ///   - states: whether the file has a column for a field.
    mutating func add(row: Record, state: Record, earlier: Record, states: (String) -> Bool) {
        let fields = state == row ? [] : differences(from: row, to: state).map(\.field).filter { $0 != "flags" }
        if !fields.isEmpty {
            kept += 1
            keptFields.formUnion(fields)
        }
        guard case .deaths(let state) = state, case .deaths(let earlier) = earlier else { return }
        let names = Self.toll.filter { part in
            !states(part.name) && earlier[keyPath: part.path].isReported && !state[keyPath: part.path].isReported
        }
        guard !names.isEmpty else { return }
        lost += 1
        lostFields.formUnion(names.map(\.name))
    }

    /// In sentences; none where nothing became of any.
    var sentences: [String] {
        var sentences: [String] = []
        if kept > 0 {
            sentences.append(
                "\(kept) records keep what earlier exports said of them in fields for which this file has no column:"
                    + " \(keptFields.sorted().joined(separator: ", ")).")
        }
        if lost > 0 {
            sentences.append(
                "In \(lost) tolls the file states other numbers than earlier exports did, and no"
                    + " \(lostFields.sorted().joined(separator: ", ")): those of before hold no more and are not reported."
            )
        }
        return sentences
    }
}
