import Folding
import Incidents

/// Which deaths records a figure is the sum of.
struct FigureScope {
    /// The index of the measure in ``TollSum/columns``.
    let measure: Int
    /// Nil: the world.
    let regions: Set<Region>?
    let period: Period
    let sentence: String

    /// - Throws: `FigureUnanswered`, saying why no record answers it.
    init(_ figure: PublishedFigure) throws(FigureUnanswered) {
        guard let index = TollSum.columns.firstIndex(of: figure.measureCode.replacing("-", with: "_")) else {
            throw FigureUnanswered(
                figure.measureCode.isEmpty
                    ? "No record answers it: the ledger holds nothing that measures \"\(figure.measure)\" of "
                        + "\"\(figure.subject)\"."
                    : "No record answers it: \"\(figure.measureCode)\" is no sum of records.")
        }
        guard let period = figure.period else {
            throw FigureUnanswered("No record answers it: the figure states no period that can be read.")
        }
        measure = index
        self.period = period
        var place = "the world"
        if let region = figure.region {
            guard let members = try? RegionCatalog.members(of: region) else {
                throw FigureUnanswered("No record answers it: \(region) is no region or group that is known.")
            }
            regions = Set(members)
            place = region.description
        } else if figure.geography.isEmpty {
            regions = nil
        } else {
            throw FigureUnanswered("No record answers it: \"\(figure.geography)\" is no region of a known scheme.")
        }
        sentence = "\(TollSum.columns[index]) of all deaths records in \(place), \(period)"
    }

    /// What a record adds to the figure's value.
    ///
    /// - Throws: `SumError` where it states a count that is too large to be summed.
    func value(of record: Record?) throws(SumError) -> Sum {
        guard case .deaths(let deaths)? = record, let occurred = deaths.occurred, contains(occurred) else {
            return .zero
        }
        if let regions, !deaths.place.regions.contains(where: regions.contains) { return .zero }
        return try TollSum(record).sums[measure]
    }

    /// A year takes what counts in it, as its source says; other periods what lies in them wholly.
    private func contains(_ occurred: Period) -> Bool {
        period.precision == .year
            ? occurred.year == period.year
            : occurred.firstDay >= period.firstDay && occurred.lastDay <= period.lastDay
    }
}

/// Why no record answers a figure.
struct FigureUnanswered: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
