internal import EventLog
internal import Incidents
internal import Timeline

/// What one standing of a record comes to, ready to be stored.
struct FoundState {
    let kind: RecordKind
    let cells: RecordCells
    /// The event that decides: the last that was said, by known-at day and position.
    let event: RecordedEvent
    let isWithdrawn: Bool
    let disputes: [String]
    let dataset: String
    private let reasons: [String]

    init?(
        _ standing: Standing, of stream: inout StreamEvents, in snapshot: borrowing LogSnapshot
    ) throws {
        var deciding: [RecordedEvent] = []
        for said in [standing.desk, standing.said] {
            if let said, let event = try stream.event(at: said.event, in: snapshot) { deciding.append(event) }
        }
        guard
            let event = deciding.max(by: {
                ($0.event.knownAt, $0.position) < ($1.event.knownAt, $1.position)
            })
        else { return nil }
        let merged = try Self.merged(standing, &stream, snapshot)
        var state = merged.state
        if state == nil, let last = stream.lastState(before: event) {
            state = try stream.event(at: last, in: snapshot)?.event.state
        }
        self.event = event
        kind = event.event.record.kind
        isWithdrawn = merged.state == nil
        disputes = merged.disputes.map(\.field)
        dataset = standing.dataset
        reasons = deciding.map(\.event.reason)
        guard let state else { return nil }
        cells = RecordCells(state)
    }

    /// The states are read before they are put together: what reads them may fail, and what puts them together is not to
    /// hold the snapshot.
    private static func merged(
        _ standing: Standing, _ stream: inout StreamEvents, _ snapshot: borrowing LogSnapshot
    ) throws -> MergedState {
        let outcome = standing.merged
        var states: [UInt64: Record] = [:]
        let positions: [UInt64?] =
            switch outcome {
            case .absent: []
            case .state(let position): [position]
            case .merge(let base, let desk, let dataset): [base, desk, dataset]
            }
        for position in positions.compactMap({ $0 }) {
            states[position] = try stream.event(at: position, in: snapshot)?.event.state
        }
        return outcome.resolved { states[$0] }
    }

    /// What is searched.
    var body: String {
        var words = cells.words + reasons + [event.event.record.id]
        for field in FindSchema.fields where field.form == .text {
            if field != .sources, case .text(let text)? = cells[field] { words.append(text) }
        }
        return FoldedText.of(words.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    var sources: String { FoldedText.of(cells.sources.filter { !$0.isEmpty }.joined(separator: "\n")) }

    /// The value of a stored column.
    func cell(_ field: FindField) -> RecordCells.Cell? {
        switch field {
        case .id: .text(event.event.record.id)
        case .disputed: disputes.isEmpty ? nil : .text(disputes.joined(separator: "; "))
        case .dataset where !dataset.isEmpty: .text(dataset)
        case .event: .integer(Int64(event.position))
        case .version: .integer(Int64(event.version))
        case .eventType: .text(event.event.type.code)
        case .knownAt: .integer(Int64(event.event.knownAt.number))
        case .recordedAt: .integer(Int64(clamping: event.recordedAt))
        case .actor: .text(event.event.actor)
        case .reason: event.event.reason.isEmpty ? nil : .text(event.event.reason)
        case .importID: event.event.importID.isEmpty ? nil : .text(event.event.importID)
        default: cells[field]
        }
    }
}
