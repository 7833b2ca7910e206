import Incidents

/// How many records an import makes, changes and leaves.
public struct ImportTally: Hashable, Sendable {
    public var recorded: UInt32 = 0
    public var corrected: UInt32 = 0
    public var withdrawn: UInt32 = 0
    public var reinstated: UInt32 = 0
    public var confirmed: UInt32 = 0
    public var unchanged: UInt32 = 0
    /// Tolls that come or go because the rows of their incident were arranged anew: not among those above.
    public var rearranged: UInt32 = 0
    /// Records of which the desk and the publisher now say different things: among those above, too.
    public var disputed: UInt32 = 0
    /// Statements as of later exports that were silent.
    public var restated: UInt32 = 0

    public init() {}

    /// Whether anything changes.
    public var isQuiet: Bool {
        recorded + corrected + withdrawn + reinstated + rearranged == 0
    }

    static subscript(_ kind: PlannedChange.Kind) -> WritableKeyPath<ImportTally, UInt32> {
        switch kind {
        case .recorded: \.recorded
        case .corrected: \.corrected
        case .withdrawn: \.withdrawn
        case .reinstated: \.reinstated
        case .confirmed: \.confirmed
        case .unchanged: \.unchanged
        }
    }

    static func + (left: ImportTally, right: ImportTally) -> ImportTally {
        var sum = left
        let fields: [WritableKeyPath<ImportTally, UInt32>] = [
            \.recorded, \.corrected, \.withdrawn, \.reinstated, \.confirmed, \.unchanged, \.rearranged, \.disputed,
            \.restated,
        ]
        for field in fields { sum[keyPath: field] += right[keyPath: field] }
        return sum
    }
}

/// What an import does to the tolls of a year and region.
public struct ImportCell: Hashable, Sendable {
    /// Nil: not known.
    public var year: Int32?
    /// Empty where none is stated.
    public var region: String
    public var tally = ImportTally()
    /// Dead and missing of the records that the import changes, before and after.
    public var before: Int64 = 0
    public var after: Int64 = 0

    init(year: Int32?, region: String) {
        self.year = year
        self.region = region
    }
}

/// Counts what a plan does, record by record.
struct PlanTallies {
    private struct Place: Hashable {
        var year: Int32?
        var region: String

        init(_ state: StateFacts) { (year, region) = (state.year, state.region) }
    }

    private static let largestCount = 10

    let scope: FileScope
    private(set) var kinds: [RecordKind: ImportTally] = [:]
    private var places: [Place: ImportCell] = [:]
    /// Of tolls, without those that leave one as it is, by incident: as many as the file has rows.
    private let changes = SortedSpool(by: IncidentChange.key)
    /// Nothing was stated before: no rows are arranged anew.
    var isNew = false
    /// Some of them were stated before; some come or go.
    private var (hasOld, hasMoved) = (false, false)
    /// The changes of the largest tolls, the largest first.
    private(set) var largest: [PlannedChange] = []
    private(set) var rearrangements: [Rearrangement] = []
    /// Records of the dataset that stand within the scope, before the import.
    private(set) var standing: UInt32 = 0
    /// Tolls that stand within the scope before, those that do after, and those that are withdrawn.
    private var years: [Int32?: Presence] = [:]
    private var regions: [String: Presence] = [:]

    private struct Presence {
        var before: UInt32 = 0
        var after: UInt32 = 0
        var withdrawn: UInt32 = 0

        var isEmptied: Bool { before > 0 && after == 0 && withdrawn > 0 }
    }

    init(scope: FileScope) {
        self.scope = scope
    }

    mutating func add(_ change: PlannedChange) throws {
        kinds[change.record.kind, default: .init()][keyPath: ImportTally[change.kind]] += 1
        if let before = change.before, scope.covers(before.year) { standing += 1 }
        guard change.record.kind == .deaths else { return }
        addToll(change)
        guard change.kind != .unchanged, change.kind != .confirmed else { return }
        if !isNew {
            for incident in change.incidents where !incident.isEmpty {
                try changes.append(IncidentChange(incident: incident, change: change))
            }
        }
        if change.before != nil { hasOld = true }
        if change.before == nil || change.after == nil { hasMoved = true }
        addLargest(change)
    }

    private mutating func addLargest(_ change: PlannedChange) {
        func isLarger(_ other: PlannedChange) -> Bool {
            (other.tollChange.magnitude, change.record.id) < (change.tollChange.magnitude, other.record.id)
        }
        guard change.tollChange != 0 else { return }
        if largest.count == Self.largestCount {
            guard isLarger(largest[largest.count - 1]) else { return }
            largest.removeLast()
        }
        largest.insert(change, at: largest.firstIndex(where: isLarger) ?? largest.count)
    }

    mutating func addRestatements(_ count: Int, of kind: RecordKind) {
        kinds[kind, default: .init()].restated += UInt32(count)
    }

    /// - Parameter state: of the record that is disputed, or was withdrawn.
    mutating func addDispute(_ kind: RecordKind, _ state: StateFacts) {
        kinds[kind, default: .init()].disputed += 1
        if kind == .deaths { cell(state) { $0.tally.disputed += 1 } }
    }

    private mutating func addToll(_ change: PlannedChange) {
        presence(change.before, \.before)
        presence(change.after, \.after)
        if change.kind == .withdrawn { presence(change.before, \.withdrawn) }
        guard let counted = change.after ?? change.before else { return }
        cell(counted) { $0.tally[keyPath: ImportTally[change.kind]] += 1 }
        guard change.kind != .unchanged, change.kind != .confirmed else { return }
        if let before = change.before { cell(before) { $0.before = $0.before.plus(before.deadAndMissing) } }
        if let after = change.after { cell(after) { $0.after = $0.after.plus(after.deadAndMissing) } }
    }

    private mutating func presence(_ state: StateFacts?, _ count: WritableKeyPath<Presence, UInt32>) {
        guard let state, scope.covers(state.year) else { return }
        years[state.year, default: Presence()][keyPath: count] += 1
        if !state.region.isEmpty { regions[state.region, default: Presence()][keyPath: count] += 1 }
    }

    private mutating func cell(_ state: StateFacts, _ change: (inout ImportCell) -> Void) {
        change(&places[Place(state), default: ImportCell(year: state.year, region: state.region)])
    }

    /// Takes rows that were only arranged anew out of those that come and go. After all changes.
    mutating func findRearrangements() throws {
        guard hasOld, hasMoved else { return }
        try changes.finish()
        var some: [IncidentChange] = []
        func find() {
            guard let incident = some.first?.incident,
                let found = Rearrangement(of: incident, some.map(\.change))
            else { return }
            rearrangements.append(found)
            take(found, some.map(\.change))
        }
        try changes.readAll { change in
            if let first = some.first, first.incident != change.incident {
                find()
                some.removeAll(keepingCapacity: true)
            }
            some.append(change)
        }
        find()
        rearrangements.sort { $0.incident < $1.incident }
    }

    private mutating func take(_ found: Rearrangement, _ changes: [PlannedChange]) {
        let rows = Set(found.withdrawn + found.recorded)
        for change in changes where rows.contains(change.record.id) {
            let field = ImportTally[change.kind]
            func move(_ tally: inout ImportTally) {
                tally[keyPath: field] -= 1
                tally.rearranged += 1
            }
            move(&kinds[.deaths, default: .init()])
            if let counted = change.after ?? change.before { cell(counted) { move(&$0.tally) } }
            guard change.kind == .withdrawn, let before = change.before, scope.covers(before.year) else { continue }
            years[before.year]?.withdrawn -= 1
            if !before.region.isEmpty { regions[before.region]?.withdrawn -= 1 }
        }
    }

    var total: ImportTally { kinds.values.reduce(ImportTally(), +) }

    /// By year, those of no known year last, and by region.
    var cells: [ImportCell] {
        places.values.sorted {
            ($0.year ?? .max, $0.region) < ($1.year ?? .max, $1.region)
        }
    }

    /// Years and regions within the scope of which no toll is left.
    var emptied: [String] {
        years.filter(\.value.isEmptied).map { $0.key.map { "\($0)" } ?? "(no year)" }.sorted()
            + regions.filter(\.value.isEmptied).map(\.key).sorted()
    }
}

/// How many records of rows have a flag that they had not, by its code: what the import says is new.
struct FlagTallies {
    private var counts: [String: UInt32] = [:]

    /// - Parameters:
    ///   - flags: of a record of a row.
    ///   - earlier: those that it had.
    mutating func add(_ flags: [Flag], besides earlier: [Flag]) {
        guard !flags.isEmpty else { return }
        for code in Set(flags.lazy.filter { !earlier.contains($0) }.map(\.code)) { counts[code, default: 0] += 1 }
    }

    var inOrderOfCode: [FlagTally] {
        counts.sorted { $0.key < $1.key }.map { FlagTally(code: $0.key, count: $0.value) }
    }
}
