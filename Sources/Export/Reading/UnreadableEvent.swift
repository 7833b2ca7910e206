import EventLog
import Forms
public import Incidents
import Ledger
import Timeline

/// An event that could not be taken in, and is left out.
public struct UnreadableEvent: Hashable, Sendable {
    public var record: RecordID
    public var position: UInt64
    /// Why, in words.
    public var error: String
}

extension LogSnapshot {
    /// Every event about a record up to a position that can be taken in, and what keeps others from it. Those decide
    /// nothing, as in views: what cannot be decoded or is damaged, states a count that is too large to be summed, or is said
    /// by a dataset that the record does not belong to.
    func readableStream(
        of record: RecordID, through last: UInt64
    ) throws -> (stream: RecordStream, unreadable: [UnreadableEvent]) {
        var events: [RecordedEvent] = []
        var unreadable: [UnreadableEvent] = []
        for position in try positions(of: StreamID(record), through: last) {
            do {
                let event = try event(at: position)
                if event.event.state?.hasCountThatIsTooLarge ?? false {
                    unreadable.append(
                        UnreadableEvent(record: record, position: position, error: "a count of it \(Count.tooLarge)"))
                } else {
                    events.append(event)
                }
            } catch {
                unreadable.append(
                    UnreadableEvent(record: record, position: position, error: LedgerError.wrapping(error).description))
            }
        }
        let stream = RecordStream(record: record, events: events)
        unreadable += stream.timeline.foreign.map { position in
            UnreadableEvent(
                record: record, position: position,
                error: "it is said by another dataset than \(stream.timeline.dataset), whose record it is")
        }
        return (stream, unreadable)
    }
}

extension Record {
    /// Views set such a record aside.
    fileprivate var hasCountThatIsTooLarge: Bool {
        switch self {
        case .deaths(let record):
            [
                record.dead, record.missing, record.survivors, record.females, record.males, record.children,
                record.statedTotal,
            ].contains(where: \.isTooLarge)
        case .arrests(let record): record.count.isTooLarge
        case .operation(let record): record.results.contains(where: \.count.isTooLarge)
        case .courtCase(let record): record.migrantCount.isTooLarge || record.defendantCount.isTooLarge
        case .proceeding(let record):
            [record.defendants, record.convicted, record.acquitted].contains(where: \.isTooLarge)
        case .incident, .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .law, .provision,
            .indicator,
            .activity:
            false
        }
    }
}
