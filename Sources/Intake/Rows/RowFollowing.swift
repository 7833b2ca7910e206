import Incidents

/// How the rows of a file without identifiers were found among those that were held, and how sure that is.
public struct RowFollowing: Hashable, Sendable {
    /// What a changed row has in common with the record that it was taken for.
    public enum Step: String, CaseIterable, Sendable {
        case placeAndDay = "place and day"
        case placeAndMonth = "place and month"
        case regionAndDay = "region and day"

        /// Fields in which the two may differ.
        var most: Int {
            switch self {
            case .placeAndDay: 6
            case .placeAndMonth: 4
            case .regionAndDay: 3
            }
        }

        func key(_ record: Record) -> String? {
            let (place, regions, period) = record.whereAndWhen
            guard let period else { return nil }
            switch self {
            case .placeAndDay:
                return place.isEmpty ? nil : "\(place)|\(period.firstDay.number)|\(period.lastDay.number)"
            case .placeAndMonth: return place.isEmpty ? nil : "\(place)|\(period.year)|\(period.month ?? 0)"
            case .regionAndDay:
                return regions.isEmpty ? nil : "\(regions)|\(period.firstDay.number)|\(period.lastDay.number)"
            }
        }
    }

    /// Rows that say what a record says.
    public var same = 0
    /// Rows that were taken for a record that says something else.
    public var steps: [Step: Int] = [:]
    public var changed: Int { steps.values.reduce(0, +) }
    /// Of the changed ones, those for which another row or another record would have done as well.
    public var unsure = 0
    public var new = 0
    /// Records that no row was taken for.
    public var gone = 0

    /// For a person who is to judge it.
    var sentence: String {
        guard same + changed + gone > 0 else {
            return
                "The rows have no identifiers: they are known by what they say, and later files are matched with them."
        }
        let kinds = Step.allCases.compactMap { step in
            steps[step].flatMap { $0 > 0 ? "\($0) by \(step.rawValue)" : nil }
        }
        return
            "The rows have no identifiers, so they were followed by what they say: \(same) say what they said, \(changed)"
            + " were taken for a changed row" + (kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")")
            + (unsure > 0 ? ", of which \(unsure) might as well be another" : "")
            + "; \(new) are new and \(gone) are gone. Nothing but their likeness says so."
    }
}
