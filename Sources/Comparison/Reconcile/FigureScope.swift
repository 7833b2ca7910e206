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
            // In which scheme a record states it does not matter where both mean the same.
            let equivalents = RegionCatalog.equivalents(of: region)
            regions = Set(members + equivalents.flatMap { (try? RegionCatalog.members(of: $0)) ?? [] })
            place = region.description + equivalents.map { " (the same as \($0))" }.joined()
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
        guard let record, isInPeriod(record) else { return .zero }
        if let regions, !record.tollRegions.contains(where: regions.contains) { return .zero }
        return try TollSum(record).sums[measure]
    }

    /// Whether it is a deaths record that counts in the figure's period, wherever it occurred.
    func isInPeriod(_ record: Record) -> Bool {
        guard case .deaths(let deaths) = record, let occurred = deaths.occurred else { return false }
        return contains(occurred)
    }

    /// Whether a record states a region in a scheme that the figure's region is known in: only then can it be told whether
    /// it lies there.
    func isPlaced(_ record: Record) -> Bool {
        record.tollRegions.contains { schemes.contains($0.scheme) }
    }

    /// The schemes in which ``regions`` are.
    var schemes: Set<String> { Set((regions ?? []).map(\.scheme)) }

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
