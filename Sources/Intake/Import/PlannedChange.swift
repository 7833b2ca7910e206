public import Incidents

/// What an import does to one record.
public struct PlannedChange: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case recorded, corrected, withdrawn, reinstated
        /// Said again as it was, by a file that says nothing by silence of that record.
        case confirmed
        /// As it was: the file's silence about a change says so.
        case unchanged
    }

    public var record: RecordID
    public var kind: Kind
    /// What its dataset said before; nil: that there is no such record, or nothing.
    public var before: StateFacts?
    /// What its dataset says now; nil: that there is no such record.
    public var after: StateFacts?

    /// By how much the dead and missing rise.
    public var tollChange: Int64 { (after?.deadAndMissing ?? 0).minus(before?.deadAndMissing ?? 0) }
}

/// Of a record's state what a plan counts.
public struct StateFacts: Hashable, Sendable {
    /// Nil: not known.
    public var year: Int32?
    /// In the scheme of the file's regions; empty where it states none.
    public var region: String
    /// Of a toll or of arrests, their incident.
    public var incident: String
    /// Lows, in persons; what is not reported is 0.
    public var dead: Int64
    public var missing: Int64
    /// The total that the source states, where it is not the dead plus the missing; else their sum.
    public var deadAndMissing: Int64

    init(
        year: Int32?, region: String, incident: String, dead: Int64, missing: Int64, deadAndMissing: Int64
    ) {
        self.year = year
        self.region = region
        self.incident = incident
        self.dead = dead
        self.missing = missing
        self.deadAndMissing = deadAndMissing
    }

    /// - Parameter scheme: of the regions.
    init(_ record: Record, scheme: String) {
        (year, region, incident, dead, missing, deadAndMissing) = (record.year, "", "", 0, 0, 0)
        switch record {
        case .incident(let incident): region = Self.region(of: incident.place, scheme)
        case .deaths(let deaths):
            region = Self.region(of: deaths.place, scheme)
            incident = deaths.incident
            (dead, missing) = (deaths.dead.low, deaths.missing.low)
            deadAndMissing = deaths.statedTotal.isReported ? deaths.statedTotal.low : dead.plus(missing)
        case .arrests(let arrests):
            region = Self.region(of: arrests.place, scheme)
            incident = arrests.incident
        case .operation(let operation): region = Self.region(of: operation.place, scheme)
        default: break
        }
    }

    private static func region(of place: Place, _ scheme: String) -> String {
        place.regions.first { $0.scheme == scheme }?.code ?? ""
    }
}

/// Rows of one incident that a publisher arranged anew, its toll as it was: they are no deaths withdrawn and added.
public struct Rearrangement: Hashable, Sendable {
    /// The identifier of the incident's record.
    public var incident: String
    /// Records that are no more, and those that are new, each in the order of identifiers.
    public var withdrawn: [String]
    public var recorded: [String]
    /// Of the rows that changed, before as after.
    public var deadAndMissing: Int64

    /// Finds it among the changes of an incident's tolls: rows come or go, and dead, missing and total of the changed rows
    /// add up to the same as before, in each year and region.
    init?(of incident: String, _ changes: [PlannedChange]) {
        let old = changes.compactMap(\.before).filter { $0.incident == incident }
        let new = changes.compactMap(\.after).filter { $0.incident == incident }
        let gone = changes.filter { $0.after == nil }
        let come = changes.filter { $0.before == nil }
        guard !old.isEmpty, !new.isEmpty, !(gone.isEmpty && come.isEmpty), Self.sums(old) == Self.sums(new) else {
            return nil
        }
        self.incident = incident
        withdrawn = gone.map(\.record.id).sorted()
        recorded = come.map(\.record.id).sorted()
        deadAndMissing = old.reduce(0) { $0.plus($1.deadAndMissing) }
    }

    private struct Cell: Hashable {
        var year: Int32?
        var region: String
    }

    private static func sums(_ states: [StateFacts]) -> [Cell: [Int64]] {
        var sums: [Cell: [Int64]] = [:]
        for state in states {
            let old = sums[Cell(year: state.year, region: state.region)] ?? [0, 0, 0]
            sums[Cell(year: state.year, region: state.region)] = zip(
                old, [state.dead, state.missing, state.deadAndMissing]
            ).map { $0.plus($1) }
        }
        // A cell to which nobody adds anything is none.
        return sums.filter { $0.value != [0, 0, 0] }
    }
}

extension Int64 {
    /// The sum, and where it cannot be stated the nearest number that can: no file's numbers end a program.
    func plus(_ other: Int64) -> Int64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? (other < 0 ? .min : .max) : sum
    }

    func minus(_ other: Int64) -> Int64 {
        let (difference, isTooLarge) = subtractingReportingOverflow(other)
        return isTooLarge ? (other > 0 ? .min : .max) : difference
    }
}
