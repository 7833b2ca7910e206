extension Record {
    /// What a statement makes of a record that cannot speak of every field of it: what it does not state stays as its
    /// speaker had it.
    ///
    /// A file without a column says nothing by that: not that a toll has no children, nor that a place has no point. Dead,
    /// missing and a stated total hang together, as in a merge: those that are not stated stay only beside a toll that is
    /// as it was; beside another one they are not reported. Flags of the importer go with the field that they are about;
    /// unread cells are those of the statement.
    ///
    /// - Parameters:
    ///   - earlier: what its speaker said before; nil: that there was no such record, or nothing.
    ///   - fields: the paths of those that the statement could fill. `place.regions:m49`: the region of that scheme.
    /// - Returns: the flags of validation are those of the statement: they are to be found anew.
    public func completed(from earlier: Record?, stating fields: Set<String>) -> Record {
        let stated = fields.union(["flags", "rawCells"])
        // A stream holds one kind.
        return state.completed(from: earlier ?? .blank(kind), stating: stated) ?? self
    }
}

extension FieldRecord {
    /// Nil where the earlier one is of another kind.
    fileprivate func completed(from earlier: Record, stating fields: Set<String>) -> Record? {
        Self(earlier).map { Self.completedState(self, from: $0, stating: fields).asRecord }
    }

    static func completedState(_ own: Self, from earlier: Self, stating fields: Set<String>) -> Self {
        completed(own, from: earlier, at: "", stating: fields)
    }

    /// With the importer's flags of fields that stay as they were.
    static func completed(_ own: Self, from earlier: Self, at path: String, stating fields: Set<String>) -> Self {
        var completed = own
        for field in Self.fields { field.complete(&completed, earlier, field.name, fields) }
        let kept = earlier.notes.flags.filter { flag in
            FlagCode(rawValue: flag.code) == nil && !flag.field.isEmpty && !fields.contains(flag.field)
        }
        guard !kept.isEmpty else { return completed }
        // In the order in which they were found before, so that an unchanged record is equal.
        completed.notes.flags = earlier.notes.flags.filter { kept.contains($0) || own.notes.flags.contains($0) }
        completed.notes.flags += own.notes.flags.filter { !completed.notes.flags.contains($0) }
        return completed
    }
}

extension Place {
    /// Of a scheme for which the statement has no column, the region stays.
    static func completed(_ own: Place, from earlier: Place, at path: String, stating fields: Set<String>) -> Place {
        var completed = own
        for field in Self.fields { field.complete(&completed, earlier, "\(path).\(field.name)", fields) }
        let regions = path + ".regions"
        guard !fields.contains(regions) else { return completed }
        let stated = own.regions.filter { fields.contains("\(regions):\($0.scheme)") }
        completed.regions = earlier.regions.compactMap { old in
            fields.contains("\(regions):\(old.scheme)") ? stated.first { $0.scheme == old.scheme } : old
        }
        completed.regions += stated.filter { region in !earlier.regions.contains { $0.scheme == region.scheme } }
        return completed
    }
}

extension Deaths {
    private static let toll: [(name: String, path: any WritableKeyPath<Deaths, Count> & Sendable)] = [
        ("dead", \.dead), ("missing", \.missing), ("statedTotal", \.statedTotal),
    ]

    static func completedState(_ own: Deaths, from earlier: Deaths, stating fields: Set<String>) -> Deaths {
        var completed = completed(own, from: earlier, at: "", stating: fields)
        let lacking = toll.filter { !fields.contains($0.name) }
        guard !lacking.isEmpty, lacking.count < toll.count else { return completed }
        let isSame =
            (!fields.contains("dead") || own.dead == earlier.dead)
            && (!fields.contains("missing") || own.missing == earlier.missing)
            && (!fields.contains("statedTotal") || own.totalAgrees(with: earlier, lacking: lacking.map(\.path)))
        guard !isSame else {
            if own.statedTotal.isReported { completed.statedTotal = earlier.statedTotal }
            return completed
        }
        if fields.contains("statedTotal"), !own.statedTotal.isReported, own.holds(lacking.map(\.path)) {
            // A total was left out beside the parts that made it up, which go.
            completed.statedTotal = own.total.map { .exactly($0) } ?? .notReported
        }
        for part in lacking { completed[keyPath: part.path] = .notReported }
        return completed
    }

    private func holds(_ parts: [any WritableKeyPath<Deaths, Count> & Sendable]) -> Bool {
        parts.contains { self[keyPath: $0].isReported }
    }

    /// A blank total contradicts nothing.
    private func totalAgrees(with earlier: Deaths, lacking: [any WritableKeyPath<Deaths, Count> & Sendable]) -> Bool {
        if !statedTotal.isReported { return !holds(lacking) || total == earlier.total }
        return statedTotal == earlier.statedTotal
            || statedTotal.exactValue != nil && statedTotal.exactValue == earlier.total
    }

    /// The total that is stated, or that the parts add up to; nil: none is exact.
    private var total: Int64? {
        if statedTotal.isReported { return statedTotal.exactValue }
        guard dead.isReported || missing.isReported, let dead = dead.isReported ? dead.exactValue : 0,
            let missing = missing.isReported ? missing.exactValue : 0
        else { return nil }
        let (sum, isTooLarge) = dead.addingReportingOverflow(missing)
        return isTooLarge ? nil : sum
    }
}
