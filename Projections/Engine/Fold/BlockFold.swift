internal import BasicContainers
internal import EventLog
internal import Folding
internal import Incidents
internal import MerkleLog
internal import Timeline

/// Reads the events of one block at a time for several views: what one thread does of a fold, and what an answer between
/// two blocks does.
struct BlockFold: ~Copyable {
    private(set) var views: UniqueArray<BlockChanges>
    let vocabulary: Vocabulary
    /// The last position of the block.
    private(set) var end: UInt64 = 0
    /// Events of the block, by the number of their kind.
    private(set) var seen = [UInt64](repeating: 0, count: 256)
    /// The tree over the block's entries, where they are hashed.
    private(set) var tree: TreeRun?
    /// For each number of a kind the views that want its records, and the fields of which each needs one: an event costs
    /// nothing in the others.
    private var takers: [[(view: Int, needed: UInt64)]] = []
    private var streams: StreamReader
    /// What one record adds in one view, one after another.
    private var buffer = CellBuffer()

    init(_ views: [any View], vocabulary: Vocabulary = Vocabulary()) {
        self.views = UniqueArray(minimumCapacity: views.count)
        for view in views { self.views.append(BlockChanges(view)) }
        self.vocabulary = vocabulary
        streams = StreamReader(vocabulary)
        findTakers()
    }

    private mutating func findTakers() {
        takers = Array(repeating: [], count: 256)
        for view in views.indices {
            for (kind, needed) in views[view].needed.enumerated() where needed != 0 {
                takers[kind].append((view: view, needed: needed))
            }
        }
    }

    /// Leaves a view out from now on.
    mutating func remove(at index: Int) {
        views.remove(at: index)
        findTakers()
    }

    /// Something of the block was parked: later blocks, which may have replaced it, must not be taken over.
    var hasParked: Bool {
        for view in views.indices where !views[view].newlyParked.isEmpty { return true }
        return false
    }

    /// Forgets the last block in one view, and begins another one.
    ///
    /// - Parameters:
    ///   - parked: the events before the block that the view has parked.
    ///   - setAside: events to park without trying them, and why.
    mutating func begin(view index: Int, _ parked: Set<UInt64>, _ setAside: [UInt64: String]) {
        views[index].begin(parked: parked, setAside: setAside)
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
        for kind in seen.indices { seen[kind] = 0 }
        var run = TreeRun(after: positions.lowerBound - 1)
        try snapshot.forEachEntry(from: positions.lowerBound, through: positions.upperBound) { position, entry in
            attempts?.trying = position
            if hashes { run.append(.leaf(entry)) }
            let kind = Facts.kindNumber(entry: entry)
            seen[Int(kind)] &+= 1
            // What no view wants is not even read: whatever is wrong with it, no view lacks it.
            if !takers[Int(kind)].isEmpty { try take(position, kind, entry, of: snapshot) }
            return true
        }
        tree = hashes ? run : nil
    }

    @inline(__always)
    private mutating func take(
        _ position: UInt64, _ kind: UInt8, _ entry: RawSpan, of snapshot: borrowing LogSnapshot
    ) throws {
        do {
            let event = try Facts(entry: entry, vocabulary: vocabulary)
            guard Node.days.contains(event.knownAt) else {
                throw FactsError(.badField, "is known on a day that is not in the calendar")
            }
            if event.version > 1 { return try takeLater(event, kind, snapshot) }
            let dataset = try event.dataset
            let owner =
                dataset == .none ? .desk : OwnerTerms(dataset: dataset, voice: .said, year: .number(event.year))
            // What a view is not shown it neither tries nor parks: it lacks nothing of it.
            for taker in takers[Int(kind)] where event.mayHave(taker.needed) {
                views[taker.view].takeFirst(event, owner, &buffer)
            }
        } catch let error as FactsError {
            park(position, kind, error.description)
        }
    }

    private mutating func park(_ position: UInt64, _ kind: UInt8, _ error: String) {
        for taker in takers[Int(kind)] { views[taker.view].park(position, error) }
    }
}

// MARK: Later events of a stream

extension BlockFold {
    /// Takes in an event that is not the first of its stream: the difference that it makes to the timeline.
    private mutating func takeLater(
        _ event: borrowing Facts, _ kind: UInt8, _ snapshot: borrowing LogSnapshot
    ) throws {
        let takers = takers[Int(kind)].map(\.view).filter { !views[$0].parkIfSetAside(event.position) }
        let statements = try streams.statements(through: event, in: snapshot)
        let timeline = statements.timeline()
        if timeline.foreign.last == event.position {
            let dataset = vocabulary.text(try event.dataset)
            return park(
                event.position, kind, "is said by dataset \(dataset) in a record of dataset \(timeline.dataset)")
        }
        var common: [Int] = []
        for index in takers {
            let parked = parked(statements, by: index)
            if parked.isEmpty {
                common.append(index)
            } else {
                // What the view has parked decides nothing in it.
                try take(event, in: statements.timeline(without: parked), [index], snapshot)
            }
        }
        if !common.isEmpty { try take(event, in: timeline, common, snapshot) }
    }

    /// What a view has parked of a stream.
    private borrowing func parked(_ statements: StreamReader.Statements, by index: Int) -> [UInt64] {
        views[index].parked(of: statements.assertions.lazy.map(\.position))
            + views[index].parked(of: statements.links.lazy.map(\.position))
    }

    /// Reads each state of the event's change once, for some views.
    private mutating func take(
        _ event: borrowing Facts, in timeline: Timeline, _ takers: [Int], _ snapshot: borrowing LogSnapshot
    ) throws {
        let change = TimelineChange(of: event.position, knownAt: event.knownAt, in: timeline)
        guard !change.states.isEmpty else { return }
        for index in takers { views[index].begin(states: change.states.count) }
        var years: [Term] = []
        do {
            for (index, state) in change.states.enumerated() {
                years.append(try read(state, as: index, event, takers, snapshot))
            }
        } catch let error as FactsError {
            for index in takers { views[index].park(event.position, error.description) }
            return
        }
        let dataset = vocabulary.term(timeline.dataset)
        let steps = change.steps.map { step in
            let speaker = step.voice.isOfLinks ? vocabulary.term(step.linked) : dataset
            return OwnedStep(
                step,
                owner: step.voice == .desk
                    ? .desk : OwnerTerms(dataset: speaker, voice: step.voice, year: years[step.state]))
        }
        for index in takers { views[index].finish(at: event.position, steps) }
    }

    /// - Returns: the year that the state counts in.
    private mutating func read(
        _ state: Standing.Outcome, as index: Int, _ event: borrowing Facts, _ takers: [Int],
        _ snapshot: borrowing LogSnapshot
    ) throws -> Term {
        switch state {
        case .absent: return .none
        case .state(event.position): return read(event, as: index, takers)
        case .state(let position):
            guard let entry = try snapshot.entry(at: position) else { return .none }
            return read(try Facts(entry: entry, vocabulary: vocabulary), as: index, takers)
        case .merge:
            guard let entry = try streams.merged(state, for: event, in: snapshot) else { return .none }
            // Unsafe only for types with padding; a byte has none.
            return read(try unsafe Facts(entry: entry.span.bytes, vocabulary: vocabulary), as: index, takers)
        }
    }

    private mutating func read(_ state: borrowing Facts, as index: Int, _ takers: [Int]) -> Term {
        for view in takers { views[view].read(state, as: index, &buffer) }
        return .number(state.year)
    }
}
