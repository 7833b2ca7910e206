internal import Forms
internal import Incidents

/// What is stored of a record's state, by column.
struct RecordCells {
    enum Cell: Hashable {
        case text(String)
        case integer(Int64)
        case real(Double)
        case count(Count)
    }

    private var cells = [Cell?](repeating: nil, count: FindField.total)
    /// The words that are searched which stand in no column.
    private(set) var words: [String] = []
    /// What a record is found by without reading it: regions, countries, flags, publishers, what it
    /// does not state, and what one that was typed twice would say.
    private(set) var marks: Set<FindMark> = []
    private(set) var year: Int32?
    private(set) var point: Point?
    /// Who said so, and where.
    private(set) var sources: [String] = []

    init(_ record: Record) {
        switch record {
        case .incident(let record): add(record)
        case .deaths(let record): add(record)
        case .arrests(let record): add(record)
        case .operation(let record): add(record)
        case .publishedFigure(let record): add(record)
        case .import(let record): add(record)
        case .dataset(let record): add(record)
        case .courtCase(let record): add(record)
        case .proceeding(let record): add(record)
        case .law(let record): add(record)
        case .provision(let record): add(record)
        case .indicator(let record): add(record)
        case .activity(let record): add(record)
        case .importCells, .link, .settlement: break
        }
        for text in Likeness(record)?.texts ?? [] { marks.insert(.likeness(text)) }
    }

    subscript(field: FindField) -> Cell? { cells[field.rawValue] }

    // MARK: What several kinds have

    mutating func set(_ field: FindField, _ text: String) {
        if !text.isEmpty { cells[field.rawValue] = .text(text) }
    }

    mutating func set(_ field: FindField, _ texts: [String]) { set(field, texts.joined(separator: "; ")) }

    mutating func set(_ field: FindField, _ day: Day?) {
        if let day { cells[field.rawValue] = .integer(Int64(day.number)) }
    }

    mutating func set(_ field: FindField, _ count: Count) {
        if count.isReported { cells[field.rawValue] = .count(count) }
    }

    mutating func add(_ period: Period?) {
        guard let period else {
            marks.insert(.absent(.year))
            return
        }
        year = period.year
        set(.date, period.description)
        set(.firstDay, period.firstDay)
        set(.lastDay, period.lastDay)
        cells[FindField.year.rawValue] = .integer(Int64(period.year))
        if let month = period.month { cells[FindField.month.rawValue] = .integer(Int64(month)) }
    }

    mutating func add(_ place: Place) {
        set(.place, place.description)
        set(.country, place.country)
        set(.regions, place.regions.map(\.description))
        for region in place.regions {
            marks.insert(.region(region))
            words.append(region.code)
            // M49 has numbers; people search for names.
            let scheme = RegionCatalog.schemes.first { $0.name == region.scheme }
            if let name = scheme?.regions.first(where: { $0.code == region.code })?.name { words.append(name) }
        }
        if place.regions.isEmpty { marks.insert(.absent(.regions)) }
        if !place.country.isEmpty { add(country: place.country) }
        if let point = place.point {
            self.point = point
            cells[FindField.latitude.rawValue] = .real(Double(point.latitudeE7) / 1e7)
            cells[FindField.longitude.rawValue] = .real(Double(point.longitudeE7) / 1e7)
        } else {
            marks.insert(.absent(.latitude))
        }
    }

    mutating func addWords(_ texts: [String]) { words += texts }

    mutating func add(region: Region) { marks.insert(.region(region)) }

    /// What a record names, of the kinds that may name several of one kind.
    mutating func addLinks(of record: Record) {
        for (_, record) in record.links { marks.insert(.named(record)) }
    }

    mutating func add(country code: String) {
        marks.insert(.country(code))
        if let name = Countries.name(of: code) { words.append(name) }
    }

    mutating func add(_ notes: Notes) {
        set(.sources, notes.sources.map(\.publisher))
        sources = notes.sources.flatMap { [$0.publisher, $0.locator] }
        set(.externalIDs, notes.externalIDs.map { "\($0.scheme):\($0.value)" })
        set(.flags, notes.flags.map(\.code).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        set(.note, notes.note)
        words += notes.rawCells.map(\.text)
        for flag in notes.flags { marks.insert(.flag(flag.code)) }
    }

    mutating func add(publisher: String) {
        set(.publisher, publisher)
        if !publisher.isEmpty { marks.insert(.publisher(publisher)) }
    }

    mutating func set(_ field: FindField, _ codes: [some Coded]) { set(field, codes.map(\.code)) }
    mutating func set(_ field: FindField, _ code: (some Coded)?) { set(field, code?.code ?? "") }
}

// MARK: The kinds

extension RecordCells {
    private mutating func add(_ record: Incident) {
        add(record.occurred)
        add(record.place)
        if record.place.country.isEmpty { marks.insert(.absent(.country)) }
        set(.route, record.route)
        set(.incidentKind, record.kind)
        set(.mode, record.mode)
        set(.origin, record.countriesOfOrigin)
        set(.transit, record.countriesOfTransit)
        set(.destination, record.countriesOfDestination)
        set(.people, record.people.map(\.notation))
        if let fee = record.fee { set(.fee, "\(fee.amount.notation) \(fee.currency)") }
        set(.conduct, record.conduct)
        set(.crimes, record.crimes)
        set(.perpetrators, record.perpetrators)
        set(.corruption, record.corruption)
        set(.operation, record.operation)
        add(record.notes)
    }

    private mutating func add(_ record: Deaths) {
        add(record.occurred)
        add(record.place)
        if record.place.country.isEmpty { marks.insert(.absent(.country)) }
        set(.dead, record.dead)
        if !record.dead.isReported { marks.insert(.absent(.dead)) }
        set(.missing, record.missing)
        set(.survivors, record.survivors)
        set(.females, record.females)
        set(.males, record.males)
        set(.children, record.children)
        set(.statedTotal, record.statedTotal)
        set(.cause, record.cause)
        set(.causeClass, record.causeClass)
        set(.route, record.route)
        set(.origin, record.countriesOfOrigin)
        set(.originText, [record.regionOfOrigin, record.countryOfOrigin].filter { !$0.isEmpty })
        if let quality = record.sourceQuality { cells[FindField.sourceQuality.rawValue] = .integer(Int64(quality)) }
        set(.incident, record.incident)
        add(record.notes)
    }

    private mutating func add(_ record: Arrests) {
        add(record.occurred)
        add(record.place)
        if record.place.country.isEmpty { marks.insert(.absent(.country)) }
        set(.count, record.count)
        set(.role, record.role)
        set(.people, record.people.map(\.notation))
        set(.phase, record.phase)
        set(.offences, record.offences)
        set(.jurisdiction, record.jurisdiction)
        set(.stage, record.stage)
        set(.profiles, record.profiles)
        set(.incident, record.incident)
        set(.operation, record.operation)
        add(record.notes)
    }

    private mutating func add(_ record: Incidents.Operation) {
        add(record.occurred)
        add(record.place)
        set(.title, record.name)
        set(.leadBodies, record.leadBodies)
        set(.countries, record.countries)
        set(.purpose, record.purpose)
        set(
            .results,
            record.results.map { "\($0.publisher): \($0.measure) \($0.count.notation)" })
        for country in record.countries { add(country: country) }
        if record.countries.isEmpty, record.place.country.isEmpty { marks.insert(.absent(.country)) }
        for result in record.results where !result.publisher.isEmpty { marks.insert(.publisher(result.publisher)) }
        add(record.notes)
    }

    private mutating func add(_ record: PublishedFigure) {
        add(record.period)
        add(publisher: record.publisher)
        set(.subject, record.subject)
        set(.measure, record.measure)
        set(.measureCode, record.measureCode)
        set(.count, record.count)
        set(.unit, record.count.unit)
        set(.geography, record.geography)
        if let region = record.region { marks.insert(.region(region)) } else { marks.insert(.absent(.regions)) }
        set(.publishedOn, record.publishedOn)
        set(.asAt, record.asAt)
        set(.citation, record.citation)
        set(.paragraph, record.paragraph)
        set(.operation, record.operation)
        words += [record.periodText, record.asAtText]
        add(record.notes)
    }

    private mutating func add(_ record: Import) {
        add(publisher: record.publisher)
        set(.title, record.fileName)
        set(.asAt, record.asAt)
        set(.scope, record.scope.code)
        set(.dataset, record.dataset)
        add(record.notes)
    }

    private mutating func add(_ record: Dataset) {
        add(publisher: record.publisher)
        set(.title, record.title)
        set(.prefix, record.prefix)
        set(.succeeds, record.succeeds)
        add(record.notes)
    }
}

/// A word by which records are looked up: the store lists the records of each.
struct FindMark: Hashable {
    let text: String

    static func region(_ region: Region) -> FindMark { FindMark(text: "region \(region)") }
    static func country(_ code: String) -> FindMark { FindMark(text: "country \(code)") }
    static func flag(_ code: String) -> FindMark { FindMark(text: "flag \(code)") }
    /// Written in any way: case and accents do not matter.
    static func publisher(_ name: String) -> FindMark { FindMark(text: "publisher \(FoldedText.of(name))") }
    /// What the record does not state, so that a question for it can say what it leaves out.
    static func absent(_ field: FindField) -> FindMark { FindMark(text: "absent \(field.name)") }
    /// A record that it names.
    static func named(_ record: RecordID) -> FindMark { FindMark(text: "names \(record)") }
    /// What two records say that may be one which was typed twice.
    static func likeness(_ text: String) -> FindMark { FindMark(text: "like \(text)") }
}
