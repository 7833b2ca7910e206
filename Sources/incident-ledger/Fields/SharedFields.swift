import ArgumentParser
import Forms
import Incidents
import Ledger

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
        transform: ListEdit.init)
    var region: [ListEdit<Region>] = []

    @Option(
        help: ArgumentHelp("Who published it. May be repeated.", valueName: "publisher"), transform: ListEdit.init)
    var source: [ListEdit<Source>] = []

    @Option(help: ArgumentHelp("Where it was published, one for each --source in turn.", valueName: "address"))
    var url: [String] = []

    @Option(help: ArgumentHelp("Of the sources, 1 (one source) to 5 (official).", valueName: "1-5"))
    var quality: Int32?

    @Option(
        help: ArgumentHelp("An identifier under which others know it. May be repeated.", valueName: "scheme:value"),
        transform: ListEdit.init)
    var externalId: [ListEdit<ExternalID>] = []

    @Option(help: ArgumentHelp("A remark that is kept with the record.", valueName: "text"))
    var note: String?

    var flags: [FieldFlag] {
        [
            FieldFlag("date", date, RecordKind.byHand), FieldFlag("region", list: region, RecordKind.byHand),
            FieldFlag("source", list: source, RecordKind.byHand), FieldFlag("url", list: url, RecordKind.byHand),
            FieldFlag("quality", quality, RecordKind.byHand),
            FieldFlag("external-id", list: externalId, RecordKind.byHand),
            FieldFlag("note", note, RecordKind.byHand),
        ]
    }

    func apply(to notes: inout Notes) throws(LedgerError) {
        if source.isEmpty, let quality {
            for index in notes.sources.indices { notes.sources[index].quality = quality }
        }
        notes.sources = try notes.sources.edited(by: sources, flag: "--source")
        notes.externalIDs = try notes.externalIDs.edited(by: externalId, flag: "--external-id")
        if let note { notes.note = note }
    }

    /// The sources with the address and the quality that other flags state of them.
    private var sources: [ListEdit<Source>] {
        var left = url[...]
        return source.map { edit in
            edit.map { Source(publisher: $0.publisher, locator: left.popFirst() ?? "", quality: quality) }
        }
    }

    func validate() throws {
        let stated = source.count { $0.element != nil }
        guard url.count <= stated else {
            throw ValidationError("Each --url belongs to a --source: there are \(url.count) and \(stated).")
        }
    }
}

/// Fields that more than one kind of record has.
struct SeveralFields: ParsableArguments {
    @Option(help: ArgumentHelp("Where, in words.", valueName: "text"))
    var place: String?

    @Option(
        help: ArgumentHelp("ISO 3166-1 alpha-2. For an operation it may be repeated.", valueName: "code"),
        transform: ListEdit.init)
    var country: [ListEdit<String>] = []

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

    /// - Parameter kind: whose place it is; an operation's countries are a list of its own.
    func apply(to described: inout Place, regions: [ListEdit<Region>], of kind: RecordKind) throws(LedgerError) {
        if let place { described.description = place }
        if kind != .operation, let country = try country.one(flag: "--country", of: kind.code) {
            described.country = country ?? ""
        }
        if let point { described.point = point }
        described.regions = try described.regions.edited(by: regions, flag: "--region")
    }
}
