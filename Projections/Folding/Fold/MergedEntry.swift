package import Incidents
package import Timeline

/// A state that nobody has said as a whole, because desk and dataset are put together in it, in the form of an entry: so
/// views read it as they read every other.
package enum MergedEntry {
    /// - Parameters:
    ///   - outcome: what is put together.
    ///   - event: the event whose change it is part of; the entry has its position.
    ///   - read: gives the event at a position, decoded whole.
    /// - Returns: nil where there is no such record.
    /// - Throws: what `read` throws, and `ValidationError`.
    package static func bytes(
        of outcome: Standing.Outcome, for event: borrowing Facts, _ read: (UInt64) throws -> RecordedEvent?
    ) throws -> [UInt8]? {
        guard let state = try outcome.resolved({ try read($0)?.event.state }).state else { return nil }
        let merged = Event(
            type: .corrected, record: RecordID(kind: event.kind, id: try event.idText), knownAt: event.knownAt,
            actor: "", state: state)
        return try RecordedEvent(
            position: event.position, recordedAt: event.recordedAt, version: event.version, event: merged
        ).entry()
    }
}
