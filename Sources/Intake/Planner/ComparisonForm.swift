import Incidents

extension Record {
    /// Whether two states say the same.
    ///
    /// Dates and numbers are compared by value (they are read from the cells), texts as they stand, edges and all: an
    /// export that adds a space to a text has changed it. Only what repeats the coordinates in columns of a third party
    /// is left out, so that a file with them does not correct every record of the file without.
    func saysTheSame(as other: Record) -> Bool {
        self == other || comparisonForm == other.comparisonForm
    }

    /// The state without raw cells of a third party's coordinates.
    var comparisonForm: Record {
        guard case .deaths(var deaths) = self else { return self }
        deaths.notes.rawCells.removeAll { ThirdPartyColumn($0.column) != nil }
        return .deaths(deaths)
    }
}
