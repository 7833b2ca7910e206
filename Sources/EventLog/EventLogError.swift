/// Why the log refused something or could not do it.
///
/// Compare ``code``; ``description`` is a sentence for the person who has to act on it.
public struct EventLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public enum Code: Hashable, Sendable {
        /// The stream is not as a draft expected; `actual` is its last version, 0 if it has no events.
        case conflict(stream: StreamID, expected: ExpectedVersion, actual: UInt32)
        /// The log holds another number of events of a kind than the request expected.
        case countConflict(kind: UInt8, expected: UInt64, actual: UInt64)
        /// The idempotency key was used before, for other content.
        case keyReused(key: String)
        /// With what the log adds, the entry would be longer than 65,535 bytes; `draft` counts from 0.
        case entryTooLarge(draft: Int, byteCount: Int)
        /// A draft's bytes are not a caller's part; `draft` counts from 0.
        case malformedDraft(draft: Int)
        /// The request has no drafts, or a key that cannot be stored.
        case malformedRequest
        /// There is no log at that place.
        case notALog
        /// A log is made where there is one already.
        case alreadyExists
        /// This process has that log open already.
        case alreadyOpen
        /// Another version of this software wrote the log, in a format that this one does not read.
        case otherFormat(found: UInt32)
        /// What is stored contradicts itself; `position` is the first entry known to be affected.
        case damaged(position: UInt64?)
        /// Something was asked of a log opened for reading only that needs writing.
        case readOnly
        /// The log has been closed.
        case closed
        /// A position, size or limit lies outside the log.
        case outOfRange
        /// Another checkpoint is stored for that size.
        case checkpointExists(size: UInt64)
        /// The file system has no room left.
        case diskFull
        /// The file system does not let this process in.
        case permissionDenied
        /// Anything else that the database or the file system reports.
        case io
    }

    public let code: Code
    /// What was wrong, where, and what to do about it.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension EventLogError {
    static func damaged(_ what: String) -> EventLogError { damaged(nil, what) }

    static func damaged(_ position: UInt64?, _ what: String) -> EventLogError {
        EventLogError(
            .damaged(position: position),
            "The log is damaged: \(what) Nothing was written. Keep a copy of it for an investigation and restore a backup."
        )
    }

    static func otherFormat(_ directory: String, _ format: UInt32) -> EventLogError {
        EventLogError(
            .otherFormat(found: format),
            "The log in \(directory) has format \(format); this version reads and writes format "
                + "\(LogRecord.currentFormat) alone. Use the version of this software that made the log.")
    }

    static func alreadyExists(_ directory: String) -> EventLogError {
        EventLogError(
            .alreadyExists, "\(directory) holds a log or another database already; choose another place.")
    }

    static var closed: EventLogError {
        EventLogError(.closed, "The log has been closed; open it again to go on.")
    }

    static var readOnly: EventLogError {
        EventLogError(.readOnly, "The log was opened for reading only; open it for writing to append.")
    }

    static var isCopy: EventLogError {
        EventLogError(.readOnly, "The log is a copy of another one, and takes only what that one holds: append there.")
    }

    static func conflict(_ stream: StreamID, _ expected: ExpectedVersion, _ actual: UInt32) -> EventLogError {
        let found = actual == 0 ? "it has no events" : "it is at version \(actual)"
        return EventLogError(
            .conflict(stream: stream, expected: expected, actual: actual),
            "Stream \(stream) is not as expected: expected \(expected), but \(found). "
                + "Nothing of the request was appended; read the stream again and decide anew.")
    }

    static func countConflict(_ kind: UInt8, expected: UInt64, actual: UInt64) -> EventLogError {
        EventLogError(
            .countConflict(kind: kind, expected: expected, actual: actual),
            "The log holds \(actual) events of kind \(kind), not \(expected) as expected: somebody else has appended. "
                + "Nothing of the request was appended; read the log again and decide anew.")
    }

    static func keyReused(_ key: String) -> EventLogError {
        EventLogError(
            .keyReused(key: key),
            "The idempotency key “\(key)” was used before for other content. "
                + "Send the same content to get its acknowledgement, or use a new key for new content.")
    }

    static func entryTooLarge(draft: Int, byteCount: Int) -> EventLogError {
        EventLogError(
            .entryTooLarge(draft: draft, byteCount: byteCount),
            "Draft \(draft + 1) of the request would make an entry of \(byteCount) bytes; "
                + "an entry has at most \(EntryLayout.maximumLength) bytes. Shorten it or split it into several records."
        )
    }
}
