import Incidents
import Timeline

/// The stream of one record while an import or its undoing is being planned: what the ledger holds, and what is going to
/// be said.
///
/// States are decoded where they are asked for, each once; most streams are compared without.
struct StreamPlan {
    /// An event to append.
    struct Statement {
        var type: EventType
        var knownAt: Day
        var reason: String
        /// Nil where the event carries none.
        var state: Record?
        /// Of the rows that say it; the same in wire form.
        var rowDigest: [UInt8] = []
        var encoded: EncodedRecord?
    }

    let held: HeldStream
    /// Who says it.
    let speaker: Speaker
    private(set) var timeline: Timeline
    private(set) var statements: [Statement] = []
    private var records: [UInt64: Record] = [:]
    private let decode: (EncodedRecord) throws -> Record

    init(
        _ held: HeldStream, speaker: Speaker, decode: @escaping (EncodedRecord) throws -> Record = { try $0.record() }
    ) {
        self.held = held
        self.speaker = speaker
        self.decode = decode
        timeline = Timeline(held.assertions)
    }

    /// What the speaker says by a day, planned statements included.
    func said(by day: Day?) -> Said? {
        timeline.said(by: speaker, knownBy: day)
    }

    /// What it said by a day as of a position.
    func said(by day: Day, asOf position: UInt64) -> Said? {
        timeline.said(by: speaker, asOf: position, knownBy: day)
    }

    /// The state that an event of the stream carries, held or planned.
    mutating func record(at position: UInt64?) throws -> Record? {
        guard let position else { return nil }
        if let record = records[position] { return record }
        guard let state = held.state(at: position) else { return nil }
        let record = try decode(state)
        records[position] = record
        return record
    }

    /// The state that it gives the record by a day; nil: it says that there is none, or nothing.
    mutating func state(by day: Day) throws -> Record? {
        try record(at: said(by: day)?.state)
    }

    /// Plans to say what the record is, as of a day; nil: that there is no such record.
    ///
    /// - Parameter made: the record that rows of a file make, where that is all that is said.
    mutating func say(_ state: Record?, asOf day: Day, reason: String, made: StatedRecord? = nil) {
        let before = said(by: day)
        let type: EventType =
            if state == nil { .withdrawn } else if before == nil { .recorded } else if before?.state == nil {
                .reinstated
            } else { .corrected }
        var statement = Statement(type: type, knownAt: day, reason: type == .recorded ? "" : reason, state: state)
        if case .made(_, let encoded, let digest)? = made?.content {
            statement.encoded = encoded
            statement.rowDigest = digest
        }
        append(statement)
    }

    /// Plans to say that the record is, as of a day, what was known of it by then.
    mutating func confirm(asOf day: Day) {
        append(Statement(type: .confirmed, knownAt: day, reason: "", state: nil))
    }

    private mutating func append(_ statement: Statement) {
        // After all that is in the log, wherever the log will end.
        let position = UInt64.max / 2 + UInt64(statements.count)
        statements.append(statement)
        if let state = statement.state { records[position] = state }
        let assertion = Assertion(
            position: position, knownAt: statement.knownAt, type: statement.type, speaker: speaker)
        timeline = Timeline(timeline.assertions + [assertion])
    }
}
