internal import Folding
internal import Incidents

/// The columns that the views of deaths have in common, and how a record adds to them.
enum Toll {
    /// Of deaths records.
    static let measures = [
        "deaths_records", "dead", "missing", "dead_and_missing", "survivors", "females", "males", "children",
    ]
    static let countsOfRecords: Set<String> = ["incidents", "deaths_records"]
    /// The same after a column of incidents.
    static let measuresWithIncidents = ["incidents"] + measures
}

extension CellBuffer {
    /// Adds a deaths record to a cell.
    ///
    /// - Parameters:
    ///   - first: the index of the measure `deaths_records`.
    ///   - isShared: others have the same persons: they count from 0 to all of them.
    mutating func addDeaths(_ record: borrowing Facts, at key: CellKey, first: Int, isShared: Bool = false) {
        begin(key)
        add(1, to: first)
        add(record.dead, to: first + 1)
        add(record.missing, to: first + 2)
        addDeadAndMissing(record, to: first + 3)
        add(record.survivors, to: first + 4)
        add(record.females, to: first + 5)
        add(record.males, to: first + 6)
        add(record.children, to: first + 7)
        if isShared { share(from: first + 1) }
    }

    /// Adds the dead and missing of a deaths record.
    mutating func addDeadAndMissing(_ record: borrowing Facts, to measure: Int) {
        if record.statedTotal.isReported {
            // Where a source states a total that is not dead plus missing, its total counts.
            add(record.statedTotal, to: measure)
        } else {
            add(record.dead, to: measure)
            add(record.missing, to: measure)
        }
    }

    /// Adds an incident or a deaths record to a cell whose first measure is `incidents`; other kinds add nothing.
    ///
    /// - Parameter isShared: as of ``addDeaths(_:at:first:isShared:)``.
    mutating func addToll(_ record: borrowing Facts, at key: CellKey, isShared: Bool = false) {
        switch record.kind {
        case .incident:
            begin(key)
            add(1, to: 0)
        case .deaths: addDeaths(record, at: key, first: 1, isShared: isShared)
        default: break
        }
    }
}
