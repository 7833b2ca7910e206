/// By what two records of one kind are taken for one that was typed twice: days, place and counts.
package struct Likeness: Equatable {
    private let kind: RecordKind
    private let occurred: Period
    private let place: Place
    /// Deaths: dead, missing, stated total; arrests: those arrested; an incident: the people involved.
    private let counts: [Count]
    /// The role of those arrested, the kind of incident, the groups of people.
    private let words: [String]

    /// The kinds of records that are compared.
    package static let kinds: [RecordKind] = [.incident, .deaths, .arrests]

    /// Nil where a record says too little to be told from others, or is of a kind that is not compared.
    package init?(_ record: Record) {
        kind = record.kind
        switch record {
        case .deaths(let deaths):
            guard let occurred = deaths.occurred else { return nil }
            (self.occurred, place, words) = (occurred, deaths.place, [])
            counts = [deaths.dead, deaths.missing, deaths.statedTotal]
        case .arrests(let arrests):
            guard let occurred = arrests.occurred else { return nil }
            (self.occurred, place, counts) = (occurred, arrests.place, [arrests.count])
            words = [arrests.role?.code ?? ""]
        case .incident(let incident):
            guard let occurred = incident.occurred else { return nil }
            (self.occurred, place, counts) = (occurred, incident.place, incident.people.map(\.count))
            words =
                [incident.kind?.code ?? ""]
                + incident.people.map { "\($0.sex?.code ?? "") \($0.ageGroup?.code ?? "") \($0.nationality)" }
        case .operation, .publishedFigure, .import, .dataset, .importCells, .link, .settlement: return nil
        }
        guard counts.contains(where: \.isReported) else { return nil }
    }

    /// What both say the same of where they resemble each other, but for the place: by this they are looked up.
    package var text: String {
        let counts = counts.map { "\($0.low)/\($0.high.map(String.init) ?? "")/\($0.qualifier.rawValue)/\($0.unit)" }
        return "\(occurred.firstDay)..\(occurred.lastDay) \((counts + words).joined(separator: "|"))"
    }

    /// Another record says the same of the same days, and of a place that may be the same.
    package func resembles(_ other: Likeness) -> Bool {
        kind == other.kind && counts == other.counts && words == other.words
            && (occurred.firstDay, occurred.lastDay) == (other.occurred.firstDay, other.occurred.lastDay)
            && mayBe(other.place)
    }

    /// A region of one scheme, the country or the words are the same.
    private func mayBe(_ other: Place) -> Bool {
        let words = { (place: Place) in place.description.lowercased().split(separator: " ") }
        return place.regions.contains(where: other.regions.contains)
            || (!place.country.isEmpty && place.country == other.country)
            || (!words(place).isEmpty && words(place) == words(other))
    }

    /// What an entry can be told by without decoding it; true where it may say the same.
    package func mayResemble(_ entry: borrowing Facts) -> Bool {
        guard entry.hasRecord, entry.year == occurred.year else { return false }
        switch kind {
        case .deaths: return [entry.dead, entry.missing, entry.statedTotal] == counts.map(CountFacts.init)
        case .arrests: return [entry.arrests] == counts.map(CountFacts.init)
        default: return true
        }
    }
}

extension CountFacts {
    fileprivate init(_ count: Count) {
        self.init(low: count.low, high: count.high, qualifier: count.qualifier)
    }
}
