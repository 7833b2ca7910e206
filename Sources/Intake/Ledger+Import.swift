import EventLog
import Files
import Forms
import Foundation
public import Incidents
public import Ledger

/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
    /// Rows read.
    public var done: Int
    /// Rows in the file.
    public var total: Int
    /// What is being done, in a word or two.
    public var phase: String
}

/// What came of an import.
public struct ImportReport: Hashable, Sendable {
    /// The identifier of the import's own record.
    public var importID: String
    public var summary: ImportSummary
    /// Every cell that could not be read; the summary holds as many as fit one entry.
    public var refusedCells: [RefusedCell]
    /// What a person should know, in sentences.
    public var notices: [String]
    /// Of the events that it appended; nil: nothing was appended.
    public var firstPosition: UInt64?
    public var lastPosition: UInt64?
    /// The same file had been imported before for the same day.
    public var alreadyImported: Bool
}

extension Ledger {
    /// How often an import is planned anew because somebody else appended while it was being planned.
    private static let importAttempts = 5

    /// Takes in an export of the Missing Migrants Project: all that is new in it, or nothing.
    ///
    /// - Parameters:
    ///   - asAt: the day on which the publisher said what the file says.
    ///   - isPartial: the file holds some of the dataset by design; what it does not have is not withdrawn.
    ///   - actor: who takes it in: a role or an organisation.
    /// - Throws: `LedgerError`: `refused` where the file cannot be read as an export, `conflict` where another file was
    ///   taken in for the same day, or others go on changing the same records.
    public func importMissingMigrants(
        file: String, asAt: Day, isPartial: Bool, actor: String,
        progress: (@Sendable (ImportProgress) -> Void)? = nil
    ) async throws -> ImportReport {
        do {
            guard asAt <= .today else {
                throw LedgerError(.refused, "as-at \(asAt) is after today, \(Day.today): nobody can have said it yet.")
            }
            let export = try MissingMigrantsExport(
                try DurableFile.bytes(of: file), fileName: URL(filePath: file).lastPathComponent
            ) { done, total in
                progress?(ImportProgress(done: done, total: total, phase: "reading"))
            }
            for attempt in 1... {
                do {
                    return try await append(export, asAt: asAt, isPartial: isPartial, actor: actor, progress)
                } catch let error as EventLogError {
                    guard error.isConflict, attempt < Self.importAttempts else { throw error }
                }
            }
            preconditionFailure("the loop ends by returning or throwing")
        } catch {
            throw LedgerError.wrapping(error, doing: "import \(file)")
        }
    }

    private func append(
        _ export: MissingMigrantsExport, asAt: Day, isPartial: Bool, actor: String,
        _ progress: (@Sendable (ImportProgress) -> Void)?
    ) async throws -> ImportReport {
        progress?(ImportProgress(done: 0, total: export.rowCount, phase: "comparing"))
        let kind = UInt8(RecordKind.import.rawValue)
        var drafts: [Draft] = []
        // Another import of the dataset meanwhile might touch none of these streams and still change the plan.
        let (plan, importCount) = try log.read { snapshot in
            let plan = try MissingMigrantsImport.plan(
                export, asAt: asAt, isPartial: isPartial, known: try snapshot.knownRecords(),
                stream: { try snapshot.knownStream(of: $0) }, priorImports: try snapshot.priorImports(), actor: actor
            ) { planned in
                drafts.append(
                    Draft(callerPart: try planned.event.callerPart(), expected: .exact(planned.expectedVersion)))
            }
            return (plan, snapshot.head.counts[kind] ?? 0)
        }
        var report = ImportReport(
            importID: plan.importID, summary: plan.summary, refusedCells: plan.refusedCells, notices: plan.notices,
            alreadyImported: plan.isNothingNew)
        guard !plan.isNothingNew else { return report }
        progress?(ImportProgress(done: export.rowCount, total: export.rowCount, phase: "appending"))
        let receipt = try await log.append(
            AppendRequest(
                drafts: drafts, idempotencyKey: plan.idempotencyKey, expectedCounts: [kind: importCount]))
        report.firstPosition = receipt.firstPosition
        report.lastPosition = receipt.lastPosition
        report.alreadyImported = receipt.isRepeat
        return report
    }
}

extension LogSnapshot {
    /// The name of every stream that may belong to the dataset.
    fileprivate func knownRecords() throws -> [RecordID] {
        var records: [RecordID] = []
        for kind in [RecordKind.incident, .deaths] {
            try forEachStream(ofKind: UInt8(kind.rawValue)) { id in
                let record = RecordID(kind: kind, id: id)
                if MissingMigrantsImport.mayHold(record) { records.append(record) }
                return true
            }
        }
        return records
    }

    fileprivate func knownStream(of record: RecordID) throws -> KnownStream {
        KnownStream(record: record, events: try stream(of: record, through: .max).events.map(KnownEvent.init))
    }

    /// Every import, by the state of its record.
    fileprivate func priorImports() throws -> [PriorImport] {
        try positions(ofKind: UInt8(RecordKind.import.rawValue)).compactMap { position in
            let event = try event(at: position).event
            guard case .import(let state) = event.state else { return nil }
            return PriorImport(id: event.record.id, state)
        }
    }
}

extension KnownEvent {
    fileprivate init(_ recorded: RecordedEvent) {
        self.init(
            knownAt: recorded.event.knownAt, position: recorded.position, type: recorded.event.type,
            state: recorded.event.state, importID: recorded.event.importID)
    }
}

extension EventLogError {
    /// Somebody else has appended since the log was read.
    fileprivate var isConflict: Bool {
        switch code {
        case .conflict, .countConflict: true
        default: false
        }
    }
}
