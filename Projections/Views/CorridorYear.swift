public import Folding
public import Incidents

/// Incidents and the people involved by corridor: countries of origin, of transit and of destination, as stated.
///
/// A record that names several countries of one kind is a corridor of its own, so that rows add up; the countries of transit
/// stand in the order in which they were stated.
public struct CorridorYear: View {
    public let name = "corridor-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents that name a country of origin, transit or destination and the people involved, by these countries and year."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.countriesOfOrigin, .countriesOfTransit, .countriesOfDestination]
    public let keys: [KeyColumn] = [.text("origin"), .text("transit"), .text("destination"), .number("year")]
    public let measures = ["incidents", "people"]
    public let countsOfRecords: Set<String> = ["incidents"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let corridor = try Corridor(record)
        // Incidents of no corridor are not this view's.
        guard !corridor.isNone else { return }
        cells.begin(CellKey(corridor.origin, corridor.transit, corridor.destination, .number(record.year)))
        cells.add(1, to: 0)
        cells.addTotal(of: try record.people, to: 1)
    }
}

/// The countries of an incident's journey, each list as one text.
struct Corridor {
    /// In the order of their codes: the order of these says nothing.
    let origin: Term
    /// As stated: the order may be that of the journey.
    let transit: Term
    let destination: Term

    init(_ record: borrowing Facts) throws {
        origin = try record.sorted(record.countriesOfOrigin)
        transit = record.joined(try record.countriesOfTransit)
        destination = try record.sorted(record.countriesOfDestination)
    }

    var isNone: Bool { origin == .none && transit == .none && destination == .none }
}

extension Facts {
    fileprivate func sorted(_ countries: [Term]) -> Term {
        if countries.count < 2 { return countries.first ?? .none }
        let words = vocabulary
        return joined(
            countries.map { (term: $0, text: words.text($0)) }
                .sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }.map(\.term))
    }
}
