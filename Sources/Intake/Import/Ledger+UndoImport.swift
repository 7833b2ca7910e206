import EventLog
import Forms
import Incidents
public import Ledger

extension Ledger {
    /// Makes what an import said void: every record that it touched says again what its dataset had said before, as of the
    /// import's as-at day, and so on every later one. The import's own record is withdrawn, and the file that is right can
    /// be imported for the same day.
    ///
    /// - Parameters:
    ///   - id: of the import's record.
    ///   - reason: why: kept with each event, for ever.
    /// - Throws: `LedgerError`: `notFound` where there is no such import, `refused` where it was undone already.
    public func undoImport(_ id: String, actor: String, reason: String) async throws -> UndoReport {
        do {
            for attempt in 1... {
                do {
                    return try await undoOnce(id, actor: actor, reason: reason)
                } catch let error as EventLogError {
                    guard error.isConflict else { throw error }
                    guard attempt < Self.importAttempts else { throw Self.overtaken }
                }
            }
            preconditionFailure("the loop ends by returning or throwing")
        } catch {
            throw LedgerError.wrapping(error, doing: "undo import \(id)")
        }
    }

    private func undoOnce(_ id: String, actor: String, reason: String) async throws -> UndoReport {
        let (plan, importCount) = try planUndoing(id, actor: actor, reason: reason)
        let acknowledgement = try await log.append(
            LongRequest(plan.events, key: plan.idempotencyKey, afterImports: importCount))
        var report = plan.report
        report.positions = acknowledgement.positions
        return report
    }

    private func planUndoing(
        _ id: String, actor: String, reason: String
    ) throws -> (plan: UndoPlan, importCount: UInt64) {
        try log.read { snapshot in
            let imports = try snapshot.priorImports()
            guard let undone = imports.first(where: { $0.id == id }) else {
                throw LedgerError(.notFound, "The ledger holds no import \(id).")
            }
            guard !undone.isUndone else { throw LedgerError(.refused, "Import \(id) was undone already.") }
            let version = try snapshot.stream(of: RecordID(kind: .import, id: id)).version
            let plan = try UndoPlan(
                of: undone, version: version, imports: imports, known: try snapshot.records(of: undone), actor: actor,
                reason: reason, stream: { try snapshot.stream(of: $0) })
            return (plan, snapshot.importCount)
        }
    }
}

extension LogSnapshot {
    /// The records in which an import may be felt: those of its dataset, and what an import may say for the desk.
    fileprivate func records(of undone: PriorImport) throws -> SortedSpool<RecordID> {
        let records = SortedSpool(by: RecordID.key)
        let prefix = try heldDatasets().first { $0.id == undone.dataset }?.state?.prefix ?? ""
        for kind in SourceDataset.kinds {
            try forEachRecord(ofKind: kind) { record in
                if kind == .publishedFigure || record.id.hasPrefix(prefix) { try records.append(record) }
            }
        }
        try records.finish()
        return records
    }
}
