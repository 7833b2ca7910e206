import Incidents

/// What an export can say of each record for which it has a row: the fields for which it has columns. Of all others it says
/// nothing, and what the dataset had said of them stands.
struct SpokenFields: Hashable, Sendable {
    private struct Part: Hashable {
        var kind: RecordKind
        /// What the record's identifier ends with.
        var suffix: String
        var fields: Set<String>
    }

    /// Those of a longer suffix first. Empty: everything.
    private let parts: [Part]

    /// - Parameter stated: as an import's record states it.
    init(_ stated: [StatedFields]) {
        parts = stated.map { Part(kind: $0.kind, suffix: $0.part.isEmpty ? "" : ".\($0.part)", fields: Set($0.fields)) }
            .sorted { $0.suffix.utf8.count > $1.suffix.utf8.count }
    }

    private func part(of record: RecordID) -> Part? {
        parts.first { $0.kind == record.kind && record.id.hasSuffix($0.suffix) }
    }

    /// Whether the rows of the export make such records at all.
    func speaks(of record: RecordID) -> Bool {
        parts.isEmpty || part(of: record) != nil
    }

    func states(_ field: String, of record: RecordID) -> Bool {
        parts.isEmpty || part(of: record)?.fields.contains(field) ?? false
    }

    /// What the dataset says of a record by a row of the export.
    ///
    /// - Parameters:
    ///   - state: what the row says.
    ///   - earlier: what the dataset said before; nil: that there is no such record, or nothing.
    /// - Throws: ``ImportError`` `incompleteRecord` where no ledger takes what comes of it.
    func completed(_ state: Record, of record: RecordID, from earlier: Record?) throws(ImportError) -> Record {
        guard let part = part(of: record) else { return state }
        let completed = state.completed(from: earlier, stating: part.fields)
        guard completed != state else { return state }
        let validation = completed.validate(knownAt: nil, origin: .imported)
        if let error = validation.errors.first {
            throw ImportError(
                .incompleteRecord,
                "The file has no column for what was said of \(record) before, and with it no ledger takes what the file says:"
                    + " \(error.description).")
        }
        return completed.flagged(validation)
    }
}
