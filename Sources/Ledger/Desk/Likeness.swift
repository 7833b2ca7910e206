import EventLog
import Forms
import Incidents

/// By what two records of one kind are taken for one that was typed twice: days, place and counts.
struct Likeness: Equatable {
    private let kind: RecordKind
    private let occurred: Period
    private let place: Place
    /// Deaths: dead, missing, stated total; arrests: those arrested; an incident: the people involved.
    private let counts: [Count]
    /// The role of those arrested, the kind of incident, the groups of people.
    private let words: [String]

    /// Nil where a record says too little to be told from others, or is of a kind that is not compared.
    init?(_ record: Record) {
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

    /// Another record says the same of the same days, and of a place that may be the same.
    func resembles(_ other: Likeness) -> Bool {
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
    func mayResemble(_ entry: borrowing Facts) -> Bool {
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

extension LogSnapshot {
    /// The first record of the kind, by its first event that says so, that stands and says the same.
    ///
    /// It goes through the entries of the kind in place, and decodes those of the same year and counts.
    func lookalike(of state: Record, except own: RecordID) throws -> RecordID? {
        guard let likeness = Likeness(state) else { return nil }
        let vocabulary = Vocabulary()
        var seen: Set<String> = [own.id]
        for position in try positions(ofKind: UInt8(state.kind.rawValue)) {
            // What cannot be read is not what somebody has just typed.
            guard let entry = try entry(at: position), let facts = try? Facts(entry: entry, vocabulary: vocabulary),
                likeness.mayResemble(facts)
            else { continue }
            let record = RecordID(kind: state.kind, id: try facts.idText)
            guard seen.insert(record.id).inserted else { continue }
            guard let known = try stream(of: record, through: .max).held()?.state,
                let other = Likeness(known), likeness.resembles(other)
            else { continue }
            return record
        }
        return nil
    }
}
