internal import BasicContainers
package import Incidents

/// What the events of one block, or of a part of one, change in one view.
///
/// It is found without the sums of what came before, so that several blocks can be read at the same time: a ``Fold``
/// takes them over one after another. Used again for each block, so that none costs an allocation.
package struct BlockChanges: ~Copyable {
    /// What a record adds in the view: ``View/adding``.
    private let adding: (borrowing Facts, inout CellBuffer) throws -> Void
    /// For each number of a kind the fields of which a record must have one, as ``Incidents/Facts`` gives them; 0 where the view
    /// wants none of its records.
    package let needed: [UInt64]
    package private(set) var sums: BlockRows
    /// The number of measures.
    private let width: Int
    package private(set) var newlyParked: [(position: UInt64, error: String)] = []
    /// Of all earlier events and these.
    private var parked: Set<UInt64> = []
    /// Events to park without trying them, and why; nearly always none, which is kept beside it to be at hand.
    private var setAside: [UInt64: String] = [:]
    private var hasSetAside = false

    // Of the event that is being taken in.

    /// What each state of its change adds.
    private var states = UniqueArray<CellsOfRecord>()
    /// Why it cannot be taken in.
    private var problem: String?

    package init(_ view: any View) {
        adding = view.adding
        needed = (0...UInt8.max).map { number in
            guard let kind = RecordKind(rawValue: Int32(number)), view.kinds.contains(kind) else { return 0 }
            return Facts.fields(of: kind, with: view.needs)
        }
        width = view.measures.count
        sums = BlockRows(width: width)
    }

    /// Forgets the last block, and begins another one.
    ///
    /// - Parameters:
    ///   - parked: the events before it that were parked.
    ///   - setAside: events to park without trying them, and why.
    package mutating func begin(parked: Set<UInt64>, setAside: [UInt64: String]) {
        sums.clear()
        newlyParked.removeAll(keepingCapacity: true)
        self.parked = parked
        self.setAside = setAside
        hasSetAside = !setAside.isEmpty
    }

    /// Takes in the first event of a stream: its state adds, from its known-at day on. Parks it where the view cannot read
    /// it.
    ///
    /// - Parameter buffer: is used for it.
    package mutating func takeFirst(_ event: borrowing Facts, _ owner: OwnerTerms, _ buffer: inout CellBuffer) {
        guard !parkIfSetAside(event.position), event.hasRecord else { return }
        buffer.clear(width: width)
        do {
            try adding(event, &buffer)
        } catch {
            return park(event.position, String(describing: error))
        }
        let day = event.knownAt
        buffer.visit { key, stated, added in sums.add(1, OwnedKey(key, owner: owner), day, stated, added) }
    }

    // MARK: Later events of a stream

    /// Which of some positions of a stream were parked.
    package func parked(of positions: some Sequence<UInt64>) -> [UInt64] {
        parked.isEmpty ? [] : positions.filter(parked.contains)
    }

    /// Begins a later event of a stream.
    package mutating func begin(states count: Int) {
        problem = nil
        while states.count < count { states.append(CellsOfRecord(width: width)) }
        for index in 0..<count { states[index].clear(width: width) }
    }

    /// Reads one of the states that the event's change is made of.
    ///
    /// - Parameter buffer: is used for it.
    package mutating func read(_ state: borrowing Facts, as index: Int, _ buffer: inout CellBuffer) {
        guard problem == nil else { return }
        buffer.clear(width: width)
        do {
            try adding(state, &buffer)
            buffer.copy(to: &states[index])
        } catch {
            problem = String(describing: error)
        }
    }

    /// Takes in the change of an event whose states were read, or parks it where one could not be.
    package mutating func finish(at position: UInt64, _ steps: [OwnedStep]) {
        if let problem { return park(position, problem) }
        // Taken out meanwhile: the compiler does not see that the sums are no part of them.
        var read = UniqueArray<CellsOfRecord>()
        swap(&read, &states)
        for step in steps {
            for _ in 0..<abs(step.count) { Self.add(read[step.state], step, to: &sums) }
        }
        swap(&read, &states)
    }

    private static func add(_ state: borrowing CellsOfRecord, _ step: OwnedStep, to sums: inout BlockRows) {
        let sign = Int64(step.count.signum())
        state.visit(isPossible: step.isPossible) { key, stated, added in
            sums.add(sign, OwnedKey(key, owner: step.owner), step.day, stated, added)
        }
    }

    // MARK: Parking

    /// Parks an event that was set aside; false where it was not.
    @inline(__always)
    package mutating func parkIfSetAside(_ position: UInt64) -> Bool {
        guard hasSetAside, let error = setAside[position] else { return false }
        park(position, error)
        return true
    }

    /// Parks an event, unless it is parked already.
    package mutating func park(_ position: UInt64, _ error: String) {
        guard parked.insert(position).inserted else { return }
        newlyParked.append((position, setAside[position] ?? error))
    }
}

/// A step of an event's change, as every view takes it in.
package struct OwnedStep {
    /// The known-by day from which on it holds.
    let day: Day
    /// How often the state is added; below 0: taken away.
    let count: Int
    /// The index of the state.
    let state: Int
    let isPossible: Bool
    let owner: OwnerTerms

    package init(_ step: TimelineChange.Step, owner: OwnerTerms) {
        (day, count, state, isPossible) = (step.day, step.count, step.state, step.voice == .possible)
        self.owner = owner
    }
}
