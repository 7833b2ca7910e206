internal import EventLog
internal import Folding
internal import Incidents
internal import MerkleLog

/// Reads the events of one block at a time for several views: what one thread does of a fold.
struct BlockFold {
    private(set) var views: [BlockChanges]
    let vocabulary = Vocabulary()
    /// The last position of the block.
    private(set) var end: UInt64 = 0
    /// Events of the block, by the number of their kind.
    private(set) var seen = [UInt64](repeating: 0, count: 256)
    /// The tree over the block's entries, where they are hashed.
    private(set) var tree: TreeRun?

    init(_ views: [any View]) {
        self.views = views.map { BlockChanges($0) }
    }

    /// Leaves a view out from now on.
    mutating func remove(at index: Int) { views.remove(at: index) }

    /// Something of the block was parked: later blocks, which may have replaced it, must not be taken over.
    var hasParked: Bool { views.contains { !$0.newlyParked.isEmpty } }

    /// Forgets the last block, and begins another one.
    mutating func begin(_ folds: [KeptFold]) {
        for index in views.indices { views[index].begin(folds[index].fold) }
        for kind in seen.indices { seen[kind] = 0 }
    }

    /// Reads a block, or a part of one.
    ///
    /// - Parameters:
    ///   - hashes: the entries are hashed too.
    ///   - attempts: is told each event that is tried.
    /// - Throws: what the log throws. What a view throws parks the event there.
    mutating func read(
        _ positions: ClosedRange<UInt64>, of snapshot: borrowing LogSnapshot, hashes: Bool, _ attempts: AttemptFile?
    ) throws {
        end = positions.upperBound
        var run = TreeRun(after: positions.lowerBound - 1)
        try snapshot.forEachEntry(from: positions.lowerBound, through: positions.upperBound) { position, entry in
            attempts?.trying = position
            if hashes { run.append(.leaf(entry)) }
            try take(position, entry, of: snapshot)
            return true
        }
        tree = hashes ? run : nil
    }

    @inline(__always)
    private mutating func take(_ position: UInt64, _ entry: RawSpan, of snapshot: borrowing LogSnapshot) throws {
        let kind = Facts.kindNumber(entry: entry)
        seen[Int(kind)] &+= 1
        let vocabulary = vocabulary
        // In place: an element that is read from an array is copied first.
        var views = views.mutableSpan
        do {
            let event = try Facts(entry: entry, vocabulary: vocabulary)
            guard Node.days.contains(event.knownAt) else {
                throw FactsError(.badField, "is known on a day that is not in the calendar")
            }
            let earlier = try EarlierEvents(than: event, in: snapshot)
            for index in views.indices {
                try views[index].take(event, kind, earlier) { position, body in
                    if let entry = try snapshot.entry(at: position) { try body(entry) }
                }
            }
        } catch let error as FactsError {
            for index in views.indices { views[index].parkUnreadable(position, error) }
        }
    }
}
