import EventLog
import Finding
import Foundation
import Incidents
import Synchronization

/// Finds the record that says what another says which is being recorded.
///
/// What the finder's store has is looked up there, as it stands; what came after is remembered by what it says. So the cost
/// of an append does not grow with the log while somebody keeps the store; where nobody does, the entries after it are gone
/// through in place.
final class Lookalikes: Sendable {
    /// So many entries are read to be remembered, or remembered, at most.
    private enum Most {
        static let read: UInt64 = 16_384
        static let remembered: UInt64 = 131_072
    }

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

    /// The first record of the kind that stands and says the same.
    func first(like state: Record, except own: RecordID, in snapshot: borrowing LogSnapshot) throws -> RecordID? {
        guard let likeness = Likeness(state) else { return nil }
        let kept = try firstKept(likeness, state.kind, except: own, in: snapshot)
        if let record = kept.record { return record }
        let end = snapshot.head.position
        let candidates = try recent.withLock { recent -> [UInt64]? in
            recent.follow(kept.position, atMost: Most.remembered)
            guard end <= recent.through + Most.read else { return nil }
            try recent.read(snapshot)
            return recent.positions(of: state.kind, like: likeness.texts)
        }
        var seen: Set<String> = [own.id]
        func isMeant(_ record: RecordID, _ snapshot: borrowing LogSnapshot) throws -> Bool {
            try seen.insert(record.id).inserted && snapshot.says(likeness, record)
        }
        if let candidates {
            for position in candidates {
                guard let entry = try snapshot.entry(at: position) else { continue }
                let record = try RecordedEvent(entry: entry).event.record
                if try isMeant(record, snapshot) { return record }
            }
            return nil
        }
        let vocabulary = Vocabulary()
        for position in try snapshot.positions(ofKind: UInt8(state.kind.rawValue), from: kept.position + 1) {
            // What cannot be read is not what somebody has just typed.
            guard let entry = try snapshot.entry(at: position),
                let facts = try? Facts(entry: entry, vocabulary: vocabulary), likeness.mayResemble(facts)
            else { continue }
            let record = RecordID(kind: state.kind, id: try facts.idText)
            if try isMeant(record, snapshot) { return record }
        }
        return nil
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
        store.withLock { store in
            guard let file = FindStore.file(in: directory) else {
                store = nil
                return nil
            }
            // Another is there where it was built anew.
            if let open = store, open.file == file { return open.open }
            store?.open.close()
            store = (try? FindStore(in: directory, log: log)).map { ($0, FindStore.file(in: directory) ?? file) }
            return store?.open
        }
    }
}

/// What the entries after a position say, so far as records are looked up by it.
private struct RecentLikenesses {
    /// It has all after this position, through the other.
    private(set) var after: UInt64 = 0
    private(set) var through: UInt64 = 0
    /// By kind and text, ascending.
    private var positions: [String: [UInt64]] = [:]

    /// Forgets what a store has that has come to a position, where there is nothing else or too much.
    mutating func follow(_ position: UInt64, atMost: UInt64) {
        guard position < after || position >= through || through - after > atMost else { return }
        (after, through, positions) = (position, position, [:])
    }

    mutating func read(_ snapshot: borrowing LogSnapshot) throws {
        guard through < snapshot.head.position else { return }
        for kind in Likeness.kinds {
            for position in try snapshot.positions(ofKind: UInt8(kind.rawValue), from: through + 1) {
                guard let entry = try snapshot.entry(at: position), let event = try? RecordedEvent(entry: entry),
                    let likeness = event.event.state.flatMap(Likeness.init)
                else { continue }
                for text in likeness.texts { positions[Self.key(kind, text), default: []].append(position) }
            }
        }
        through = snapshot.head.position
    }

    func positions(of kind: RecordKind, like texts: [String]) -> [UInt64] {
        let found = texts.map { positions[Self.key(kind, $0)] ?? [] }
        return found.count == 1 ? found[0] : Set(found.joined()).sorted()
    }

    private static func key(_ kind: RecordKind, _ text: String) -> String { "\(kind.rawValue) \(text)" }
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
