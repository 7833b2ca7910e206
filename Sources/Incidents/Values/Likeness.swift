internal import Forms

/// By what two records of one kind are taken for one that was typed twice: people and what happened to them by days, place
/// and counts; cases, laws and what is stated of populations by what they are called.
package struct Likeness: Equatable {
    private enum Basis: Equatable {
        case event(EventLikeness)
        /// Each with its jurisdiction or publisher, written in one way: one that is the same will do.
        case names([String])
    }

    private let kind: RecordKind
    private let basis: Basis

    /// The kinds of records that are compared.
    package static let kinds: [RecordKind] = [
        .incident, .deaths, .arrests, .courtCase, .proceeding, .law, .provision, .indicator, .activity,
    ]

    /// Nil where a record says too little to be told from others, or is of a kind that is not compared.
    package init?(_ record: Record) {
        kind = record.kind
        if let event = EventLikeness(record) {
            basis = .event(event)
        } else {
            let names = record.likenessNames
            guard !names.isEmpty else { return nil }
            basis = .names(names)
        }
    }

    /// What both say the same of where they resemble each other, but for the place: by any of these they are looked up.
    package var texts: [String] {
        switch basis {
        case .event(let event): [event.text]
        case .names(let names): names
        }
    }

    /// What of two that resemble each other is the same, as the end of a sentence.
    package var whatIsSame: String {
        switch basis {
        case .event: "has the same days, place and counts"
        case .names:
            kind == .indicator || kind == .activity
                ? "says the same of the same time" : "has the same number or identifier"
        }
    }

    /// Another record says the same of the same days, and of a place that may be the same; or has a name that is the same.
    package func resembles(_ other: Likeness) -> Bool {
        guard kind == other.kind else { return false }
        switch (basis, other.basis) {
        case (.event(let own), .event(let other)): return own.resembles(other)
        case (.names(let own), .names(let other)): return own.contains(where: other.contains)
        default: return false
        }
    }

    /// What an entry can be told by without decoding it; true where it may say the same.
    package func mayResemble(_ entry: borrowing Facts) -> Bool {
        guard entry.hasRecord else { return false }
        switch basis {
        case .event(let event): return event.mayResemble(entry, kind)
        case .names: return true
        }
    }
}

/// The days, the place and the counts of a record of people.
private struct EventLikeness: Equatable {
    private let occurred: Period
    private let place: Place
    /// Deaths: dead, missing, stated total; arrests: those arrested; an incident: the people involved.
    private let counts: [Count]
    /// The role of those arrested, the kind of incident, the groups of people.
    private let words: [String]

    init?(_ record: Record) {
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
        default: return nil
        }
        guard counts.contains(where: \.isReported) else { return nil }
    }

    var text: String {
        let counts = counts.map { "\($0.low)/\($0.high.map(String.init) ?? "")/\($0.qualifier.rawValue)/\($0.unit)" }
        return "\(occurred.firstDay)..\(occurred.lastDay) \((counts + words).joined(separator: "|"))"
    }

    func resembles(_ other: EventLikeness) -> Bool {
        counts == other.counts && words == other.words
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

    func mayResemble(_ entry: borrowing Facts, _ kind: RecordKind) -> Bool {
        guard entry.year == occurred.year else { return false }
        switch kind {
        case .deaths: return [entry.dead, entry.missing, entry.statedTotal] == counts.map(CountFacts.init)
        case .arrests: return [entry.arrests] == counts.map(CountFacts.init)
        default: return true
        }
    }
}

extension Record {
    /// What it is called, so far as no other record is called so.
    fileprivate var likenessNames: [String] {
        switch self {
        case .courtCase(let record): Self.identifiers(record.notes, record.jurisdiction)
        case .proceeding(let record):
            Self.identifiers(record.notes, record.jurisdiction)
                + Self.names(
                    [
                        "case", record.caseID, record.stage?.code ?? "", record.decided.map(\.notation) ?? "",
                        record.court,
                    ])
        case .law(let record):
            Self.identifiers(record.notes, record.jurisdiction)
                + Self.names(["number", record.jurisdiction, record.number])
        case .provision(let record): Self.names(["law", record.law, record.number])
        case .indicator(let record):
            Self.names([
                "indicator", record.publisher, record.measure, record.population + " ",
                record.geography + " " + (record.region?.description ?? ""), record.period.map(\.notation) ?? "",
            ])
        case .activity(let record):
            Self.names(["activity", record.type?.code ?? "", record.title, record.occurred.map(\.notation) ?? ""])
        default: []
        }
    }

    /// Dockets are told apart by the jurisdiction; what a standard names is unique in the world.
    private static func identifiers(_ notes: Notes, _ jurisdiction: String) -> [String] {
        notes.externalIDs.map { folded([$0.scheme, jurisdiction, $0.value]) }
    }

    /// One name of several parts, of which none may be lacking.
    private static func names(_ parts: [String]) -> [String] {
        parts.contains("") ? [] : [folded(parts)]
    }

    private static func folded(_ parts: [String]) -> String {
        parts.map { FoldedText.of($0).split(separator: " ").joined(separator: " ") }.joined(separator: "|")
    }
}

extension CountFacts {
    fileprivate init(_ count: Count) {
        self.init(low: count.low, high: count.high, qualifier: count.qualifier)
    }
}
