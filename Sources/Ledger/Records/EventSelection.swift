import EventLog
public import Forms
public import Incidents

/// Which events to list.
public struct EventSelection: Sendable {
    /// Empty: of any kind.
    public var kinds: Set<RecordKind> = []
    /// Empty: of any type.
    public var types: Set<EventType> = []
    /// Who asserts them, to the letter; empty: anybody.
    public var actors: Set<String> = []
    /// The identifier of the import that appended them; nil: of any, or of none.
    public var importID: String?
    /// Words that the reason has somewhere, whatever their case and accents; nil: any reason, or none.
    public var reasonLike: String?
    /// Where they begin and end, both included; nil: where the log does.
    public var since: LogBound?
    public var until: LogBound?
    public var newestFirst = false
    public var limit: Int?

    public init() {}
}

/// An end of a stretch of the log.
public enum LogBound: Hashable, Sendable {
    case position(UInt64)
    /// A day in universal time, by the ledger's own clock: from its first event, or through its last.
    case day(Day)
    /// In microseconds since 1970-01-01T00:00:00Z, by the ledger's own clock.
    case instant(UInt64)

    /// Reads a position (`120`), a day (`2026-01-31`) or an instant (`2026-01-31T14:00:00Z`).
    ///
    /// - Throws: `LedgerError` with `usage` where it is none of these.
    public init(parsing text: String) throws(LedgerError) {
        if let position = UInt64(text) {
            self = .position(position)
        } else if let day = try? Day(text) {
            self = .day(day)
        } else if let instant = try? Instant.microseconds(text: text) {
            self = .instant(instant)
        } else {
            throw LedgerError(
                .usage,
                "\"\(text)\" is no position (120), day (2026-01-31) or moment in universal time (2026-01-31T14:00:00Z)."
            )
        }
    }

    /// The last moment that lies in it; nil for a position.
    var end: UInt64? {
        switch self {
        case .position: nil
        // A day before 1970 ended before any clock of a ledger began.
        case .day(let day): max(1, Instant.start(of: day.adding(days: 1)) ?? 1) - 1
        case .instant(let instant): instant
        }
    }

    /// The first moment that lies in it; nil for a position.
    private var start: UInt64? {
        switch self {
        case .position: nil
        case .day(let day): Instant.start(of: day) ?? 0
        case .instant(let instant): instant
        }
    }

    /// The first position at or after it.
    func first(in snapshot: borrowing LogSnapshot) throws -> UInt64 {
        switch (self, start) {
        case (.position(let position), _): return max(position, 1)
        case (_, let start?) where start > 0: return try snapshot.lastPosition(recordedAtOrBefore: start - 1) + 1
        default: return 1
        }
    }

    /// The last position at or before it; 0: there is none.
    func last(in snapshot: borrowing LogSnapshot) throws -> UInt64 {
        switch (self, end) {
        case (.position(let position), _): return min(position, snapshot.head.position)
        case (_, let end?): return try snapshot.lastPosition(recordedAtOrBefore: end)
        default: return snapshot.head.position
        }
    }
}

extension LogSnapshot {
    /// Hands over the events that are selected, one after another. Every entry that is looked at is held against the tree: of
    /// one that is not as it was appended nobody can say whether it is among them.
    ///
    /// - Parameter window: how many positions are looked up in the index by kind at a time, so that memory does not grow with
    ///   the log.
    package func forEachEvent(
        _ selection: EventSelection, window: UInt64 = 1 << 16, _ body: (RecordedEvent) throws -> Void
    ) throws {
        let limit = selection.limit ?? .max
        guard limit > 0 else { return }
        let search = EnvelopeSearch(
            types: selection.types, actors: selection.actors, importID: selection.importID,
            reason: selection.reasonLike)
        var count = 0
        try forEachEntry(selection, in: try range(of: selection), window) { position, entry in
            try check(entry, at: position)
            if search.finds(entry) {
                try body(RecordedEvent(entry: entry))
                count += 1
            }
            return count < limit
        }
    }

    /// The positions among which the selected events are; nil: there are none.
    private func range(of selection: EventSelection) throws -> ClosedRange<UInt64>? {
        let first = try selection.since?.first(in: self) ?? 1
        var last = try selection.until?.last(in: self) ?? head.position
        // An import ends with its own record, which a repeated one states again.
        if let id = selection.importID {
            guard let end = try positions(of: StreamID(RecordID(kind: .import, id: id))).last else {
                throw LedgerError(.notFound, "The ledger holds no import \"\(id)\"; `log --kind import` lists them.")
            }
            last = min(last, end)
        }
        return first <= last ? first...last : nil
    }

    /// Walks the entries of some kinds, by the index where not all are asked for; stops when `body` returns false.
    private func forEachEntry(
        _ selection: EventSelection, in range: ClosedRange<UInt64>?, _ window: UInt64,
        _ body: (UInt64, RawSpan) throws -> Bool
    ) throws {
        guard let range else { return }
        guard !selection.kinds.isEmpty else {
            return try forEachEntry(
                from: range.lowerBound, through: range.upperBound, backward: selection.newestFirst, body)
        }
        let windows = stride(from: range.lowerBound, through: range.upperBound, by: Int(window)).map {
            $0...min(range.upperBound, $0 + (window - 1))
        }
        for window in selection.newestFirst ? windows.reversed() : windows {
            var positions: [UInt64] = []
            for kind in selection.kinds {
                positions += try self.positions(
                    ofKind: UInt8(kind.rawValue), from: window.lowerBound, through: window.upperBound)
            }
            positions.sort()
            for position in selection.newestFirst ? positions.reversed() : positions {
                guard let entry = try entry(at: position) else {
                    throw LedgerError(.damaged, "The log has no entry at position \(position), which its indexes name.")
                }
                guard try body(position, entry) else { return }
            }
        }
    }
}
