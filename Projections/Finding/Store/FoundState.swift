internal import EventLog
internal import Forms
internal import GRDB
internal import Incidents
internal import Timeline

/// What one standing of a record comes to, ready to be stored.
struct FoundState: Sendable {
    let kind: RecordKind
    let isWithdrawn: Bool
    let year: Int32?
    /// Nil: the desk's own.
    let dataset: String?
    let point: Point?
    /// The values of the stored columns: of a count three.
    let values: [DatabaseValue]
    /// In a fixed order: what is stored is a function of the log, to the byte.
    let marks: [String]
    /// What is searched.
    let body: String
    /// What of it names its sources.
    let sources: String

    /// What is stored of a state.
    ///
    /// - Parameters:
    ///   - event: the one that decides: the last that was said, by known-at day and position.
    ///   - reasons: of the events that decide.
    private init(
        _ state: Incidents.Record, said event: RecordedEvent, by dataset: String, reasons: [String],
        disputes: [Dispute] = [],
        isWithdrawn: Bool = false
    ) {
        let cells = RecordCells(state)
        kind = state.kind
        self.isWithdrawn = isWithdrawn
        (year, point) = (cells.year, cells.point)
        self.dataset = dataset.isEmpty ? nil : dataset
        marks = cells.marks.map(\.text).sorted()
        var values: [DatabaseValue] = []
        values.reserveCapacity(FindField.total * 2)
        var words = cells.words + reasons + [event.event.record.id]
        for field in FindSchema.fieldsOfKind[kind] ?? [] {
            let cell = Self.cell(field, cells, event, dataset, disputes)
            Self.append(cell, field.form, to: &values)
            if field.isSearched, case .text(let text)? = cells[field] { words.append(text) }
        }
        self.values = values
        body = FoldedText.of(words.filter { !$0.isEmpty }.joined(separator: "\n"))
        sources = FoldedText.of(cells.sources.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    /// What the first event of a record says; nil where it carries no state, or the kind is not looked for.
    init?(first event: RecordedEvent) {
        guard event.version == 1, FindField.kinds.contains(event.event.record.kind), let state = event.event.state
        else { return nil }
        self.init(state, said: event, by: event.event.dataset, reasons: [event.event.reason])
    }

    /// What a standing comes to; nil where nobody has ever said what the record is.
    init?(
        _ standing: Standing, of stream: inout StreamEvents, in snapshot: borrowing LogSnapshot
    ) throws {
        var deciding: [RecordedEvent] = []
        for said in [standing.desk, standing.said] {
            if let said, let event = try stream.event(at: said.event, in: snapshot) { deciding.append(event) }
        }
        let last = deciding.max { ($0.event.knownAt, $0.position) < ($1.event.knownAt, $1.position) }
        guard let event = last else { return nil }
        let merged = try Self.merged(standing, &stream, snapshot)
        var state = merged.state
        if state == nil, let earlier = stream.lastState(before: event) {
            state = try stream.event(at: earlier, in: snapshot)?.event.state
        }
        guard let state else { return nil }
        self.init(
            state, said: event, by: standing.dataset, reasons: deciding.map(\.event.reason), disputes: merged.disputes,
            isWithdrawn: merged.state == nil)
    }

    /// The states are read before they are put together: what reads them may fail, and what puts them together is not to
    /// hold the snapshot.
    private static func merged(
        _ standing: Standing, _ stream: inout StreamEvents, _ snapshot: borrowing LogSnapshot
    ) throws -> MergedState {
        let outcome = standing.merged
        var states: [UInt64: Incidents.Record] = [:]
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

    // MARK: Columns

    private static func cell(
        _ field: FindField, _ cells: RecordCells, _ recorded: RecordedEvent, _ dataset: String, _ disputes: [Dispute]
    ) -> RecordCells.Cell? {
        let event = recorded.event
        let text = { (text: String) -> RecordCells.Cell? in text.isEmpty ? nil : .text(text) }
        return switch field {
        case .id: .text(event.record.id)
        case .disputed: text(disputes.map(\.field).joined(separator: "; "))
        case .dataset where !dataset.isEmpty: .text(dataset)
        case .event: .integer(Int64(recorded.position))
        case .version: .integer(Int64(recorded.version))
        case .eventType: .text(event.type.code)
        case .knownAt: .integer(Int64(event.knownAt.number))
        case .recordedAt: .integer(Int64(clamping: recorded.recordedAt))
        case .actor: .text(event.actor)
        case .reason: text(event.reason)
        case .importID: text(event.importID)
        default: cells[field]
        }
    }

    private static func append(_ cell: RecordCells.Cell?, _ form: FindField.Form, to values: inout [DatabaseValue]) {
        switch cell {
        case .text(let text): values.append(text.databaseValue)
        case .integer(let number): values.append(number.databaseValue)
        case .real(let number): values.append(number.databaseValue)
        case .count(let count):
            let range = NumberRange(of: count)
            values.append(count.notation.databaseValue)
            values.append(range.low.databaseValue)
            values.append(range.high?.databaseValue ?? .null)
        case nil: for _ in 0..<(form == .count ? 3 : 1) { values.append(.null) }
        }
    }
}

extension FindField {
    /// Its text is found by `--text`; sources are by themselves.
    fileprivate var isSearched: Bool { form == .text && self != .sources }
}

extension NumberRange {
    /// What a count that is reported may be. One that is only approximate is taken as the number that it states.
    init(of count: Count) {
        switch count.qualifier {
        case .exact, .approximately, .notReported: self.init(low: count.low, high: count.low)
        case .between, .upTo, .nearly: self.init(low: count.low, high: count.high)
        case .atLeast: self.init(low: count.low, high: nil)
        case .moreThan: self.init(low: count.low < .max ? count.low + 1 : count.low, high: nil)
        }
    }
}
