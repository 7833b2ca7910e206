package import Incidents
package import Timeline

/// A state that a record adds to sums, or takes from them, and in which voice.
package struct Piece: Hashable, Sendable {
    package var voice: Voice
    /// Never `absent`.
    package var state: Standing.Outcome
    /// 1 or −1.
    package var sign: Int
    /// Of the voices of links: whose record it is, and beside which datasets, as ``LinkedParts/text(after:)`` writes it.
    package var linked = ""
}

extension Standing {
    /// What the record adds to sums.
    ///
    /// What a dataset says, and what the desk's amendments make of it less that, are summed apart; together they are what
    /// the ledger holds. What links change of that is summed apart again, so that a sum can do without them.
    package var pieces: [Piece] {
        let own = ownPieces
        guard !links.isEmpty, merged != .absent else { return own }
        let text = links.text(after: dataset)
        let leftOut = [Piece(voice: .leftOut, state: merged, sign: -1, linked: text)]
        if links.possibleBeside.isEmpty { return own + leftOut }
        return own + leftOut + [Piece(voice: .possible, state: merged, sign: 1, linked: text)]
    }

    private var ownPieces: [Piece] {
        let (merged, published) = (merged, published)
        guard said != nil else {
            return merged == .absent ? [] : [Piece(voice: .desk, state: merged, sign: 1)]
        }
        var pieces: [Piece] = []
        if published != .absent { pieces.append(Piece(voice: .said, state: published, sign: 1)) }
        if merged == published { return pieces }
        if merged != .absent { pieces.append(Piece(voice: .amended, state: merged, sign: 1)) }
        if published != .absent { pieces.append(Piece(voice: .amended, state: published, sign: -1)) }
        return pieces
    }
}

/// What an event changes in the sums that its record adds to: the difference between its stream's timeline with it and
/// without it, for every known-by day.
///
/// It names the states and reads none, so that what stays as it was is never decoded.
package struct TimelineChange: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        /// The known-by day from which on it holds.
        package var day: Day
        /// How often the state is added; below 0: taken away. Never 0.
        package var count: Int
        package var voice: Voice
        /// The index of the state in ``states``.
        package var state: Int
        /// As ``Piece/linked``.
        package var linked: String

        package init(day: Day, count: Int, voice: Voice, state: Int, linked: String = "") {
            self.linked = linked
            self.day = day
            self.count = count
            self.voice = voice
            self.state = state
        }
    }

    /// Each once; none that does not occur in a step.
    package private(set) var states: [Standing.Outcome] = []
    package private(set) var steps: [Step] = []

    /// - Parameters:
    ///   - position: the event's.
    ///   - day: the event's known-at day.
    ///   - timeline: of its stream, with the event.
    package init(of position: UInt64, knownAt day: Day, in timeline: Timeline) {
        let before = timeline.standings(from: day, asOf: position - 1)
        let after = timeline.standings(from: day, asOf: position)
        // The event adds no day of its own to those after its day.
        assert(before.map(\.from) == after.map(\.from))
        var last = Difference()
        for (old, new) in zip(before, after) {
            var difference = Difference()
            for piece in new.standing.pieces { difference.add(piece.sign, piece) }
            for piece in old.standing.pieces { difference.add(-piece.sign, piece) }
            // What held on the days before ends here, unless it goes on.
            var step = difference
            for (count, piece) in last.counts { step.add(-count, piece) }
            for (count, piece) in step.counts where count != 0 { append(count, piece, new.from) }
            last = difference
        }
    }

    private mutating func append(_ count: Int, _ piece: Piece, _ day: Day) {
        let state: Int
        if let known = states.firstIndex(of: piece.state) {
            state = known
        } else {
            state = states.count
            states.append(piece.state)
        }
        steps.append(Step(day: day, count: count, voice: piece.voice, state: state, linked: piece.linked))
    }
}

/// How often each state is added in each voice; below 0: taken away.
private struct Difference {
    private(set) var counts: [(count: Int, piece: Piece)] = []

    mutating func add(_ count: Int, _ piece: Piece) {
        let same = counts.firstIndex {
            $0.piece.voice == piece.voice && $0.piece.state == piece.state && $0.piece.linked == piece.linked
        }
        if let same { counts[same].count += count } else { counts.append((count, piece)) }
    }
}

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
