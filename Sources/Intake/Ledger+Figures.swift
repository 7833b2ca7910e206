import Crypto
import EventLog
import Files
import Forms
import Foundation
public import Incidents
public import Ledger

/// What came of taking in published figures.
public struct FiguresReport: Hashable, Sendable {
    /// The identifier of the import's own record.
    public var importID = ""
    public var recorded = 0
    public var corrected = 0
    public var reinstated = 0
    public var unchanged = 0
    /// The same file had been imported before: nothing was appended.
    public var alreadyImported = false
}

extension Ledger {
    /// Takes in published figures from their JSON form (see `FiguresFile`): all that are new or changed and the import's
    /// own record, or nothing.
    ///
    /// - Parameters:
    ///   - publisher: who published the figures of a file that does not say.
    ///   - citation: where they are printed, for a file that does not say.
    ///   - actor: who takes them in: a role or an organisation.
    ///   - knownAt: the day on which they were published; nil: today.
    /// - Throws: `LedgerError`: `refused` where the file does not have the form, naming the figure.
    public func importFigures(
        file: String, publisher: String = "", citation: String = "", actor: String, knownAt: Day? = nil
    ) async throws -> FiguresReport {
        let statement = Statement(actor: actor, knownAt: knownAt)
        let day = try self.knownAt(statement)
        do {
            let bytes = try DurableFile.bytes(of: file)
            let figures = try FiguresFile(bytes, publisher: publisher, citation: citation).figures
            var made = FiguresImport(
                bytes, fileName: URL(filePath: file).lastPathComponent, figures, publisher: publisher,
                citation: citation,
                knownAt: day, actor: actor)
            try log.read { snapshot in
                try made.plan(figures) { try snapshot.stream(of: $0, through: .max) }
            }
            if !made.report.alreadyImported {
                _ = try await append(
                    AppendRequest(drafts: made.drafts, idempotencyKey: "import \(made.report.importID)"))
            }
            return made.report
        } catch {
            throw LedgerError.wrapping(error, doing: "import \(file)")
        }
    }
}

/// One file of figures, and what it appends: a figure is said by whoever takes it in, and not by a dataset.
private struct FiguresImport {
    var report = FiguresReport()
    var drafts: [Draft] = []
    private var state = Import()
    private let knownAt: Day
    private let actor: String

    init(
        _ bytes: [UInt8], fileName: String, _ figures: [FiguresFile.Figure], publisher: String, citation: String,
        knownAt: Day, actor: String
    ) {
        (self.knownAt, self.actor) = (knownAt, actor)
        // The same bytes with another publisher say something else.
        let said = bytes + Array("\u{0}\(publisher)\u{0}\(citation)".utf8)
        report.importID = "figures-" + Hex.encode(Array(SHA256.hash(data: said).prefix(8)))
        state.fileDigest = Array(SHA256.hash(data: bytes))
        state.fileName = fileName
        state.publisher = Set(figures.map(\.state.publisher)).sorted().joined(separator: "; ")
        state.asAt = knownAt
        state.columnScheme = Import.figuresScheme
        state.scope = .partial
        state.summary.rows = UInt32(figures.count)
    }

    /// - Parameter stream: everything that is known of a record.
    mutating func plan(_ figures: [FiguresFile.Figure], stream: (RecordID) throws -> RecordStream) throws {
        let own = RecordID(kind: .import, id: report.importID)
        if try stream(own).held()?.state != nil {
            report.alreadyImported = true
            report.unchanged = figures.count
            return
        }
        for figure in figures { try plan(figure, try stream(figure.record)) }
        state.summary.recorded = UInt32(report.recorded)
        state.summary.corrected = UInt32(report.corrected)
        state.summary.reinstated = UInt32(report.reinstated)
        state.summary.unchanged = UInt32(report.unchanged)
        try append(.import(state), as: own, try stream(own))
    }

    private mutating func plan(_ figure: FiguresFile.Figure, _ stream: RecordStream) throws {
        let event = try event(.publishedFigure(figure.state), of: figure.record, stream)
        if let known = stream.held(knownBy: knownAt), known.state == event.state {
            report.unchanged += 1
            return
        }
        switch event.type {
        case .recorded: report.recorded += 1
        case .reinstated: report.reinstated += 1
        default: report.corrected += 1
        }
        try append(.publishedFigure(figure.state), as: figure.record, stream)
    }

    private mutating func append(_ state: Record, as record: RecordID, _ stream: RecordStream) throws {
        let event = try event(state, of: record, stream)
        drafts.append(
            Draft(callerPart: try event.callerPart(), expected: .exact(stream.events.last?.version ?? 0)))
    }

    private func event(_ state: Record, of record: RecordID, _ stream: RecordStream) throws -> Event {
        let known = stream.held(knownBy: knownAt)
        let type: EventType = known == nil ? .recorded : known?.state == nil ? .reinstated : .corrected
        return try Event(
            type: type, record: record, knownAt: knownAt, actor: actor,
            reason: type == .recorded ? "" : "as import \(report.importID) has it", importID: report.importID,
            state: state
        ).validated(today: .latestToday)
    }
}
