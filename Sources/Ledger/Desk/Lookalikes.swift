import EventLog
import Finding
import Foundation
import Incidents
import Synchronization

/// Finds the record that says what another says which is being recorded.
///
/// What the finder's store has is looked up there, as it stands; what came after is remembered by what it says: what this
/// process appends when it does, and what others append when it is read. So the cost of an append does not grow with the log
/// while somebody keeps the store; where nobody does, the entries after it are gone through in place.
final class Lookalikes: Sendable {
    private let directory: String
    private let log: EventLog
    private let store = Mutex<(open: FindStore, file: UInt64)?>(nil)
    private let recent = Mutex(RecentLikenesses())

    init(in viewsDirectory: String, log: EventLog) {
        directory = viewsDirectory
        self.log = log
    }

    func close() {
        store.withLock { store in
            store?.open.close()
            store = nil
        }
    }

    /// The first record of a kind that stands and resembles something.
    func first(
        like likeness: Likeness, _ kind: RecordKind, except own: RecordID, in snapshot: borrowing LogSnapshot
    ) throws -> RecordID? {
        let kept = try firstKept(likeness, kind, except: own, in: snapshot)
        if let record = kept.record { return record }
        var seen: Set<String> = [own.id]
        func isMeant(_ record: RecordID, _ snapshot: borrowing LogSnapshot) throws -> Bool {
            try seen.insert(record.id).inserted && snapshot.says(likeness, record)
        }
        if let candidates = try recentPositions(of: kind, like: likeness.texts, after: kept.position, in: snapshot) {
            for position in candidates {
                guard let entry = try snapshot.entry(at: position) else { continue }
                let record = try RecordedEvent(entry: entry).event.record
                if try isMeant(record, snapshot) { return record }
            }
            return nil
        }
        let vocabulary = Vocabulary()
        for position in try snapshot.positions(ofKind: UInt8(kind.rawValue), from: kept.position + 1) {
            // What cannot be read is not what somebody has just typed.
            guard let entry = try snapshot.entry(at: position),
                let facts = try? Facts(entry: entry, vocabulary: vocabulary), likeness.mayResemble(facts)
            else { continue }
            let record = RecordID(kind: kind, id: try facts.idText)
            if try isMeant(record, snapshot) { return record }
        }
        return nil
    }

    /// Remembers what has just been appended by this process, so that nobody reads it again.
    func remember(_ state: Record?, at position: UInt64) {
        let keys = RecentLikenesses.keys(of: state)
        recent.withLock { $0.know([position: keys]) }
    }

    /// Where it was said after a position, ascending; nil where so much came after it that it is not remembered.
    private func recentPositions(
        of kind: RecordKind, like texts: [String], after kept: UInt64, in snapshot: borrowing LogSnapshot
    ) throws -> [UInt64]? {
        let end = snapshot.head.position
        let keys = RecentLikenesses.keys(kind, texts)
        func found(knowing read: [UInt64: [String]]) -> (positions: [UInt64]?, unread: [UInt64]) {
            recent.withLock { recent in
                recent.follow(kept)
                recent.know(read)
                recent.takeKnown(through: end)
                return recent.through < end ? (nil, recent.unread(through: end)) : (recent.positions(like: keys), [])
            }
        }
        let known = found(knowing: [:])
        guard known.positions == nil, !known.unread.isEmpty else { return known.positions }
        // What others appended is read without the lock, for which all appends wait.
        var read: [UInt64: [String]] = [:]
        for position in known.unread {
            guard let entry = try snapshot.entry(at: position) else { continue }
            // What cannot be read is not what somebody has just typed.
            read[position] = RecentLikenesses.keys(of: (try? RecordedEvent(entry: entry))?.event.state)
        }
        return found(knowing: read).positions
    }

    /// The same among what the finder's store has, and how far that goes: 0 where there is none that can be used.
    private func firstKept(
        _ likeness: Likeness, _ kind: RecordKind, except own: RecordID, in snapshot: borrowing LogSnapshot
    ) throws -> (position: UInt64, record: RecordID?) {
        guard let store = openStore() else { return (0, nil) }
        do {
            return try store.first(kind, like: likeness.texts) { record in
                try record != own && snapshot.says(likeness, record)
            }
        } catch is FindError {
            // Whoever asks for records next builds it anew.
            close()
            return (0, nil)
        }
    }

    private func openStore() -> FindStore? {
        // Another is there where it was built anew.
        let file = FindStore.file(in: directory)
        return store.withLock { store in
            guard let file else {
                store = nil
                return nil
            }
            if let open = store, open.file == file { return open.open }
            store?.open.close()
            store = (try? FindStore(in: directory, log: log)).map { ($0, FindStore.file(in: directory) ?? file) }
            return store?.open
        }
    }
}

/// What the entries after a position say, so far as records are looked up by it.
private struct RecentLikenesses {
    /// So many entries are read to be remembered, or remembered, at most.
    private enum Most {
        static let read: UInt64 = 16_384
        static let remembered: UInt64 = 131_072
    }

    /// It has all after this position, through the other.
    private(set) var after: UInt64 = 0
    private(set) var through: UInt64 = 0
    /// By key, ascending.
    private var positions: [String: [UInt64]] = [:]
    /// The keys of entries further on, by position, before which some are not known yet.
    private var ahead: [UInt64: [String]] = [:]

    /// Forgets what a store has that has come to a position, where there is nothing else or too much.
    mutating func follow(_ position: UInt64) {
        guard position < after || position >= through || through - after > Most.remembered else { return }
        (after, through, positions) = (position, position, [:])
        ahead = ahead.filter { $0.key > position }
    }

    /// Keeps the keys of entries, by position, in whatever order they come.
    mutating func know(_ keys: [UInt64: [String]]) {
        for (position, keys) in keys where position > through && position <= through + Most.read {
            ahead[position] = keys
        }
    }

    /// Goes on to a position, or to the first entry that is not known.
    mutating func takeKnown(through end: UInt64) {
        while through < end, let keys = ahead.removeValue(forKey: through + 1) {
            through += 1
            for key in keys { positions[key, default: []].append(through) }
        }
    }

    /// What is to be read to come to a position; nothing where that is too much.
    func unread(through end: UInt64) -> [UInt64] {
        end <= through + Most.read ? (through + 1...end).filter { ahead[$0] == nil } : []
    }

    func positions(like keys: [String]) -> [UInt64] {
        let found = keys.map { positions[$0] ?? [] }
        return found.count == 1 ? found[0] : Set(found.joined()).sorted()
    }

    static func keys(of state: Record?) -> [String] {
        state.flatMap { state in Likeness(state).map { keys(state.kind, $0.texts) } } ?? []
    }

    static func keys(_ kind: RecordKind, _ texts: [String]) -> [String] { texts.map { "\(kind.rawValue) \($0)" } }
}

extension LogSnapshot {
    /// A record stands, and says what resembles something.
    fileprivate func says(_ likeness: Likeness, _ record: RecordID) throws -> Bool {
        guard let state = try stream(of: record, through: .max).held()?.state, let other = Likeness(state) else {
            return false
        }
        return likeness.resembles(other)
    }
}
