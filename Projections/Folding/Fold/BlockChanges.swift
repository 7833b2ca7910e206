package import Incidents

/// What the events of one block, or of a part of one, change in one view.
///
/// It is found without the sums of what came before, so that several blocks can be read at the same time: a ``Fold``
/// takes them over one after another. Used again for each block, so that none costs an allocation.
package struct BlockChanges {
    private var projector: Projector
    /// For each number of a kind whether the view wants its records.
    private let wanted: [Bool]
    /// The cells that were met so far, by numbers that mean nothing elsewhere.
    package private(set) var table = CellTable()
    package private(set) var rows: DayRows
    package private(set) var newlyParked: [(position: UInt64, error: String)] = []
    /// Of all earlier events and these.
    private var parked: Set<UInt64> = []
    /// Events to park without trying them, and why.
    private var setAside: [UInt64: String] = [:]

    package init(_ view: any View) {
        projector = Projector(view)
        wanted = (0...UInt8.max).map { number in view.kinds.contains { $0.rawValue == number } }
        rows = DayRows(width: view.measures.count)
    }

    /// Forgets the last block, and begins one before which the fold's events were parked.
    package mutating func begin(_ fold: Fold) {
        rows.clear()
        newlyParked.removeAll(keepingCapacity: true)
        parked = fold.parked
        setAside = fold.setAside
    }

    /// Takes the changes of an event in, or parks it where the view cannot read it.
    ///
    /// - Parameter entry: reads the state that the event replaces.
    /// - Throws: what reading the state that the event replaces throws.
    package mutating func take(
        _ event: borrowing Facts, _ kind: UInt8, _ earlier: EarlierEvents, _ entry: EntryReader
    ) throws {
        if !setAside.isEmpty, let error = setAside[event.position] { return park(event.position, error) }
        guard wanted[Int(kind)] else { return }
        if earlier.isEmpty {
            projector.begin()
            addChanges(of: event, overtakenOn: nil)
        } else {
            let timeline = earlier.timeline(of: event, except: parked)
            try projector.begin(replacing: timeline.before, event.vocabulary, entry)
            addChanges(of: event, overtakenOn: timeline.overtakenOn)
        }
    }

    /// Parks an event whose entry cannot be read.
    package mutating func parkUnreadable(_ position: UInt64, _ error: FactsError) {
        park(position, setAside[position] ?? error.description)
    }

    private mutating func park(_ position: UInt64, _ error: String) {
        parked.insert(position)
        newlyParked.append((position, error))
    }

    @inline(__always)
    private mutating func addChanges(of event: borrowing Facts, overtakenOn: Day?) {
        do {
            try projector.take(event)
        } catch {
            return park(event.position, String(describing: error))
        }
        for index in 0..<projector.after.count { add(1, projector.after, index, event.knownAt) }
        for index in 0..<projector.before.count { add(-1, projector.before, index, event.knownAt) }
        guard let overtakenOn else { return }
        for index in 0..<projector.after.count { add(-1, projector.after, index, overtakenOn) }
        for index in 0..<projector.before.count { add(1, projector.before, index, overtakenOn) }
    }

    @inline(__always)
    private mutating func add(_ sign: Int64, _ buffer: borrowing CellBuffer, _ index: Int, _ day: Day) {
        let (key, row) = buffer.cell(index)
        rows.add(sign, buffer, row: row, cell: table.find(key) ?? table.add(key), day: day)
    }
}
