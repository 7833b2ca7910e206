import Crypto
import Forms
import Incidents

extension Record {
    /// What the record says, without who it is, without what follows from that or was remarked of it, and with texts in
    /// normal form: in which spelling of dates and numbers, with which white space and beside which columns of third parties
    /// it says so makes no difference.
    var content: Record {
        switch self {
        case .incident(var record):
            record.place = record.place.content
            record.route = plainForm(record.route)
            record.notes = record.notes.content
            return .incident(record)
        case .deaths(var record):
            record.incident = ""
            record.place = record.place.content
            for field in [\Deaths.cause, \.route, \.regionOfOrigin, \.countryOfOrigin] {
                record[keyPath: field] = plainForm(record[keyPath: field])
            }
            // They follow from the words.
            if !record.cause.isEmpty { record.causeClass = nil }
            if !record.countryOfOrigin.isEmpty { record.countriesOfOrigin = [] }
            record.notes = record.notes.content
            return .deaths(record)
        case .arrests(var record):
            record.incident = ""
            record.place = record.place.content
            record.notes = record.notes.content
            return .arrests(record)
        case .operation(var record):
            record.place = record.place.content
            record.notes = record.notes.content
            return .operation(record)
        case .publishedFigure(var record):
            record.notes = record.notes.content
            return .publishedFigure(record)
        case .courtCase, .proceeding, .law, .provision, .indicator, .activity:
            var record = self
            record.notes = notes.content
            return record
        case .import, .dataset, .importCells, .link, .settlement: return self
        }
    }

    /// SHA-256, the first 16 hexadecimal digits, of ``content``.
    var contentDigest: String {
        String(Hex.encode(Array(SHA256.hash(data: EncodedRecord(content).bytes))).prefix(16))
    }

    /// Where and when it was, for a bucket of rows that may be the same: the text of the place, the regions and the day.
    var whereAndWhen: (place: String, regions: String, period: Period?) {
        switch self {
        case .incident(let record): (record.place.name, record.place.sorted, record.occurred)
        case .deaths(let record): (record.place.name, record.place.sorted, record.occurred)
        case .arrests(let record): (record.place.name, record.place.sorted, record.occurred)
        case .operation(let record): (plainForm(record.name), "", record.occurred)
        case .publishedFigure(let record): (plainForm(record.measure), plainForm(record.geography), record.period)
        case .courtCase(let record): (plainForm(record.title), record.jurisdiction, record.opened)
        case .proceeding(let record): (plainForm(record.court), record.caseID, record.decided)
        case .law(let record): (plainForm(record.title), record.jurisdiction, record.adopted)
        case .provision(let record): (plainForm(record.number), record.law, nil)
        case .indicator(let record): (plainForm(record.measure), plainForm(record.geography), record.period)
        case .activity(let record): (plainForm(record.title), record.place.sorted, record.occurred)
        case .import, .dataset, .importCells, .link, .settlement: ("", "", nil)
        }
    }
}

extension Record {
    /// The identifier of the incident of which it tells a part; nil: of none.
    var incidentLink: String? {
        switch self {
        case .deaths(let record): record.incident.isEmpty ? nil : record.incident
        case .arrests(let record): record.incident.isEmpty ? nil : record.incident
        default: nil
        }
    }
}

extension Place {
    fileprivate var content: Place {
        var place = self
        place.description = plainForm(description)
        place.point?.text = ""
        place.regions = regions.map { Region(scheme: $0.scheme, code: plainForm($0.code)) }
        return place
    }

    fileprivate var name: String { plainForm(description) }

    fileprivate var sorted: String { country + regions.map { plainForm($0.code) }.sorted().joined(separator: "|") }
}

extension Notes {
    fileprivate var content: Notes {
        Notes(
            sources: sources.map { Source(publisher: plainForm($0.publisher), locator: plainForm($0.locator)) },
            note: plainForm(note))
    }
}

/// The normal form of a text, with what pages write in the place of a character as the character: an exchange that makes
/// `&amp;` of `&` says the same.
private func plainForm(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return normalised(text) }
    var plain = text
    for (entity, character) in [
        ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&lt;", "<"), ("&gt;", ">"),
        ("&amp;", "&"),
    ] { plain.replace(entity, with: character) }
    return normalised(plain)
}
