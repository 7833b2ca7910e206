import EventLog
import Files
import Forms
public import Incidents
public import Ledger

/// What came of taking in published figures.
public struct FiguresReport: Hashable, Sendable {
    public var recorded = 0
    public var corrected = 0
    public var unchanged = 0
}

extension Ledger {
    /// Takes in published figures from their JSON form (see `FiguresFile`): all that are new or changed, or none.
    ///
    /// - Parameters:
    ///   - actor: who takes them in: a role or an organisation.
    ///   - knownAt: the day on which they were published; nil: today.
    /// - Throws: `LedgerError`: `refused` where the file does not have the form, naming the figure.
    public func importFigures(file: String, actor: String, knownAt: Day? = nil) async throws -> FiguresReport {
        let statement = Statement(actor: actor, knownAt: knownAt)
        let day = try self.knownAt(statement)
        do {
            let bytes = try DurableFile.bytes(of: file)
            let figures = try FiguresFile(bytes).figures
            var report = FiguresReport()
            var drafts: [Draft] = []
            try log.read { snapshot in
                for figure in figures {
                    let stream = try snapshot.stream(of: figure.record, through: .max)
                    let known = stream.held(knownBy: day)
                    let type: EventType =
                        known == nil ? .recorded : known?.state == nil ? .reinstated : .corrected
                    let event = try Event(
                        type: type, record: figure.record, knownAt: day, actor: actor,
                        reason: type == .recorded ? "" : "figures file", state: .publishedFigure(figure.state)
                    ).validated(today: .today)
                    if known?.state == event.state {
                        report.unchanged += 1
                        continue
                    }
                    if type == .recorded { report.recorded += 1 } else { report.corrected += 1 }
                    drafts.append(
                        Draft(
                            callerPart: try event.callerPart(), expected: stream.expectation(statement)))
                }
            }
            if !drafts.isEmpty { _ = try await log.append(AppendRequest(drafts: drafts)) }
            return report
        } catch {
            throw LedgerError.wrapping(error, doing: "import \(file)")
        }
    }
}
