import ArgumentParser
import Incidents

/// When, where, and who said so.
struct SharedFields: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When: a day 2020-02-03, a month 2020-02, a year 2020, or first..last of them.", valueName: "period"),
        transform: Reading.period)
    var date: Period?

    @Option(
        help: ArgumentHelp(
            "A region as scheme:code, for example mmp-2014:Mediterranean. May be repeated, once a scheme.",
            valueName: "scheme:code"),
        transform: Reading.region)
    var region: [Region] = []

    @Option(help: ArgumentHelp("Who published it. May be repeated.", valueName: "publisher"))
    var source: [String] = []

    @Option(help: ArgumentHelp("Where it was published, one for each --source in turn.", valueName: "address"))
    var url: [String] = []

    @Option(help: ArgumentHelp("Of the sources, 1 (one source) to 5 (official).", valueName: "1-5"))
    var quality: Int32?

    @Option(help: ArgumentHelp("A remark that is kept with the record.", valueName: "text"))
    var note: String?

    var flags: [FieldFlag] {
        [
            FieldFlag("date", date, RecordKind.byHand), FieldFlag("region", list: region, RecordKind.byHand),
            FieldFlag("source", list: source, RecordKind.byHand), FieldFlag("url", list: url, RecordKind.byHand),
            FieldFlag("quality", quality, RecordKind.byHand), FieldFlag("note", note, RecordKind.byHand),
        ]
    }

    func apply(to notes: inout Notes) {
        if !source.isEmpty {
            notes.sources = source.enumerated().map { index, publisher in
                Source(publisher: publisher, locator: index < url.count ? url[index] : "", quality: quality)
            }
        } else if let quality {
            for index in notes.sources.indices { notes.sources[index].quality = quality }
        }
        if let note { notes.note = note }
    }

    func validate() throws {
        guard url.count <= source.count else {
            throw ValidationError("Each --url belongs to a --source: there are \(url.count) and \(source.count).")
        }
    }
}

/// Fields that more than one kind of record has.
struct SeveralFields: ParsableArguments {
    @Option(help: ArgumentHelp("Where, in words.", valueName: "text"))
    var place: String?

    @Option(help: ArgumentHelp("ISO 3166-1 alpha-2. For an operation it may be repeated.", valueName: "code"))
    var country: [String] = []

    @Option(
        help: ArgumentHelp("Degrees north and east.", valueName: "latitude, longitude"), transform: Reading.point)
    var point: Point?

    @Option(help: ArgumentHelp("The migration route, as published.", valueName: "text"))
    var route: String?

    @Option(name: .customLong("incident"), help: ArgumentHelp("The incident that it belongs to.", valueName: "id"))
    var incidentID: String?

    @Option(name: .customLong("operation"), help: ArgumentHelp("The operation that it belongs to.", valueName: "id"))
    var operationID: String?

    @Option(
        help: ArgumentHelp(
            "How many: 12, 12..15, 12.. (at least), ..15 (up to), '>700', '<44000' (nearly), ~12 (about).",
            valueName: "count"), transform: Reading.count)
    var count: Count?

    var flags: [FieldFlag] {
        let placed: [RecordKind] = [.incident, .deaths, .arrests, .operation]
        return [
            FieldFlag("place", place, placed), FieldFlag("country", list: country, placed),
            FieldFlag("point", point, placed), FieldFlag("route", route, [.incident, .deaths]),
            FieldFlag("incident", incidentID, [.deaths, .arrests]),
            FieldFlag("operation", operationID, [.incident, .arrests, .publishedFigure]),
            FieldFlag("count", count, [.arrests, .publishedFigure]),
        ]
    }

    func apply(to described: inout Place, regions: [Region]) {
        if let place { described.description = place }
        if let country = country.first { described.country = country }
        if let point { described.point = point }
        if !regions.isEmpty { described.regions = regions }
    }
}
